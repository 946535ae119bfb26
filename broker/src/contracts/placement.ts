/**
 * What becomes of a contract when its version may have one with the provider already.
 * A version has one contract with each provider, and what it says does not change: results and deployments were judged
 * by it. The same content again changes nothing. Other content is a conflict, unless the installation allows dangerous
 * modification: then it takes the place of the old, which stays as a revision. Merging adds to what is there and takes
 * nothing away, so it is always allowed, as long as the parts agree.
 */
import type { Contract, Identity } from './contract.ts'
import { describeDifference } from './difference.ts'
import { mergeContracts } from './merge.ts'

export interface Existing {
  readonly sha: string
  /** Read only where the shas differ. */
  readonly contract: () => Contract
}

export interface Rules {
  readonly identity: Identity
  readonly mayModify: boolean
}

export type Placement =
  | { readonly outcome: 'published' | 'unchanged' | 'merged' | 'overwritten'; readonly contract: Contract }
  | { readonly outcome: 'changed'; readonly difference: string }
  | { readonly outcome: 'unmergeable'; readonly reasons: readonly string[] }

interface Sent {
  readonly contract: Contract
  readonly mode: 'publish' | 'merge'
}

export function placementOf({ contract, mode }: Sent, existing: Existing | undefined, rules: Rules): Placement {
  if (!existing) return { outcome: 'published', contract }
  if (existing.sha === contract.sha) return { outcome: mode === 'merge' ? 'merged' : 'unchanged', contract }
  if (mode === 'merge') {
    const differing = rules.mayModify ? 'replace' : 'refuse'
    const merge = mergeContracts(existing.contract(), contract, { identity: rules.identity, differing })
    return merge.outcome === 'conflict'
      ? { outcome: 'unmergeable', reasons: merge.reasons }
      : { outcome: 'merged', contract: merge.contract }
  }
  if (rules.mayModify) return { outcome: 'overwritten', contract }
  return { outcome: 'changed', difference: describeDifference(existing.contract(), contract) }
}
