import { contract, fromState, variants } from '@tallystick/client/consumer'
import { describe, expect, it } from 'vitest'
import { book, bookPage, findOrder, orderStatus } from './clients.ts'

describe('the shop and the catalogue', () => {
  const catalogue = contract({ consumer: 'shop', provider: 'catalogue' })

  // Runs once for each variant of a book: with a discount, and without.
  it('shows a book', () =>
    catalogue
      .http({
        description: 'a request for a book',
        states: { name: 'the book exists', params: { isbn: '9780131103627' } },
        request: { path: '/books/9780131103627', headers: { Accept: 'application/json' } },
        response: { body: variants(book) },
      })
      .run(async ({ url, reply }) => {
        const page = await bookPage(url, '9780131103627')
        expect(page).toMatchObject({ title: reply.title, available: reply.inStock > 0 })
        expect(page.offer).toBe(reply.discount === undefined ? undefined : `${reply.discount} % off`)
      }))

  it('is told when there is no such book', () =>
    catalogue
      .http({
        description: 'a request for a book that does not exist',
        request: { path: '/books/0000000000000' },
        response: { status: 404 },
      })
      .run(async ({ url }) => {
        await expect(bookPage(url, '0000000000000')).rejects.toThrow('answered 404')
      }))
})

describe('the shop and the orders', () => {
  const orders = contract({ consumer: 'shop', provider: 'orders' })

  it('shows how an order is doing', () =>
    orders
      .http({
        description: 'a request for an order',
        states: 'an order was placed',
        // Only the orders service knows which id it gave: here it is 1, there it is what the state gives back.
        request: { path: fromState('/orders/${id}', '/orders/1') },
        response: { body: orderStatus },
      })
      .run(async ({ url, reply }) => {
        expect(await findOrder(url, '1')).toEqual(reply)
      }))
})
