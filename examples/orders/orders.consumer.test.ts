import { Matchers } from '@pact-foundation/pact'
import { expect, it } from 'vitest'
import { contractBetween } from '../support/pact.ts'
import { findOffer } from './catalogue-client.ts'

const { decimal, integer } = Matchers

it('asks the catalogue for the price of a book', () =>
  contractBetween('orders', 'catalogue')
    .addInteraction()
    .given('the book exists', { isbn: '9780131103627' })
    .uponReceiving('a request for the offer of a book')
    .withRequest('GET', '/books/9780131103627', (request) => request.headers({ Accept: 'application/json' }))
    .willRespondWith(200, (response) =>
      response
        .headers({ 'Content-Type': 'application/json' })
        .jsonBody({ price: { amount: decimal(49.5), currency: 'EUR' }, inStock: integer(3) }),
    )
    .executeTest(async (catalogue) => {
      expect(await findOffer(catalogue.url, '9780131103627')).toEqual({ amount: 49.5, currency: 'EUR', inStock: 3 })
    }))
