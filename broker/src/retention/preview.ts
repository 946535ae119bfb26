/** What cleaning would do to a pacticipant, counted up as its versions come by. */
import type { KeepVersions } from '../kernel/settings/keep-selectors.ts'
import { type AgeSelector, type KeepRule, type VersionFacts, isKept, selectorsThatKeep } from './keep-version.ts'

export type ShownVersion = Pick<VersionFacts, 'id' | 'number' | 'createdAt'>

/** Some versions: how many, and the oldest and the newest of them. */
export interface Span {
  readonly count: number
  readonly first?: ShownVersion
  readonly last?: ShownVersion
}

/** What a selector keeps for its age alone. */
export interface Young {
  readonly selector: AgeSelector
  readonly span: Span
}

export interface VersionsPreview {
  readonly toDelete: Span
  readonly toKeep: Span
  /** In the order of the selectors. */
  readonly selectors: readonly { readonly selector: KeepVersions; readonly count: number }[]
}

/** Of versions, the oldest first. */
export function spanOf(versions: readonly ShownVersion[]): Span {
  const [first, last] = [versions[0], versions.at(-1)]
  return { count: versions.length, ...(first && last ? { first, last } : {}) }
}

function joined(one: Span, other: Span): Span {
  const ends = [one.first, one.last, other.first, other.last].flatMap((end) => end ?? [])
  return { ...spanOf(ends.toSorted((a, b) => a.id - b.id)), count: one.count + other.count }
}

/** Before any other version is looked at: those that are kept for their age alone need not be. */
export function previewOfYoung({ selectors }: KeepRule, young: readonly Young[]): VersionsPreview {
  const [widest] = young.toSorted((a, b) => b.selector.maxAge - a.selector.maxAge)
  return {
    toDelete: { count: 0 },
    toKeep: widest?.span ?? { count: 0 },
    selectors: selectors.map((selector) => ({
      selector,
      count: young.find((one) => one.selector === selector)?.span.count ?? 0,
    })),
  }
}

/** With these versions, that are too old to be kept for their age alone. */
export function extendPreview(
  preview: VersionsPreview,
  versions: readonly VersionFacts[],
  rule: KeepRule,
): VersionsPreview {
  const { keep = [], delete: doomed = [] } = Object.groupBy(versions, (version) =>
    isKept(version, rule) ? 'keep' : 'delete',
  )
  const keeping = keep.flatMap((version) => selectorsThatKeep(version, rule))
  return {
    toDelete: joined(preview.toDelete, spanOf(doomed)),
    toKeep: joined(preview.toKeep, spanOf(keep)),
    selectors: preview.selectors.map(({ selector, count }) => ({
      selector,
      count: count + keeping.filter((one) => one === selector).length,
    })),
  }
}
