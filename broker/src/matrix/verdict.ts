/**
 * May it be deployed? No, when a specified version does not exist. Unknown, when a considered row has no result, when a
 * required pair has no row at all, or when there was more than could be compared. Otherwise yes, if every considered
 * row is a success, or there is none. Rows that are ignored are shown, but not considered. An override turns what is no
 * yes into one; what was found stays as it is.
 */
import type { Comparison, Pair, ResolvedSelector } from './facts.ts'
import { type Allowed, type Override, overrideFor } from './override.ts'
import { type Row, type Wanted, inOrder, keepLatest, outcomeOf, rowsOf } from './rows.ts'
import { type Outcome, type Question, isAnyVersion } from './selectors.ts'

/** So many rows are explained one by one. */
const MOST_EXPLAINED = 100

export interface Facts {
  readonly specified: readonly ResolvedSelector[]
  readonly inferred: readonly ResolvedSelector[]
  readonly ignored: readonly ResolvedSelector[]
  readonly pairs: readonly Pair[]
  readonly comparisons: readonly Comparison[]
  /** There are older comparisons than these. */
  readonly hasMore: boolean
  /** Exceptions that count now for the specified versions and the target. */
  readonly overrides?: readonly Override[]
}

/** One side of what was compared, and the selector that asked for it. */
export interface Side {
  readonly name: string
  readonly selector: ResolvedSelector | undefined
  readonly versionId: number | undefined
}

/** What was found, as data; reasons.ts has the words. */
export type Finding =
  | { readonly kind: 'all-verified' | 'nothing-missing' | 'rows-limited' | 'too-much-to-compare' }
  | { readonly kind: 'environment-not-specified' | 'version-not-specified' }
  | { readonly kind: 'parameter-not-known'; readonly parameter: string }
  | { readonly kind: 'more-of-the-same'; readonly count: number }
  | { readonly kind: 'allowed-by-override'; readonly allowed: Allowed }
  | { readonly kind: 'version-not-found' | 'nothing-to-ignore'; readonly selector: ResolvedSelector }
  | Between

export interface Between {
  readonly kind: 'not-verified' | 'verification-failed'
  readonly consumer: Side
  readonly provider: Side
  /** Undefined: the pair has no row. */
  readonly row: Row | undefined
}

export interface Verdict {
  readonly answer: 'yes' | 'no' | 'unknown'
  readonly considered: readonly Row[]
  readonly ignored: readonly Row[]
  readonly counts: { readonly success: number; readonly failed: number; readonly unknown: number }
  readonly findings: readonly Finding[]
  /** Why the answer is a yes although the findings say otherwise. */
  readonly allowed?: Allowed
}

/** Only names are given: somebody looks around, nothing is to be deployed. */
export function isBrowsing(question: Question): boolean {
  return question.selectors.every(isAnyVersion)
}

const exists = (selector: ResolvedSelector): boolean => selector.versions === 'any' || selector.versions.length > 0

function covers(ignored: readonly ResolvedSelector[], pacticipantId: number, versionId: number | undefined): boolean {
  return ignored.some(
    (selector) =>
      selector.pacticipantId === pacticipantId &&
      (selector.versions === 'any' || selector.versions.some(({ id }) => id === versionId)),
  )
}

/** The row as far as it counts; undefined when it is ignored. */
function consideredPart(row: Row, ignored: readonly ResolvedSelector[]): Row | undefined {
  const { pair } = row
  if (covers(ignored, pair.consumerId, row.consumerVersionId)) return undefined
  if (covers(ignored, pair.providerId, row.result?.providerVersionId)) return undefined
  const missing = row.missing.filter(({ version }) => !covers(ignored, pair.providerId, version.id))
  return row.missing.length > 0 && missing.length === 0 ? undefined : { ...row, missing }
}

/** The selector that brought a version in; where there are several and none says which, any version will do. */
function sideOf(selectors: readonly ResolvedSelector[], name: string, versionId: number | undefined): Side {
  const own = selectors.filter((selector) => selector.name === name)
  const [only, ...others] = own
  const isOnlyOne = others.length === 0 && (only?.versions === 'any' || (only?.versions.length ?? 0) < 2)
  const selector = isOnlyOne
    ? only
    : own.find(({ versions }) => versions !== 'any' && versions.some(({ id }) => id === versionId))
  const chosen = isOnlyOne && only && only.versions !== 'any' ? only.versions[0]?.id : undefined
  return { name, selector, versionId: versionId ?? chosen }
}

function findingsOf(row: Row, selectors: readonly ResolvedSelector[]): readonly Between[] {
  const { pair, result } = row
  const consumer = sideOf(selectors, pair.consumer, row.consumerVersionId)
  const between = (kind: Between['kind'], provider: Side): Between => ({ kind, consumer, provider, row })
  if (result?.success === true) return []
  if (result !== null) {
    return [between('verification-failed', sideOf(selectors, pair.provider, result.providerVersionId))]
  }
  if (row.missing.length === 0) return [between('not-verified', sideOf(selectors, pair.provider, undefined))]
  const side = ({ selector, version }: Wanted): Side => ({ name: pair.provider, selector, versionId: version.id })
  return row.missing.map((wanted) => between('not-verified', side(wanted)))
}

