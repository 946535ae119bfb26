// Written with @pact-foundation/pact before there was @tallystick/client: it stays as it is. What it expects is in the
// same contract, and is published by the same command.
import { Matchers, Pact } from '@pact-foundation/pact'
import { expect, it } from 'vitest'
import { placeOrder } from './clients.ts'

const { integer, like } = Matchers
const json = { 'Content-Type': 'application/json' }
const dir = process.env['TALLYSTICK_CONTRACTS'] ?? 'contracts'

it('places an order', () =>
  new Pact({ consumer: 'shop', provider: 'orders', dir, logLevel: 'error' })
    .addInteraction()
    .given('the book exists', { isbn: '9780131103627' })
    .uponReceiving('a new order')
    .withRequest('POST', '/orders', (request) =>
      request.headers(json).jsonBody({ isbn: '9780131103627', quantity: integer(2), email: like('ada@example.org') }),
    )
    .willRespondWith(201, (response) => response.headers(json).jsonBody({ id: like('1'), status: 'placed' }))
    .executeTest(async (orders) => {
      const order = { isbn: '9780131103627', quantity: 2, email: 'ada@example.org' }
      expect(await placeOrder(orders.url, order)).toEqual({ id: '1', status: 'placed' })
    }))
