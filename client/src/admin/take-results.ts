import { BrokerCallError } from '../broker/call-error.ts'
import type { KnownResult } from './archive.ts'
import { inParallel } from './in-parallel.ts'
import { progressBar } from './progress-bar.ts'
import { type Content, readContents, readResult, readResults } from './read-results.ts'
import type { Taking } from './take-over.ts'
import type { Pair } from './take-versions.ts'

const keyOf = ({ providerVersion, success, verifiedAt }: KnownResult) =>
  JSON.stringify([providerVersion, success, Date.parse(verifiedAt)])

/** What the target has of it; nothing where it does not know the contract, as in a dry run. */
async function resultsThere({ there }: Taking, content: Content): Promise<ReadonlySet<string>> {
  if (!there) return new Set()
  try {
    return new Set((await readResults(there, content, { isTallystick: true })).map(keyOf))
  } catch (error) {
    if (error instanceof BrokerCallError && error.failure === 'refused') return new Set()
    throw error
  }
}

async function takeResultsOf(all: Taking, content: Content): Promise<void> {
  const found = await readResults(all.source, content, all)
  if (found.length === 0) return
  const there = await resultsThere(all, content)
  const missing = found.filter((result) => !there.has(keyOf(result)))
  all.ledger.present('results', found.length - missing.length)
  // In their order, and not more at a time than is worth losing.
  for (let start = 0; start < missing.length && !all.signal.aborted; start += 50) {
    const records = []
    for (const result of missing.slice(start, start + 50)) {
      records.push(await readResult(all.source, content, result))
    }
    await all.send(records)
  }
}

/** The results of each content of each pair. */
export async function takeResults(all: Taking, pairs: readonly Pair[]): Promise<void> {
  let done = 0
  await inParallel(pairs, all, async (pair) => {
    const { consumer, provider } = pair
    all.onProgress(`${progressBar(done, pairs.length)} Results of ${pairs.length} pairs: ${consumer} and ${provider}`)
    await all.attempt({ thing: 'results', what: `results of ${provider} for ${consumer}` }, async () => {
      for (const content of await readContents(all.source, pair)) {
        if (all.signal.aborted) return
        const what = `results of ${provider} for ${consumer} version ${content.version}`
        await all.attempt({ thing: 'results', what }, () => takeResultsOf(all, content))
      }
    })
    done += 1
  })
}
