/**
 * A part of a contract as the core is given it to replay. The core copies the whole contract for each of its interactions,
 * so that large ones cost their square: a shard has few. Each interaction goes under a name of our own, as its description
 * and as its one provider state: what comes back is then known for certain, even where two have the same description, and
 * one call brings the provider into all states of the interaction.
 */
import type { JsonObject } from '../contract/json.ts'
import type { ContractDocument, Interaction } from './document.ts'
import { objectOf, textIn } from './json-parts.ts'

/** Measured: from 10 to 50 there is little between them. */
export const SHARD_SIZE = 20

export interface NamedInteraction {
  readonly name: string
  readonly interaction: Interaction
}

/** Names are compared without case, since HTTP does. */
export type HeaderValues = Readonly<Record<string, string>>

/** Entries whose name is not one of `names`, which are in lower case. */
function without(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name.toLowerCase())))
}

function withHeaders(request: JsonObject, headers: HeaderValues): JsonObject {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  const generators = objectOf(request['generators'])
  return {
    ...request,
    generators: { ...generators, header: without(objectOf(generators['header']), given) },
    headers: { ...without(objectOf(request['headers']), given), ...headers },
  }
}

/** What the core would otherwise know an interaction by, or print. */
const OWN: ReadonlySet<string> = new Set([
  'description',
  'providerstate',
  'provider_state',
  'providerstates',
  'provider_states',
  'comments',
  'key',
  '_id',
  'pending',
])

function renamed({ name, interaction }: NamedInteraction, headers: HeaderValues): JsonObject {
  const { source, kind } = interaction
  const isOld = textIn(source, 'providerState') ?? textIn(source, 'provider_state')
  const isChanged = kind === 'http' && Object.keys(headers).length > 0
  return {
    ...without(source, OWN),
    description: name,
    // Contracts of version 1 and 2 know one state, as a text.
    ...(isOld === undefined ? { providerStates: [{ name }] } : { providerState: name }),
    ...(isChanged ? { request: withHeaders(objectOf(source['request']), headers) } : {}),
  }
}

/** A contract with only these interactions, to which `headers` are added in place of their own of the same name. */
export function shardOf(
  { source }: ContractDocument,
  interactions: readonly NamedInteraction[],
  headers: HeaderValues = {},
): JsonObject {
  const { consumer = {}, provider = {}, metadata = {} } = source
  const shard = interactions.map((named) => renamed(named, headers))
  // Version 3 of the specification keeps messages apart; in version 4 each interaction has a type.
  const areApart = interactions.every(
    ({ interaction }) => interaction.kind === 'message' && !interaction.source['type'],
  )
  return { consumer, provider, metadata, ...(areApart ? { messages: shard } : { interactions: shard }) }
}
