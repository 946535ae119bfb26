import type { JsonObject } from '../contract/json.ts'
import type { State } from '../provider/document.ts'
import { plainly } from '../provider/exact-json.ts'
import { type InteractionFilter, interactionPredicate, selectsContract } from '../provider/filter.ts'
import { objectOf, textIn } from '../provider/json-parts.ts'
import type { LoadedContract } from '../provider/loaded-contract.ts'
import { nameOf } from '../provider/result.ts'
import type { HeaderValues } from '../provider/shard.ts'
import type { Planned } from '../provider/stage.ts'
import { type HeaderList, contentOf, headersOf, isWrapping, statusPredicate, targetOf } from './parts.ts'
import { withStateValues } from './state-values.ts'

/** The answer that a contract expects, by its example. */
export interface ExpectedResponse {
  readonly status: number
  /** Whether a status is as expected: a contract of version 4 may allow more than one. */
  readonly isStatus: (status: number) => boolean
  readonly headers: HeaderList
  readonly contentType: string | undefined
  readonly body: Uint8Array | undefined
}

/** What is sent to a provider. */
export interface OutgoingRequest {
  readonly method: string
  /** With its query, encoded: `/books?page=2`. */
  readonly path: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
}

/** An HTTP interaction of a contract, ready to be sent. */
export interface ReplayRequest extends OutgoingRequest {
  readonly consumer: string
  readonly provider: string
  readonly description: string
  readonly states: readonly State[]
  /** In a few words: `given the book exists: a request for a book`. */
  readonly name: string
  /** What goes wrong with it is shown and fails nothing: nobody has promised it yet. */
  readonly isPending: boolean
  readonly response: ExpectedResponse
  readonly planned: Planned
}

/** What is sent in place of what the contract has. */
export interface RequestSettings {
  /** In place of those of the contract with the same name, whatever its case. */
  readonly headers?: HeaderValues | undefined
  /** What the handlers of the interaction's states gave. */
  readonly values?: JsonObject | undefined
}

function responseOf(interaction: JsonObject): ExpectedResponse {
  const response = objectOf(interaction['response'])
  const { bytes: body, contentType } = contentOf(response, isWrapping(interaction))
  const status = Number(plainly(response['status'] ?? 200))
  return { status, isStatus: statusPredicate(response), headers: headersOf(response), contentType, body }
}

/** The headers with `given` in place of those with the same name. */
export function withHeaders(headers: HeaderList, given: HeaderValues): HeaderList {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()))
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...Object.entries(given)]
}

/** The request of an HTTP interaction, with what the verifiers send: no header that the contract has not. */
export function requestOf(planned: Planned, { headers = {}, values = {} }: RequestSettings = {}): ReplayRequest {
  const { document, interaction, pending } = planned
  const { description, states } = interaction
  const request = withStateValues(interaction.source, values)
  return {
    consumer: document.consumer,
    provider: document.provider,
    description,
    states,
    name: nameOf({ description, states: states.map(({ name }) => name) }),
    isPending: pending || interaction.isPending,
    method: (textIn(request, 'method') ?? 'GET').toUpperCase(),
    path: targetOf(request),
    headers: withHeaders(headersOf(request), headers),
    body: contentOf(request, isWrapping(interaction.source)).bytes,
    response: responseOf(interaction.source),
    planned,
  }
}

export interface PlayableInteractions {
  readonly requests: readonly ReplayRequest[]
  /** Messages, which nobody sends over HTTP: how many there were. */
  readonly messages: number
}

export interface RequestChoice extends RequestSettings {
  readonly filter?: InteractionFilter | undefined
  /** Only requests with these methods; all unless told. */
  readonly methods?: readonly string[] | undefined
}

/** The HTTP interactions of contracts that are wanted, in their order. */
export function requestsOf(contracts: readonly LoadedContract[], choice: RequestChoice = {}): PlayableInteractions {
  const { filter = {}, methods, ...settings } = choice
  const isWanted = interactionPredicate(filter)
  const planned = contracts
    .filter(({ document }) => selectsContract(filter, document))
    .flatMap(({ document, pending }) =>
      document.interactions.filter(isWanted).map((interaction): Planned => ({ document, interaction, pending })),
    )
  const overHttp = planned.filter(({ interaction }) => interaction.kind === 'http')
  const allowed = methods && new Set(methods.map((method) => method.toUpperCase()))
  const requests = overHttp.map((one) => requestOf(one, settings))
  return {
    requests: allowed ? requests.filter(({ method }) => allowed.has(method)) : requests,
    messages: planned.length - overHttp.length,
  }
}

/** `GET /books/1`. */
export function requestLine({ method, path }: Pick<OutgoingRequest, 'method' | 'path'>): string {
  return `${method} ${path}`
}
