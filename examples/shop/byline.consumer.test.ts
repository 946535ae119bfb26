import { contract } from '@tallystick/client/consumer'
import { expect, it } from 'vitest'
import { byline, credits } from './clients.ts'

it('shows who wrote the book', () =>
  contract({ consumer: 'shop', provider: 'catalogue' })
    .http({
      description: 'a request for the author of a book',
      states: { name: 'the book exists', params: { isbn: '9780131103627' } },
      request: { path: '/books/9780131103627' },
      response: { body: credits },
    })
    .run(async ({ url, reply }) => {
      expect(await byline(url, '9780131103627')).toBe(`by ${reply.author}`)
    }))
