import type { LoadedContract } from './loaded-contract.ts'
import type { PublicationPlan } from './publishing.ts'
import type { InteractionResult } from './result.ts'

/** A contract that was replayed, and what was found. */
export interface VerifiedContract {
  readonly contract: LoadedContract
  readonly results: readonly InteractionResult[]
  /** Every interaction was replayed. */
  readonly isComplete: boolean
  readonly isPublished: boolean
}

/** What a run found. */
export interface Verification {
  /** Nothing failed but what is pending. */
  readonly success: boolean
  readonly results: readonly InteractionResult[]
  readonly contracts: readonly VerifiedContract[]
  /** Whether results were published, as which version, or why not. */
  readonly publication: PublicationPlan
}
