/**
 * Everything of a Tallystick, as it gives it itself: all of one moment, and more than a Pact Broker tells. Webhooks are
 * read as from any broker.
 */
import { z } from 'zod'
import { BrokerCallError } from '../broker/call-error.ts'
import type { Transport } from '../broker/transport.ts'
import { archiveLine } from '../wire/imports.ts'
import { paths } from '../wire/paths.ts'
import type { ArchiveFile } from './archive-file.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { listWebhooks, readWebhook } from './read-webhooks.ts'
import type { TakenOver } from './take-over.ts'

export interface Exporting {
  readonly source: Transport
  readonly archive: ArchiveFile
  readonly signal: AbortSignal
  readonly onProgress: (line: string) => void
}

const LINES = 'application/x-ndjson'
const SHOW_EVERY = 100

/** Lines, of a text that comes in pieces. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  const begun: string[] = []
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', start)) {
      begun.push(piece.slice(start, end))
      yield begun.splice(0).join('')
      start = end + 1
    }
    if (start < piece.length) begun.push(piece.slice(start))
  }
}

function broken({ baseUrl }: Transport, why: string): BrokerCallError {
  return new BrokerCallError(`What ${baseUrl} gave of itself ${why}.`, { failure: 'misunderstood' })
}

const parsed = z.string().transform((line, context) => {
  try {
    return archiveLine.parse(JSON.parse(line))
  } catch {
    context.addIssue('is no record that this tally knows')
    return z.NEVER
  }
})

/** False where the broker is none that gives itself. */
async function exportRecords({ source, archive, signal, onProgress }: Exporting, ledger: Ledger): Promise<boolean> {
  let count = 0
  let told: number | undefined
  try {
    for await (const line of linesOf(source.open({ url: paths.exports, accept: LINES, signal }))) {
      const { data } = parsed.safeParse(line)
      if (data === undefined) throw broken(source, `has a line ${count + 1} that this tally does not know`)
      if (data.kind === 'end') {
        told = data.records
        continue
      }
      await archive.putLine(line)
      ledger.note(data, { outcome: 'created' })
      count += 1
      if (count % SHOW_EVERY === 0) onProgress(`Records: ${count}`)
    }
  } catch (error) {
    const isUnknown = error instanceof BrokerCallError && (error.status === 404 || error.status === 406)
    if (isUnknown) return false
    throw error
  }
  if (told !== count) throw broken(source, `ended after ${count} records, before its end`)
  return true
}

/** Undefined where the broker is none that gives itself. */
export async function exportBroker(exporting: Exporting): Promise<TakenOver | undefined> {
  const { source, archive, signal } = exporting
  const ledger = openLedger()
  let failure: BrokerCallError | undefined
  try {
    if (!(await exportRecords(exporting, ledger))) return undefined
    for (const url of await listWebhooks(source)) {
      const record = await readWebhook(source, url)
      await archive.put([record])
      ledger.note(record, { outcome: 'created' })
    }
  } catch (error) {
    if (signal.aborted) return { ...ended(ledger), isStopped: true, failure: undefined }
    if (!(error instanceof BrokerCallError)) throw error
    failure = error
  }
  return { ...ended(ledger), isStopped: false, failure }
}

function ended(ledger: Ledger) {
  return { counts: ledger.counts(), notTaken: ledger.notTaken, remarks: [] }
}
