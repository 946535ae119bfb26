/**
 * The parts of a contract that are replayed one by one: what each one is, and its hash.
 * Two interactions are the same when a provider that satisfies one satisfies the other, by name and in full: kind,
 * description, provider states, request and response or message, matching rules and generators, and of specification 4
 * `pending` (a failure is forgiven), `transport` and the configuration of plugins. What is written beside it for people
 * or for bookkeeping is not part of that: `comments`, `key`, `interactionMarkup`, and an `_id` that a broker put in.
 */
import { hash } from 'node:crypto'
import { type Json, type JsonObject, memberOf, objectOf, textOf, valueOf } from './exact-json.ts'

export type InteractionKind = 'http' | 'async-message' | 'sync-message'

export interface ProviderState {
  readonly name: string
  readonly params?: unknown
}

export interface Interaction {
  readonly hash: string
  readonly kind: InteractionKind
  readonly description: string
  readonly providerStates: readonly ProviderState[]
  readonly method: string | undefined
  readonly path: string | undefined
  readonly json: Json
  /** What the hash is made of. */
  readonly relevant: string
}

/** The lists of a contract that hold interactions. Specification 3 keeps messages apart. */
export type InteractionList = 'interactions' | 'messages'

/** Members of an interaction that no result depends on. */
export const IRRELEVANT: ReadonlySet<string> = new Set(['_id', 'comments', 'key', 'interactionMarkup'])

// SHA-1 as the Pact Broker makes it, of the same text where a contract has nothing that we leave out: identities
// survive a move from there, and clients that look at their length find what they expect.
export function digest(text: string): string {
  return hash('sha1', text)
}

function relevantText(json: Json): string {
  if (json.kind !== 'object' || !json.members.some((member) => IRRELEVANT.has(member.key))) return json.canonical
  return objectOf(json.members.filter((member) => !IRRELEVANT.has(member.key))).canonical
}

function kindOf(json: Json, list: InteractionList): InteractionKind {
  if (list === 'messages') return 'async-message'
  const type = textOf(memberOf(json, 'type'))
  if (type === 'Asynchronous/Messages') return 'async-message'
  return type === 'Synchronous/Messages' ? 'sync-message' : 'http'
}

function providerState(json: Json): readonly ProviderState[] {
  const name = textOf(json.kind === 'object' ? memberOf(json, 'name') : json)
  if (name === undefined) return []
  const params = memberOf(json, 'params')
  return [params === undefined || params.compact === 'null' ? { name } : { name, params: valueOf(params) }]
}

/** Specification 1 and 2 know one state by its name, 3 and 4 a list of names with parameters. */
function providerStates(json: Json): readonly ProviderState[] {
  const states = ['provider_state', 'providerState', 'providerStates']
    .map((key) => memberOf(json, key))
    .find((value) => value !== undefined && value.compact !== 'null')
  if (states === undefined) return []
  return states.kind === 'array' ? states.elements.flatMap(providerState) : providerState(states)
}

function interactionOf(json: Json, list: InteractionList): Interaction {
  const kind = kindOf(json, list)
  const request = kind === 'http' ? memberOf(json, 'request') : undefined
  const relevant = relevantText(json)
  return {
    hash: digest(relevant),
    kind,
    description: textOf(memberOf(json, 'description')) ?? '',
    providerStates: providerStates(json),
    method: textOf(memberOf(request, 'method'))?.toUpperCase(),
    path: textOf(memberOf(request, 'path')),
    json,
    relevant,
  }
}

/** The interactions of one list of a document; undefined where it has no such list. */
export function listInteractions(document: JsonObject, list: InteractionList): readonly Interaction[] | undefined {
  const value = memberOf(document, list)
  return value?.kind === 'array' ? value.elements.map((element) => interactionOf(element, list)) : undefined
}

/** How a sentence names an interaction: `"a request" given "a user exists"`. */
export function nameOf(interaction: Interaction): string {
  const states = interaction.providerStates.map((state) => JSON.stringify(state.name)).join(' and ')
  return `${JSON.stringify(interaction.description)}${states === '' ? '' : ` given ${states}`}`
}

/** What a test gives an interaction to tell it from others: two with the same label are versions of one. */
export function labelOf(interaction: Interaction): string {
  return JSON.stringify([interaction.kind, interaction.description, interaction.providerStates])
}
