/**
 * Which pairs a question is about. With a target, or with a single selector: those in which a specified version is the
 * consumer (then the provider is required), and those in which a specified pacticipant is the provider (then it is not:
 * a provider may be there before its consumers). With several selectors and no target: those between them, required.
 */
import type { Comparable, Integration, Pair, ResolvedSelector } from './facts.ts'

export function pairsThatMustHold(
  integrations: readonly Integration[],
  specified: readonly ResolvedSelector[],
  hasTarget: boolean,
): readonly Pair[] {
  const ids = new Set(specified.map((selector) => selector.pacticipantId))
  const isAboutOthers = hasTarget || specified.length === 1
  return integrations.flatMap((integration) => {
    const isRequired = integration.isPublished && ids.has(integration.consumerId)
    const isProvided = ids.has(integration.providerId)
    const isAskedFor = isAboutOthers ? isRequired || isProvided : isRequired && isProvided
    return isAskedFor ? [{ ...integration, isRequired }] : []
  })
}

function versionIds(selectors: readonly ResolvedSelector[], pacticipantId: number): readonly number[] | null {
  const own = selectors.filter((selector) => selector.pacticipantId === pacticipantId)
  if (own.length === 0 || own.some((selector) => selector.versions === 'any')) return null
  return [...new Set(own.flatMap(({ versions }) => (versions === 'any' ? [] : versions.map(({ id }) => id))))]
}

/** What to look up for each pair. */
export function comparablesOf(pairs: readonly Pair[], selectors: readonly ResolvedSelector[]): readonly Comparable[] {
  const named = new Set(selectors.map((selector) => selector.pacticipantId))
  return pairs
    .map((pair) => ({
      pairId: pair.id,
      consumers: versionIds(selectors, pair.consumerId),
      providers: versionIds(selectors, pair.providerId),
      // Asked about a provider alone, only what it verified is of interest.
      withUnverified: named.has(pair.consumerId),
    }))
    .filter(({ consumers }) => consumers?.length !== 0)
}
