/** What cleaning would do to a pacticipant, counted up as its versions come by, the oldest first. */
import type { KeepVersions } from '../kernel/settings/keep-selectors.ts'
import { type KeepRule, type VersionFacts, isKept, selectorsThatKeep } from './keep-version.ts'

type ShownVersion = Pick<VersionFacts, 'number' | 'createdAt'>

export interface Span {
  readonly count: number
  readonly first?: ShownVersion
  readonly last?: ShownVersion
}

export interface VersionsPreview {
  readonly toDelete: Span
  readonly toKeep: Span
  /** In the order of the selectors. */
  readonly selectors: readonly { readonly selector: KeepVersions; readonly count: number }[]
}

export function emptyPreview({ selectors }: KeepRule): VersionsPreview {
  return {
    toDelete: { count: 0 },
    toKeep: { count: 0 },
    selectors: selectors.map((selector) => ({ selector, count: 0 })),
  }
}

function spanOf(versions: readonly ShownVersion[], { count, first = versions[0], last }: Span): Span {
  const newest = versions.at(-1) ?? last
  return { count: count + versions.length, ...(first ? { first } : {}), ...(newest ? { last: newest } : {}) }
}

/** With these versions, which come next. */
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
    toDelete: spanOf(doomed, preview.toDelete),
    toKeep: spanOf(keep, preview.toKeep),
    selectors: preview.selectors.map(({ selector, count }) => ({
      selector,
      count: count + keeping.filter((one) => one === selector).length,
    })),
  }
}
