import type { Pair } from '../contract/contract-file.ts'
import type { Parties } from './capture.ts'
import { titleOf } from './capture-error.ts'
import type { GraphqlDeclaration, HttpDeclaration, MessageDeclaration, RequestDeclaration } from './declaration.ts'
import { contractFolder } from './fragments.ts'
import { graphqlCall } from './graphql.ts'
import { type HttpExpectation, httpExpectation } from './http-expectation.ts'
import { httpShapes } from './http-interaction.ts'
import type { ReplyOf } from './matching/matcher.ts'
import { type MessageExpectation, messageExpectation } from './message-expectation.ts'
import { type RequestExpectation, requestExpectation } from './request-expectation.ts'
import type { BodyExample, BodyReply, WireOf } from './typing.ts'

/** Whose contract it is, and where its file goes. */
export interface ContractOptions extends Pair {
  /** The folder of the contract file: `contracts` in the working directory, or what `TALLYSTICK_CONTRACTS` says. */
  readonly dir?: string
}

/** A contract in the making: each function declares something that the consumer expects of the provider. */
export interface Contract {
  /**
   * A call over HTTP, and the answer that the consumer needs.
   *
   * @throws TypeError at once when something declared has no place in a contract.
   */
  http<Sent = undefined, Replied = undefined>(
    declared: HttpDeclaration<Sent, Replied>,
  ): HttpExpectation<BodyReply<Replied>, BodyExample<Sent>, BodyExample<Replied>>
  /** A message that the consumer gets without asking: an event, a job. */
  message<Contents>(
    declared: MessageDeclaration<Contents>,
  ): MessageExpectation<BodyReply<Contents>, BodyExample<Contents>>
  /** A message that the consumer sends, and its answer, over anything but HTTP. */
  request<Sent, Replied>(
    declared: RequestDeclaration<Sent, Replied>,
  ): RequestExpectation<BodyReply<Replied>, BodyExample<Sent>>
  /** A GraphQL query or mutation. */
  graphql<Variables, Data>(declared: GraphqlDeclaration<Variables, Data>): GraphqlExpectation<Variables, Data>
}

/** An operation is sent as JSON, and its data come back in JSON. */
export type GraphqlExpectation<Variables, Data> = HttpExpectation<
  { readonly data: ReplyOf<Data> },
  { readonly query: string; readonly variables: WireOf<Variables> },
  { readonly data: WireOf<Data> }
>

function partiesOf({ consumer, provider, dir }: ContractOptions): Parties {
  if (consumer.trim() === '' || provider.trim() === '') {
    throw new TypeError('A contract is between a consumer and a provider: give each its name.')
  }
  return { consumer, provider, directory: contractFolder(dir) }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof RangeError && cause.message.includes('call stack')) return 'Something in it has itself inside.'
  return cause instanceof Error ? cause.message : String(cause)
}

/** Says what is wrong with a declaration together with which it is. */
function declare<Result>(parties: Parties, { description }: { readonly description: string }, make: () => Result) {
  try {
    return make()
  } catch (cause) {
    const reason = reasonOf(cause)
    throw new TypeError(`${titleOf({ ...parties, description })} cannot be declared so. ${reason}`, { cause })
  }
}

/**
 * A contract between a consumer and a provider, as the consumer's tests declare it. What holds in these tests is written
 * to `<dir>/<consumer>-<provider>.json` when they have run: by the vitest plugin, or by `mergeContracts`.
 *
 * @example
 * const orders = contract({ consumer: 'shop', provider: 'orders' })
 * const order = orders.http({
 *   description: 'a request for an order',
 *   states: { name: 'an order was placed', params: { id: '1' } },
 *   request: { path: '/orders/1' },
 *   response: { body: { id: '1', status: 'placed' } },
 * })
 * await order.run(async ({ url, reply }) => {
 *   const response = await fetch(`${url}/orders/1`)
 *   expect(await response.json()).toEqual(reply)
 * })
 * order.interactions.length // → 1
 */
export function contract(options: ContractOptions): Contract {
  const parties = partiesOf(options)

  function http<Sent, Replied>(
    declared: HttpDeclaration<Sent, Replied>,
  ): HttpExpectation<BodyReply<Replied>, BodyExample<Sent>, BodyExample<Replied>>
  function http(declared: HttpDeclaration<unknown, unknown>): HttpExpectation<unknown> {
    return declare(parties, declared, () => httpExpectation(parties, httpShapes(declared)))
  }

  function message<Contents>(
    declared: MessageDeclaration<Contents>,
  ): MessageExpectation<BodyReply<Contents>, BodyExample<Contents>>
  function message(declared: MessageDeclaration<unknown>): MessageExpectation<unknown> {
    return declare(parties, declared, () => messageExpectation(parties, declared))
  }

  function request<Sent, Replied>(
    declared: RequestDeclaration<Sent, Replied>,
  ): RequestExpectation<BodyReply<Replied>, BodyExample<Sent>>
  function request(declared: RequestDeclaration<unknown, unknown>): RequestExpectation<unknown> {
    return declare(parties, declared, () => requestExpectation(parties, declared))
  }

  function graphql<Variables, Data>(declared: GraphqlDeclaration<Variables, Data>): GraphqlExpectation<Variables, Data>
  function graphql(declared: GraphqlDeclaration<unknown, unknown>): HttpExpectation<unknown> {
    return declare(parties, declared, () => httpExpectation(parties, httpShapes(graphqlCall(declared))))
  }

  return { http, message, request, graphql }
}
