import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { CaptureError, together, variants } from '../../src/consumer/index.ts'
import { contractFolder, thrownBy } from './support/contracts.ts'

const Basket = z.object({ id: z.string().meta({ examples: ['b1'] }), note: z.string().optional() })

function calls(contracts: ReturnType<typeof contractFolder>) {
  const orders = contracts.contract()
  return {
    basket: orders.http({
      description: 'a basket',
      states: 'there is a basket',
      request: { path: '/basket' },
      response: { body: variants(Basket) },
    }),
    order: orders.http({
      description: 'an order',
      request: { method: 'POST', path: '/orders', body: { basket: 'b1' } },
      response: { status: 201, body: { number: 7 } },
    }),
  }
}

const post = (url: string, body: unknown) =>
  fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('a consumer that makes several calls in one go gets an answer to each, for each variant', async () => {
  using contracts = contractFolder()
  const { basket, order } = calls(contracts)
  const notes: (string | undefined)[] = []
  await together(basket, order).run(async ({ url, replies }) => {
    expectTypeOf(replies).toEqualTypeOf<readonly [z.output<typeof Basket>, { readonly number: number }]>()
    const found = (await (await fetch(`${url}/basket`)).json()) as z.output<typeof Basket>
    expect(found).toEqual(replies[0])
    notes.push(found.note)
    expect(await (await post(url, { basket: found.id })).json()).toEqual({ number: 7 })
  })
  expect(notes).toEqual(['note', undefined])
  await contracts.merge()
  expect(contracts.interactions().map(({ description, providerStates = [] }) => [description, providerStates])).toEqual(
    [
      ['a basket', [{ name: 'there is a basket' }]],
      ["a basket, without 'note'", [{ name: 'there is a basket' }]],
      ['an order', []],
    ],
  )
})

test('a call of several that is not made, or not as declared, fails them all, and nothing is captured', async () => {
  using contracts = contractFolder()
  const { basket, order } = calls(contracts)
  const error = await thrownBy(() => together(basket, order).run(({ url }) => post(url, { basket: 'b2' })))
  expect(error).toBeInstanceOf(CaptureError)
  expect(error.message).toMatch(/^shop → orders: "a basket" with "an order" does not hold\./)
  expect(error.message).toContain('GET /basket is declared, and was not called.')
  expect(error.message).toContain('POST /orders was called, but not as it is declared:')
  await contracts.merge()
  expect(contracts.interactions()).toEqual([])
})

test('what was run together before does not answer what runs alone after it', async () => {
  using contracts = contractFolder()
  const { basket, order } = calls(contracts)
  await together(order, basket).run(async ({ url }) => {
    await fetch(`${url}/basket`)
    await post(url, { basket: 'b1' })
  })
  const error = await thrownBy(() => together(order).run(({ url }) => fetch(`${url}/basket`)))
  expect(error.message).toContain('GET /basket was called, and is not declared.')
})

test('calls to different providers, and no call at all, cannot be run together', () => {
  using contracts = contractFolder()
  const { basket } = calls(contracts)
  const other = contracts.contract('shop', 'bank').http({ description: 'x', request: { path: '/' }, response: {} })
  expect(() => together(basket, other)).toThrow(
    'shop → orders and shop → bank have a mock each: run one inside the test of the other',
  )
  expect(() => together()).toThrow('There is nothing to run together')
  expect(() => together({ ...basket })).toThrow('Only calls can be run together')
})
