/**
 * From comparisons to the rows of the matrix. A contract without a result has one row without one. Where certain
 * versions of the provider must hold (a version number, the latest, what is in an environment) and some have no result
 * for a contract, the contract has such a row too, however many others have verified it; where any of several will do
 * (all versions with a tag or of a branch), only those that did are compared.
 */
import type { Comparison, Pair, ResolvedSelector, Version } from './facts.ts'
import type { Criteria, LatestBy, Outcome } from './selectors.ts'

/** A version that a selector asks for. */
export interface Wanted {
  readonly selector: ResolvedSelector
  readonly version: Version
}

export interface Row extends Comparison {
  readonly pair: Pair
  /** The provider versions that should have a result and have none. Empty in rows with a result. */
  readonly missing: readonly Wanted[]
}

export function outcomeOf(row: Row): Outcome {
  if (row.result === null) return 'unknown'
  return row.result.success ? 'success' : 'failed'
}

function mustAllHold({ version, latest, environment }: Criteria): boolean {
  return version !== undefined || latest || environment !== undefined
}

/** Asked about a provider alone, nothing is wanted of it: what it verified is all there is to say. */
function wantedProviders(selectors: readonly ResolvedSelector[], pair: Pair): readonly Wanted[] {
  if (!selectors.some(({ pacticipantId }) => pacticipantId === pair.consumerId)) return []
  const wanted = selectors
    .filter((selector) => selector.pacticipantId === pair.providerId && mustAllHold(selector.criteria))
    .flatMap((selector) =>
      selector.versions === 'any' ? [] : selector.versions.map((version) => ({ selector, version })),
    )
  return [...new Map(wanted.map((one) => [one.version.id, one])).values()]
}

/** The rows of one contract. */
function contractRows(pair: Pair, comparisons: readonly Comparison[], wanted: readonly Wanted[]): readonly Row[] {
  const [first] = comparisons
  if (!first) return []
  const verified = comparisons.filter(({ result }) => result !== null)
  const verifiedBy = new Set(verified.map(({ result }) => result?.providerVersionId))
  const missing = wanted.filter(({ version }) => !verifiedBy.has(version.id))
  const rows = verified.map((comparison): Row => ({ ...comparison, pair, missing: [] }))
  return missing.length === 0 && verified.length > 0 ? rows : [...rows, { ...first, result: null, pair, missing }]
}

export function rowsOf(
  comparisons: readonly Comparison[],
  pairs: readonly Pair[],
  selectors: readonly ResolvedSelector[],
): readonly Row[] {
  const byPair = Map.groupBy(comparisons, ({ pairId }) => pairId)
  return pairs.flatMap((pair) => {
    const wanted = wantedProviders(selectors, pair)
    const byContract = Map.groupBy(byPair.get(pair.id) ?? [], ({ contractId }) => contractId)
    return [...byContract.values()].flatMap((contract) => contractRows(pair, contract, wanted))
  })
}

const newest = (versions: readonly Wanted[]): Wanted | undefined =>
  versions.toSorted((a, b) => b.version.id - a.version.id)[0]

const providerVersionId = (row: Row): number => row.result?.providerVersionId ?? newest(row.missing)?.version.id ?? 0

const lastActivity = (row: Row): number => Math.max(row.consumerVersionId, providerVersionId(row))

/** Of the rows of one contract, the one of the newest provider version. */
function latestOfContract(rows: readonly Row[]): readonly Row[] {
  const [latest] = rows.toSorted((a, b) => providerVersionId(b) - providerVersionId(a))
  if (!latest) return []
  const hidden = newest(latest.missing)
  return [{ ...latest, missing: hidden ? [hidden] : [] }]
}

/** Of the rows of a pair, the one of the newest provider version, unless the newest contract is not verified. */
function latestOfPair(rows: readonly Row[]): readonly Row[] {
  const [latest] = rows.toSorted(
    (a, b) => lastActivity(b) - lastActivity(a) || b.consumerVersionId - a.consumerVersionId,
  )
  if (!latest || latest.result === null) return latest ? [latest] : []
  return rows
    .filter(({ result }) => result !== null)
    .toSorted((a, b) => providerVersionId(b) - providerVersionId(a) || b.consumerVersionId - a.consumerVersionId)
    .slice(0, 1)
}

/** A contract has one row for each provider version already, so cvpv keeps them all. */
export function keepLatest(rows: readonly Row[], latestBy: LatestBy | undefined): readonly Row[] {
  if (latestBy === undefined || latestBy === 'cvpv') return rows
  const perContract = [...Map.groupBy(rows, ({ contractId }) => contractId).values()].flatMap(latestOfContract)
  if (latestBy === 'cvp') return perContract
  return [...Map.groupBy(perContract, ({ pairId }) => pairId).values()].flatMap(latestOfPair)
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By names, newest versions first, what is not verified before what is. */
export function inOrder(rows: readonly Row[]): readonly Row[] {
  const position = (row: Row) => row.result?.providerVersionId ?? Infinity
  return rows.toSorted(
    (a, b) =>
      compareNames(a.pair.consumer, b.pair.consumer) ||
      b.consumerVersionId - a.consumerVersionId ||
      compareNames(a.pair.provider, b.pair.provider) ||
      (position(a) === position(b) ? 0 : position(b) - position(a)),
  )
}
