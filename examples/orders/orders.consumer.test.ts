import { contract } from '@tallystick/client/consumer'
import { expect, it } from 'vitest'
import { findOffer, offer } from './catalogue-client.ts'

it('asks the catalogue for the price of a book', () =>
  contract({ consumer: 'orders', provider: 'catalogue' })
    .http({
      description: 'a request for the offer of a book',
      states: { name: 'the book exists', params: { isbn: '9780131103627' } },
      request: { path: '/books/9780131103627', headers: { Accept: 'application/json' } },
      response: { body: offer },
    })
    .run(async ({ url, reply }) => {
      expect(await findOffer(url, '9780131103627')).toEqual(reply)
    }))