function pairFinding(pair: Pair, selectors: readonly ResolvedSelector[]): Between {
  const consumer = sideOf(selectors, pair.consumer, undefined)
  const provider = sideOf(selectors, pair.provider, undefined)
  return { kind: 'not-verified', consumer, provider, row: undefined }
}

/** Failures first, then what is missing; of very many the first will do. */
function rowFindings(considered: readonly Row[], selectors: readonly ResolvedSelector[]): readonly Finding[] {
  const failed = considered.filter((row) => outcomeOf(row) === 'failed')
  const unknown = considered.filter((row) => outcomeOf(row) === 'unknown')
  const rows = [...failed, ...unknown]
  const count = rows.length - MOST_EXPLAINED
  return [
    ...rows.slice(0, MOST_EXPLAINED).flatMap((row) => findingsOf(row, selectors)),
    ...(count > 0 ? [{ kind: 'more-of-the-same', count } as const] : []),
  ]
}

function warnings(question: Question, facts: Facts): readonly Finding[] {
  const { target, selectors } = question
  const hasDestination = target !== undefined && (target.tag ?? target.environment ?? (target.mainBranch || undefined))
  const isPrecise = selectors.some(({ version }) => version !== undefined)
  return [
    ...question.unknownParameters.map((parameter): Finding => ({ kind: 'parameter-not-known', parameter })),
    ...facts.ignored
      .filter((selector) => !exists(selector) || selector.pacticipantId === undefined)
      .map((selector): Finding => ({ kind: 'nothing-to-ignore', selector })),
    ...(selectors.length === 1 && !hasDestination ? [{ kind: 'environment-not-specified' } as const] : []),
    ...(!isBrowsing(question) && !isPrecise ? [{ kind: 'version-not-specified' } as const] : []),
  ]
}

const isCut = (facts: Facts): boolean =>
  facts.hasMore || [...facts.specified, ...facts.inferred].some(({ hasMore }) => hasMore)

function cutFindings(question: Question, facts: Facts): readonly Finding[] {
  if (!isCut(facts)) return []
  return [{ kind: isBrowsing(question) ? 'rows-limited' : 'too-much-to-compare' }]
}

/** A version that is ignored need not exist. */
function isIgnored(selector: ResolvedSelector, ignored: readonly ResolvedSelector[]): boolean {
  return ignored.some(({ pacticipantId, versions }) => versions === 'any' && pacticipantId === selector.pacticipantId)
}

function errorsOf(facts: Facts, found: Pick<Verdict, 'considered'> & { readonly rowless: readonly Pair[] }) {
  const selectors = [...facts.specified, ...facts.inferred]
  const absent = facts.specified.filter((selector) => !exists(selector) && !isIgnored(selector, facts.ignored))
  if (absent.length > 0) return absent.map((selector): Finding => ({ kind: 'version-not-found', selector }))
  return [
    ...found.rowless.map((pair): Finding => pairFinding(pair, selectors)),
    ...rowFindings(found.considered, selectors),
  ]
}

function answerTo(counts: Verdict['counts'], isComplete: boolean): Verdict['answer'] {
  if (counts.unknown > 0) return 'unknown'
  if (counts.failed > 0) return 'no'
  return isComplete ? 'yes' : 'unknown'
}

export function verdict(question: Question, facts: Facts): Verdict {
  const all = rowsOf(facts.comparisons, facts.pairs, [...facts.specified, ...facts.inferred])
  const kept = keepLatest(all, question.latestBy)
  const rows = inOrder(question.outcomes ? kept.filter((row) => question.outcomes?.has(outcomeOf(row))) : kept)
  const considered = rows.map((row) => consideredPart(row, facts.ignored)).filter((row) => row !== undefined)
  const withRow = new Set(rows.map(({ pairId }) => pairId))
  const rowless = facts.pairs.filter((pair) => pair.isRequired && !withRow.has(pair.id))
  const count = (outcome: Outcome) => considered.filter((row) => outcomeOf(row) === outcome).length
  const counts = { success: count('success'), failed: count('failed'), unknown: count('unknown') + rowless.length }
  const errors = errorsOf(facts, { considered, rowless })
  const isAbsent = errors.some(({ kind }) => kind === 'version-not-found')
  const found = isAbsent ? 'no' : answerTo(counts, isBrowsing(question) || !isCut(facts))
  const allowed = found === 'yes' ? undefined : overrideFor(question, facts)
  const success: Finding = { kind: considered.length > 0 ? 'all-verified' : 'nothing-missing' }
  return {
    answer: allowed ? 'yes' : found,
    ...(allowed ? { allowed } : {}),
    considered,
    ignored: rows.filter((row) => consideredPart(row, facts.ignored) === undefined),
    counts,
    findings: [
      ...(allowed ? [{ kind: 'allowed-by-override', allowed } as const] : []),
      ...warnings(question, facts),
      ...cutFindings(question, facts),
      ...errors,
      ...(found === 'yes' ? [success] : []),
    ],
  }
}
