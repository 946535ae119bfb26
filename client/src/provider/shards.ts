/** How interactions are given to the core: in shards of what may go together, in the order in which they came. */
import { isJsonObject } from '../contract/json.ts'
import type { Interaction } from './document.ts'
import { type NamedInteraction, SHARD_SIZE } from './shard.ts'
import type { Planned } from './stage.ts'

/** The core follows redirects for all of a shard or for none, and a contract may expect one. */
export function expectsRedirect({ source }: Interaction): boolean {
  const { response } = source
  const status = isJsonObject(response) ? response['status'] : undefined
  return typeof status === 'number' && status >= 300 && status < 400
}

export type NamedPlan = NamedInteraction & { readonly planned: Planned }

/** What may go to the core at once: of one contract, asked in one way. */
function isTogether(one: NamedPlan, other: NamedPlan): boolean {
  return (
    one.planned.document === other.planned.document &&
    (one.interaction.kind === 'http') === (other.interaction.kind === 'http') &&
    expectsRedirect(one.interaction) === expectsRedirect(other.interaction)
  )
}

/** At least one. */
export type Shard = readonly [NamedPlan, ...NamedPlan[]]

export function shardsOf(plans: readonly NamedPlan[]): readonly Shard[] {
  const all: [NamedPlan, ...NamedPlan[]][] = []
  for (const plan of plans) {
    const last = all.at(-1)
    if (last && last.length < SHARD_SIZE && isTogether(last[0], plan)) last.push(plan)
    else all.push([plan])
  }
  return all
}
