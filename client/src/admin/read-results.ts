import { call, find, queryString } from '../broker/call.ts'
import { eachPage } from '../broker/each-page.ts'
import type { Transport } from '../broker/transport.ts'
import type { ImportRecord } from '../wire/imports.ts'
import { expand, paths } from '../wire/paths.ts'
import { comparisons, contentResults, result, shownContract } from './answers.ts'
import type { KnownResult } from './archive.ts'
import { type ContractPlace, contentNameOf, readContract } from './read-versions.ts'

interface Pair {
  readonly consumer: string
  readonly provider: string
}

/** A distinct content of a pair, and the newest version of the consumer that has it. */
export interface Content extends Pair {
  readonly version: string
  readonly sha: string
}

async function previousDistinct(transport: Transport, at: ContractPlace): Promise<ContentAt | undefined> {
  const url = expand(paths.previousDistinctPact, at)
  const found = await find(transport, { method: 'GET', url, answer: shownContract })
  const link = found?._links['pb:consumer-version']
  if (!found || link === undefined || Array.isArray(link) || link.name === undefined) return undefined
  return { version: link.name, sha: contentNameOf(found) }
}

export type ContentAt = Pick<Content, 'version' | 'sha'>

interface KnownPair extends Pair {
  /** The newest version of the consumer that has a contract. */
  readonly newest: string
  /** Where they are known already. */
  readonly contents: readonly ContentAt[] | undefined
}

/** The distinct contents of a pair, the newest first. Where they are not known, each leads to the one before it. */
export async function readContents(transport: Transport, pair: KnownPair): Promise<readonly Content[]> {
  const { consumer, provider, newest, contents: known } = pair
  const contents = new Map<string, Content>()
  const keep = ({ version, sha }: ContentAt) => {
    if (!contents.has(sha)) contents.set(sha, { consumer, provider, version, sha })
  }
  for (const content of known ?? []) keep(content)
  if (known) return [...contents.values()]
  const { sha } = await readContract(transport, { consumer, provider, version: newest })
  let current: ContentAt | undefined = { version: newest, sha }
  while (current) {
    keep(current)
    current = await previousDistinct(transport, { consumer, provider, version: current.version })
  }
  return [...contents.values()]
}

// More rows than any contract has results.
const LIMIT = 100_000

/** What the matrix tells: asked without a wish for the latest, a Pact Broker tells of every result. */
async function resultsInMatrix(transport: Transport, { consumer, version, provider }: Content) {
  const query = queryString([
    ['q[][pacticipant]', consumer],
    ['q[][version]', version],
    ['q[][pacticipant]', provider],
    ['limit', String(LIMIT)],
  ])
  const { matrix } = await call(transport, { method: 'GET', url: paths.matrix + query, answer: comparisons })
  return matrix.flatMap(({ provider, verificationResult: found }): readonly KnownResult[] => {
    const link = found?._links['self']
    const href = link === undefined || Array.isArray(link) ? '' : link.href
    const number = Number(/\/verification-results\/(\d+)$/.exec(href)?.[1])
    if (!found || !provider.version) return []
    const { success, verifiedAt } = found
    return [{ number, providerVersion: provider.version.number, success, verifiedAt }]
  })
}

/** All results of a content; undefined where the broker does not know the content by that name, or keeps no such list. */
async function allResults(transport: Transport, content: Content): Promise<readonly KnownResult[] | undefined> {
  const url = expand(paths.verificationResults, content)
  const results: KnownResult[] = []
  const ask = (page: number) =>
    find(transport, { method: 'GET', url: `${url}?page=${page}&size=500`, answer: contentResults })
  for await (const found of eachPage(ask)) {
    if (!found) return undefined
    for (const { number, success, verifiedAt, providerVersion } of found._embedded.verificationResults) {
      results.push({ number, success, verifiedAt, providerVersion: providerVersion.number })
    }
  }
  return results
}

/** The results of a content, in the order in which they were found. */
export async function readResults(
  transport: Transport,
  content: Content,
  { isTallystick }: { readonly isTallystick: boolean },
): Promise<readonly KnownResult[]> {
  const all = isTallystick ? await allResults(transport, content) : undefined
  const found = all ?? (await resultsInMatrix(transport, content))
  return found.toSorted((one, other) => one.number - other.number)
}

type ResultRecord = Extract<ImportRecord, { readonly kind: 'result' }>

const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  )

/** A result with all that it says. */
export async function readResult(
  transport: Transport,
  content: Content,
  { number, providerVersion, verifiedAt }: KnownResult,
): Promise<ResultRecord> {
  const { consumer, provider, version, sha } = content
  const url = expand(paths.verificationResult, { consumer, provider, sha, number: String(number) })
  const found = await call(transport, { method: 'GET', url, answer: result })
  return {
    kind: 'result',
    consumer,
    consumerVersion: version,
    provider,
    providerVersion,
    success: found.success,
    verifiedAt,
    ...(found.buildUrl ? { buildUrl: found.buildUrl } : {}),
    ...(found.testResults === undefined ? {} : { testResults: found.testResults }),
    ...(found.verifiedBy ? { verifiedBy: texts(found.verifiedBy) } : {}),
  }
}
