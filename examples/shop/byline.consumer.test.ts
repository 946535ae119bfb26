import { Matchers } from '@pact-foundation/pact'
import { expect, it } from 'vitest'
import { contractBetween } from '../support/pact.ts'
import { byline } from './clients.ts'

it('shows who wrote the book', () =>
  contractBetween('shop', 'catalogue')
    .addInteraction()
    .given('the book exists', { isbn: '9780131103627' })
    .uponReceiving('a request for the author of a book')
    .withRequest('GET', '/books/9780131103627')
    .willRespondWith(200, (response) =>
      response
        .headers({ 'Content-Type': 'application/json' })
        .jsonBody({ author: Matchers.like('Kernighan, Ritchie') }),
    )
    .executeTest(async (catalogue) => {
      expect(await byline(catalogue.url, '9780131103627')).toBe('by Kernighan, Ritchie')
    }))
