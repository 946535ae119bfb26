/**
 * Does a version fit to what is in its environment? It is compared with every version there of each partner: of the
 * providers that it has a contract with, and of the consumers that have one with it. Incompatible when a result failed,
 * otherwise unknown when one is missing, or when no version of a provider is there. A consumer need not be there.
 * Compatible when all are successes; alone when there is nothing to compare.
 */
import type { Compatibility, CompatibilityTrouble, VersionCompatibility } from '@tallystick/client/wire'

/** What is kept of a version and one partner in the same environment. */
export interface Fact {
  readonly environmentId: number
  readonly versionId: number
  readonly pacticipant: string
  /** Null: it is a provider of which none is there. */
  readonly version: string | null
  /** What the partner is. */
  readonly role: 'consumer' | 'provider'
  /** Null: there is no result. */
  readonly success: boolean | null
}

/** So many partners are named. */
const MOST_NAMED = 20

function outcomeOf({ version, success }: Fact): 'verified' | CompatibilityTrouble['outcome'] {
  if (version === null) return 'absent'
  if (success === null) return 'unverified'
  return success ? 'verified' : 'failed'
}

function verdictOf(counts: VersionCompatibility['counts']): Compatibility {
  if (counts.failed > 0) return 'incompatible'
  if (counts.unknown > 0) return 'unknown'
  return counts.verified > 0 ? 'compatible' : 'alone'
}

export function compatibilityOf(facts: readonly Fact[]): VersionCompatibility {
  const troubles = facts.flatMap((fact): CompatibilityTrouble[] => {
    const outcome = outcomeOf(fact)
    const { pacticipant, version, role } = fact
    return outcome === 'verified' ? [] : [{ pacticipant, version, role, outcome }]
  })
  const failed = troubles.filter(({ outcome }) => outcome === 'failed')
  const unknown = troubles.filter(({ outcome }) => outcome !== 'failed')
  const counts = { verified: facts.length - troubles.length, failed: failed.length, unknown: unknown.length }
  return { verdict: verdictOf(counts), counts, troubles: [...failed, ...unknown].slice(0, MOST_NAMED) }
}

/** Whether can-i-deploy would not simply say yes. */
export const isInDoubt = ({ verdict }: VersionCompatibility) => verdict === 'incompatible' || verdict === 'unknown'

const keyOf = ({ environmentId, versionId }: Pick<Fact, 'environmentId' | 'versionId'>) =>
  `${environmentId} ${versionId}`

/** How each version fits in each environment, from all that was looked up at once. */
export function compatibilityIn(facts: readonly Fact[]) {
  const byPlace = Map.groupBy(facts, keyOf)
  return (place: Pick<Fact, 'environmentId' | 'versionId'>) => compatibilityOf(byPlace.get(keyOf(place)) ?? [])
}
