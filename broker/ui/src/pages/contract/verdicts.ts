import type { IntegrationState, InteractionResults } from '@tallystick/client/wire'
import type { ReadInteraction } from './reading/contract.ts'
import type { Verdict } from './reading/listing.ts'

export type InteractionResult = InteractionResults['_embedded']['interactions'][number]['result']

/** What a result says, as it is marked everywhere. */
export function stateOf(result: { readonly success: boolean; readonly pending: boolean } | null): IntegrationState {
  if (result === null) return 'unverified'
  if (result.success) return 'verified'
  return result.pending ? 'pending' : 'failed'
}

export function verdictOf(result: { readonly success: boolean } | null): Verdict {
  if (result === null) return 'unknown'
  return result.success ? 'passed' : 'failed'
}

/** The results of the broker are in the order of the contract. */
export function resultOf({ _embedded }: InteractionResults, { position }: ReadInteraction): InteractionResult {
  return _embedded.interactions[position]?.result ?? null
}
