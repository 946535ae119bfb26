/**
 * Two interactions are the same when their provider states and their description are: results are kept for these, and
 * whoever replays a contract picks by them. So a contract has each only once, and in this order: by states, by
 * description, by content.
 */
import { canonical, compareText, isJsonObject } from './json.ts'

/** What an interaction has of a name, whoever wrote it. */
export interface Named {
  readonly description: string
  readonly states: readonly string[]
}

function stateText(state: unknown): string {
  if (!isJsonObject(state)) return canonical(state)
  const { name, params } = state
  return isJsonObject(params) && Object.keys(params).length > 0 ? canonical([name, params]) : canonical([name])
}

export function nameOf(interaction: { readonly [part: string]: unknown }): Named {
  const { description, providerStates, providerState } = interaction
  const states = Array.isArray(providerStates) ? providerStates : providerState ? [{ name: providerState }] : []
  return { description: typeof description === 'string' ? description : '', states: states.map(stateText) }
}

export function interactionKey(interaction: object): string {
  const { description, states } = nameOf({ ...interaction })
  return canonical([states, description])
}

/** In the order of a contract. */
export function inOrder<Item>(items: readonly Item[], interactionOf: (item: Item) => object): readonly Item[] {
  return items
    .map((item) => ({ item, key: interactionKey(interactionOf(item)), text: canonical(interactionOf(item)) }))
    .toSorted((one, other) => compareText(one.key, other.key) || compareText(one.text, other.text))
    .map(({ item }) => item)
}
