import type { HttpInteraction, Pair } from '../contract/contract-file.ts'
import { callMock } from './call-mock.ts'
import { type Parties, capture, eachShape } from './capture.ts'
import { type HttpExpectation, madeOf, replyOf } from './http-expectation.ts'
import type { HttpShape } from './http-interaction.ts'
import { distinctNotes } from './matching/assemble.ts'
import type { Note } from './matching/expected.ts'

/** What a test of several calls is given. */
export interface CallsTogether<Replies> {
  /** Where the mock of the provider listens, on loopback: `http://127.0.0.1:41234`. */
  readonly url: string
  /** What the consumer should make of the reply to each call, in the order in which they are given. */
  readonly replies: Replies
}

/** Several declared calls, and the test that all of them are made. */
export interface ExpectationsTogether<Replies> {
  /** As the contract will have them. */
  readonly interactions: readonly HttpInteraction[]
  /** What the contract cannot say of them. */
  readonly notes: readonly Note[]
  /**
   * Starts a mock that answers these calls only, and runs the consumer against it; for each variant of a body, again. The
   * interactions are in the contract when this passes.
   *
   * @returns What `test` gave, in the end.
   * @throws CaptureError when a call was not made as declared, or another was; else what `test` throws.
   */
  run<Result>(test: (calls: CallsTogether<Replies>) => Result | Promise<Result>): Promise<Result>
}

type RepliesOf<Expectations> = {
  readonly [Index in keyof Expectations]: Expectations[Index] extends HttpExpectation<infer Reply> ? Reply : never
}

/** All calls as they are at first, then each other shape of one of them with the first of the others. */
function combinations(calls: readonly (readonly HttpShape[])[]): readonly (readonly HttpShape[])[] {
  const first = calls.flatMap((shapes) => shapes.slice(0, 1))
  const others = calls.flatMap((shapes, index) => shapes.slice(1).map((shape) => first.with(index, shape)))
  return [first, ...others]
}

const named = ({ consumer, provider }: Pair) => `${consumer} → ${provider}`

function sameParties([first, ...others]: readonly Parties[]): Parties {
  if (!first) throw new TypeError('There is nothing to run together: give the calls that the consumer makes.')
  const other = others.find(({ consumer, provider }) => consumer !== first.consumer || provider !== first.provider)
  if (!other) return first
  throw new TypeError(
    `${named(first)} and ${named(other)} have a mock each: run one inside the test of the other, not both together.`,
  )
}

/**
 * Several calls to one provider that the consumer makes in one go, in any order: the mock answers all of them. Each is an
 * interaction of its own in the contract, with its own states.
 *
 * @throws TypeError when the calls are not of one contract.
 * @example
 * const orders = contract({ consumer: 'shop', provider: 'orders' })
 * const find = orders.http({ description: 'a basket', request: { path: '/basket' }, response: { body: { id: 'b1' } } })
 * const order = orders.http({ description: 'an order', request: { method: 'POST', path: '/orders/b1' }, response: {} })
 * const status = await together(find, order).run(async ({ url, replies: [basket] }) => {
 *   const { id } = await (await fetch(`${url}/basket`)).json()
 *   expect(id).toBe(basket.id)
 *   return (await fetch(`${url}/orders/${id}`, { method: 'POST' })).status
 * })
 * status // → 200
 */
export function together<Expectations extends readonly HttpExpectation<unknown>[]>(
  ...expectations: Expectations
): ExpectationsTogether<RepliesOf<Expectations>>
export function together(...expectations: readonly HttpExpectation<unknown>[]): ExpectationsTogether<unknown> {
  const made = expectations.map(madeOf)
  const parties = sameParties(made.map((one) => one.parties))

  return {
    interactions: expectations.flatMap(({ interactions }) => interactions),
    notes: distinctNotes(expectations.flatMap(({ notes }) => notes)),
    run<Result>(test: (calls: CallsTogether<unknown>) => Result | Promise<Result>): Promise<Result> {
      return eachShape(combinations(made.map(({ shapes }) => shapes)), (shapes) => {
        const work = async () => {
          const replies = shapes.map((shape) => replyOf(parties, shape))
          const interactions = shapes.map(({ interaction }) => interaction)
          return callMock({ parties, interactions }, (url) => test({ url, replies }))
        }
        // Each is kept when all of them hold.
        return made.reduce<() => Promise<Result>>((inner, one, index) => {
          const shape = shapes[index]
          return shape ? () => capture(one.parties, shape, inner) : inner
        }, work)()
      })
    },
  }
}
