/**
 * Which comparisons a question is about when there are many. Somebody who looks around sees the newest, as many as
 * asked for. A verdict takes all; when there are more than the broker compares, it must say so.
 */
import type { Comparison, Pair } from './facts.ts'

function age({ consumerVersionId, result }: Comparison): number {
  return Math.max(consumerVersionId, result?.providerVersionId ?? 0)
}

function newestFirst(a: Comparison, b: Comparison): number {
  return (
    age(b) - age(a) ||
    b.consumerVersionId - a.consumerVersionId ||
    (b.result?.verificationId ?? 0) - (a.result?.verificationId ?? 0)
  )
}

interface Extract {
  readonly pairs: readonly Pair[]
  readonly comparisons: readonly Comparison[]
  readonly hasMore: boolean
}

/** The newest of all pairs together. A pair whose rows are all older is not missing any. */
export function newestComparisons(
  found: { readonly pairs: readonly Pair[]; readonly comparisons: readonly Comparison[] },
  limit: number,
): Extract {
  if (found.comparisons.length <= limit) return { ...found, hasMore: false }
  const comparisons = found.comparisons.toSorted(newestFirst).slice(0, limit)
  const shown = new Set(comparisons.map(({ pairId }) => pairId))
  const older = new Set(found.comparisons.map(({ pairId }) => pairId).filter((id) => !shown.has(id)))
  const pairs = found.pairs.map((pair) => (older.has(pair.id) ? { ...pair, isRequired: false } : pair))
  return { pairs, comparisons, hasMore: true }
}

/** All of them. More than the limit of a pair means that some were left in the database. */
export function allComparisons(
  found: { readonly pairs: readonly Pair[]; readonly comparisons: readonly Comparison[] },
  limit: number,
): Extract {
  const counts = Map.groupBy(found.comparisons, ({ pairId }) => pairId)
  return { ...found, hasMore: [...counts.values()].some(({ length }) => length > limit) }
}
