/**
 * Which interactions are replayed, when not all are: by consumer, by description and by provider state. A text is a regular
 * expression, as in the Pact verifiers. A contract of which only a part is replayed has no result as a whole.
 */
import type { Environment } from '../ci.ts'
import type { ContractDocument, Interaction } from './document.ts'

/** Which interactions are replayed: those that fulfil all of it. Text is a regular expression. */
export interface InteractionFilter {
  /** Only contracts of these consumers. */
  readonly consumers?: readonly string[] | undefined
  readonly description?: string | RegExp | undefined
  /** One of the interaction's states. */
  readonly state?: string | RegExp | undefined
  /** Only interactions without any state. */
  readonly noState?: boolean | undefined
}

/** The filter that the environment gives, for runs that are narrowed by hand. */
export function filterIn(env: Environment): InteractionFilter {
  return {
    description: env['PACT_DESCRIPTION'] || undefined,
    state: env['PACT_PROVIDER_STATE'] || undefined,
    noState: Boolean(env['PACT_PROVIDER_NO_STATE']),
  }
}

function expression(pattern: string | RegExp): RegExp {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ''))
  try {
    return new RegExp(pattern)
  } catch (cause) {
    throw new TypeError(`'${pattern}' is no regular expression to filter with`, { cause })
  }
}

/** Whether a contract is looked at at all. */
export function selectsContract({ consumers }: InteractionFilter, { consumer }: ContractDocument): boolean {
  return consumers === undefined || consumers.length === 0 || consumers.includes(consumer)
}

/** A predicate for the interactions of the contracts that are looked at. */
export function interactionPredicate({ description, state, noState }: InteractionFilter): (of: Interaction) => boolean {
  const described = description === undefined ? undefined : expression(description)
  const inState = state === undefined ? undefined : expression(state)
  return (interaction) => {
    if (described && !described.test(interaction.description)) return false
    if (noState && interaction.states.length > 0) return false
    return !inState || interaction.states.some(({ name }) => inState.test(name))
  }
}
