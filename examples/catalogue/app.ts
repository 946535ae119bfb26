import express, { type Express } from 'express'

export interface Book {
  readonly isbn: string
  readonly title: string
  readonly price: { readonly amount: number; readonly currency: string }
  readonly inStock: number
  /** In percent. */
  readonly discount?: number
}

/** The catalogue: which books there are, what they cost, how many are left. */
export function createCatalogue(books: Map<string, Book>): Express {
  const app = express()
  app.get('/books/:isbn', (request, response) => {
    const book = books.get(request.params.isbn)
    if (book) response.json(book)
    else response.status(404).json({ error: `There is no book with ISBN ${request.params.isbn}` })
  })
  return app
}
