// The contracts that pact-js wrote for the examples, against providers like those of the examples.

import { join } from 'node:path'
import express from 'express'
import { expect, test } from 'vitest'
import { type VerifyOptions, VerificationError, verify } from '../../src/provider/index.ts'
import { outcomes } from './contracts.ts'

const contracts = join(import.meta.dirname, 'pact-js-contracts')

async function found(options: VerifyOptions) {
  try {
    return await verify({ contracts, env: {}, ...options })
  } catch (error) {
    if (error instanceof VerificationError) return error.verification
    throw error
  }
}

/** A catalogue that does not know who wrote its books. */
function createCatalogue(more: object = {}) {
  const books = new Map<string, object>()
  const app = express()
  app.get('/books/:isbn', (request, response) => {
    const book = books.get(request.params.isbn)
    if (book) response.json(book)
    else response.status(404).json({ error: 'no such book' })
  })
  const states = {
    'the book exists': ({ isbn }: { isbn: string }) =>
      void books.set(isbn, { isbn, title: 'A book', price: { amount: 19.95, currency: 'EUR' }, inStock: 7, ...more }),
  }
  return { provider: 'catalogue', app, states }
}

test('a provider that keeps all but one interaction is told which, and for whom', async () => {
  const { success, results } = await found(createCatalogue())
  expect(success).toBe(false)
  expect(results.map(({ consumer, description, success: isKept }) => [consumer, description, isKept])).toEqual([
    ['orders', 'a request for the offer of a book', true],
    ['shop', 'a request for a book', true],
    ['shop', 'a request for a book that does not exist', true],
    ['shop', 'a request for the author of a book', false],
  ])
  expect(results[3]?.mismatches).toEqual([
    { part: 'body', path: '$.author', expected: 'Kernighan, Ritchie', says: 'author is missing' },
  ])
})

test('a provider that keeps all is told so', async () => {
  const { success } = await found(createCatalogue({ author: 'Somebody' }))
  expect(success).toBe(true)
})

test('a provider with another type and another value is told both', async () => {
  const { results } = await found({
    ...createCatalogue({ inStock: '7', price: { amount: 1, currency: 'USD' } }),
    filter: { consumers: ['orders'] },
  })
  expect(results[0]?.mismatches).toMatchObject([
    { path: '$.inStock', expected: 3, actual: '7', says: expect.stringContaining('to be an integer') },
    { path: '$.price.amount', expected: 49.5, actual: 1, says: expect.stringContaining('to be a decimal') },
    { path: '$.price.currency', expected: 'EUR', actual: 'USD' },
  ])
})

test('HTTP and messages are replayed together', async () => {
  const app = express()
  app.post('/orders', express.json(), (request, response) => {
    const { isbn, quantity } = request.body as { isbn: string; quantity: number }
    response.status(201).json({ id: `${isbn}-${quantity}`, status: 'placed' })
  })
  app.get('/orders/:id', (request, response) => void response.json({ id: request.params.id, status: 'shipped' }))
  const { results } = await found({
    provider: 'orders',
    app,
    states: { 'the book exists': () => undefined, 'an order was placed': () => undefined },
    messages: {
      'an order was placed': () => ({
        type: 'order-placed',
        orderId: '7',
        email: 'bob@example.org',
        total: { amount: 12.5, currency: 'EUR' },
      }),
    },
  })
  expect(outcomes(results)).toEqual({
    'an order was placed': 'kept',
    'a new order': 'kept',
    'a request for an order': 'kept',
  })
})
