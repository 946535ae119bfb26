/**
 * A contract as it is replayed: who expects it of whom, and its interactions, whatever version of the Pact specification
 * it is written in. Each interaction keeps its own text, since that is what the core matches by.
 */
import { type JsonObject, isJsonObject } from '../contract/json.ts'
import { ContractError } from './contract-error.ts'
import { plainly } from './exact-json.ts'
import { objectOf, objectsIn, textIn } from './json-parts.ts'

/** Something that must be so at the provider before it is asked. */
export interface State {
  readonly name: string
  readonly params: JsonObject
}

/** `http`: a request and its response · `message`: an asynchronous message · `request`: a message and its answer. */
export type InteractionKind = 'http' | 'message' | 'request'

export interface Interaction {
  readonly description: string
  readonly states: readonly State[]
  readonly kind: InteractionKind
  /** By which a broker knows it. */
  readonly id: string | undefined
  /** It is announced, not yet promised: its failure fails nothing. */
  readonly isPending: boolean
  /** As the contract has it. */
  readonly source: JsonObject
}

export interface ContractDocument {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly Interaction[]
  readonly source: JsonObject
}

function stateOf(state: JsonObject): State {
  return { name: textIn(state, 'name') ?? '', params: objectOf(plainly(objectOf(state['params']))) }
}

function statesOf(interaction: JsonObject): readonly State[] {
  const many = interaction['providerStates'] ?? interaction['provider_states']
  if (Array.isArray(many)) return objectsIn(many).map(stateOf)
  const one = textIn(interaction, 'providerState') ?? textIn(interaction, 'provider_state')
  return one === undefined ? [] : [{ name: one, params: {} }]
}

function kindOf(interaction: JsonObject): InteractionKind {
  const type = textIn(interaction, 'type')
  if (type === 'Asynchronous/Messages') return 'message'
  return type === 'Synchronous/Messages' ? 'request' : 'http'
}

function interactionOf(source: JsonObject, kind: InteractionKind): Interaction {
  return {
    description: textIn(source, 'description') ?? '',
    states: statesOf(source),
    kind,
    id: textIn(source, '_id'),
    isPending: source['pending'] === true,
    source,
  }
}

function nameIn(document: JsonObject, role: 'consumer' | 'provider'): string | undefined {
  return textIn(objectOf(document[role]), 'name')
}

/** The interactions of a contract, whatever else it has. */
export function interactionsIn(contract: JsonObject): readonly Interaction[] {
  return [
    ...objectsIn(contract['interactions']).map((interaction) => interactionOf(interaction, kindOf(interaction))),
    // Version 3 of the specification keeps messages apart.
    ...objectsIn(contract['messages']).map((message) => interactionOf(message, 'message')),
  ]
}

/** Reads a contract from parsed JSON, which came `from` somewhere. Throws a ContractError when it is none. */
export function readDocument(source: unknown, from: string): ContractDocument {
  if (!isJsonObject(source)) throw new ContractError(`${from} is not a contract: it is no JSON object`)
  const [consumer, provider] = [nameIn(source, 'consumer'), nameIn(source, 'provider')]
  if (consumer === undefined) throw new ContractError(`${from} is not a contract: it has no consumer.name`)
  if (provider === undefined) throw new ContractError(`${from} is not a contract: it has no provider.name`)
  return { consumer, provider, interactions: interactionsIn(source), source }
}
