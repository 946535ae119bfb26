import { states } from '@tallystick/client/provider'
import { verifySuite } from '@tallystick/client/vitest'
import { type Book, createCatalogue } from './app.ts'
import type { CatalogueStates } from './states.ts'

const books = new Map<string, Book>()

await verifySuite({
  provider: 'catalogue',
  app: createCatalogue(books),
  states: states<CatalogueStates>({
    'the book exists': ({ isbn }) => {
      const price = { amount: 19.95, currency: 'EUR' }
      books.set(isbn, { isbn, title: 'A book', price, inStock: 7, discount: 20 })
    },
  }),
  // In a build both are found out. The demo is none, and tells them.
  version: { number: process.env['PROVIDER_VERSION'], branch: process.env['PROVIDER_BRANCH'] },
})
