import { it } from 'vitest'
import { verifyAgainstBroker, withServer } from '../support/verify.ts'
import { type Book, createCatalogue } from './app.ts'

it('keeps the contracts of its consumers', async () => {
  const books = new Map<string, Book>()
  await withServer(createCatalogue(books), (url) =>
    verifyAgainstBroker('catalogue', {
      providerBaseUrl: url,
      stateHandlers: {
        'the book exists': async (parameters) => {
          const { isbn } = parameters as { isbn: string }
          books.set(isbn, { isbn, title: 'A book', price: { amount: 19.95, currency: 'EUR' }, inStock: 7 })
        },
      },
    }),
  )
})
