/**
 * Versions with equal content are verified together: one entry for each content of a consumer, named after its newest
 * version that was selected, with every reason for which it was selected, each given once and in a fixed order (latest,
 * branches, tags, deployed, released, main branch, environments; production environments after others).
 * Entries are in the order of consumers' names, then of versions.
 */
import type { Criterion } from './criteria.ts'
import type { Position } from './positions.ts'

/** Why a version was selected: a criterion that met where it stands. */
export interface Reason {
  readonly kind: Exclude<Criterion['kind'], 'every-branch'>
  /** The consumer, if the criterion named one. */
  readonly consumer: string | undefined
  /** Of the branch, the tag or the environment; empty for the latest. */
  readonly name: string
  /** The branch or tag that was asked for, when this one is its fallback. */
  readonly insteadOf: string | undefined
  readonly production: boolean
  readonly version: Position['version']
}

export interface Match {
  readonly position: Position
  readonly reason: Reason
}

export interface SelectedContract {
  readonly consumer: string
  readonly contentId: number
  readonly sha: string
  readonly version: Position['version']
  readonly reasons: readonly Reason[]
}

const order: Readonly<Record<Reason['kind'], number>> = {
  latest: 0,
  branch: 1,
  'latest-tagged': 2,
  'all-tagged': 3,
  deployed: 4,
  released: 5,
  'main-branch': 6,
  'in-environment': 7,
}

function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function compareReasons(one: Reason, other: Reason): number {
  return (
    order[one.kind] - order[other.kind] ||
    Number(one.production) - Number(other.production) ||
    compareText(one.insteadOf ?? one.name, other.insteadOf ?? other.name) ||
    compareText(one.name, other.name) ||
    compareText(one.consumer ?? '', other.consumer ?? '') ||
    one.version.id - other.version.id
  )
}

function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted(compareReasons).filter((reason, index, sorted) => {
    const before = sorted[index - 1]
    return before === undefined || compareReasons(before, reason) !== 0
  })
}

function entry(matches: readonly Match[]): readonly SelectedContract[] {
  const versions = matches.map(({ position }) => position.version).toSorted((one, other) => other.id - one.id)
  const [version] = versions
  const [first] = matches
  if (version === undefined || first?.position.contract === undefined) return []
  const { contentId, sha } = first.position.contract
  const reasons = inOrder(matches.map(({ reason }) => reason))
  return [{ consumer: first.position.consumer.name, contentId, sha, version, reasons }]
}

/** Matches whose version has no contract with the provider are left out. */
export function selectedContracts(matches: readonly Match[]): readonly SelectedContract[] {
  const byContent = Map.groupBy(matches, ({ position }) => position.contract?.contentId)
  return [...byContent.values()]
    .flatMap(entry)
    .toSorted((one, other) => compareText(one.consumer, other.consumer) || one.version.id - other.version.id)
}
