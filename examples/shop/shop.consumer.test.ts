import { Matchers } from '@pact-foundation/pact'
import { describe, expect, it } from 'vitest'
import { contractBetween } from '../support/pact.ts'
import { bookPage, orderStatus, placeOrder } from './clients.ts'

const { decimal, integer, like, regex } = Matchers
const json = { 'Content-Type': 'application/json' }

describe('the shop and the catalogue', () => {
  const contract = contractBetween('shop', 'catalogue')

  it('shows a book that is in stock', () =>
    contract
      .addInteraction()
      .given('the book exists', { isbn: '9780131103627' })
      .uponReceiving('a request for a book')
      .withRequest('GET', '/books/9780131103627', (request) => request.headers({ Accept: 'application/json' }))
      .willRespondWith(200, (response) =>
        response.headers(json).jsonBody({
          title: like('The C Programming Language'),
          price: { amount: decimal(49.5), currency: 'EUR' },
          inStock: integer(3),
        }),
      )
      .executeTest(async (catalogue) => {
        expect(await bookPage(catalogue.url, '9780131103627')).toEqual({
          title: 'The C Programming Language',
          price: '49.50 EUR',
          available: true,
        })
      }))

  it('is told when there is no such book', () =>
    contract
      .addInteraction()
      .uponReceiving('a request for a book that does not exist')
      .withRequest('GET', '/books/0000000000000')
      .willRespondWith(404)
      .executeTest(async (catalogue) => {
        await expect(bookPage(catalogue.url, '0000000000000')).rejects.toThrow('answered 404')
      }))
})

describe('the shop and the orders', () => {
  const contract = contractBetween('shop', 'orders')

  it('places an order', () =>
    contract
      .addInteraction()
      .given('the book exists', { isbn: '9780131103627' })
      .uponReceiving('a new order')
      .withRequest('POST', '/orders', (request) =>
        request.headers(json).jsonBody({ isbn: '9780131103627', quantity: integer(2), email: like('ada@example.org') }),
      )
      .willRespondWith(201, (response) => response.headers(json).jsonBody({ id: like('1'), status: 'placed' }))
      .executeTest(async (orders) => {
        const order = { isbn: '9780131103627', quantity: 2, email: 'ada@example.org' }
        expect(await placeOrder(orders.url, order)).toMatchObject({ id: '1', status: 'placed' })
      }))

  it('shows how an order is doing', () =>
    contract
      .addInteraction()
      .given('an order was placed', { id: '1' })
      .uponReceiving('a request for an order')
      .withRequest('GET', '/orders/1')
      .willRespondWith(200, (response) =>
        response.headers(json).jsonBody({ id: like('1'), status: regex('placed|shipped', 'placed') }),
      )
      .executeTest(async (orders) => {
        expect(await orderStatus(orders.url, '1')).toEqual({ id: '1', status: 'placed' })
      }))
})
