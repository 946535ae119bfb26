import { it } from 'vitest'
import { createCatalogue } from '../catalogue/app.ts'
import { verifyAgainstBroker, withServer } from '../support/verify.ts'
import { createOrders } from './app.ts'
import { type Order, orderPlaced } from './order.ts'

const order: Order = {
  id: '1',
  isbn: '9780131103627',
  quantity: 2,
  email: 'ada@example.org',
  total: { amount: 99.5, currency: 'EUR' },
  status: 'placed',
}

it('keeps the contracts of its consumers', async () => {
  const book = { isbn: order.isbn, title: 'A book', price: { amount: 49.75, currency: 'EUR' }, inStock: 5 }
  const orders = new Map<string, Order>()
  await withServer(createCatalogue(new Map([[book.isbn, book]])), (catalogueUrl) =>
    withServer(createOrders({ catalogueUrl, orders, emit: () => undefined }), (url) =>
      verifyAgainstBroker('orders', {
        providerBaseUrl: url,
        stateHandlers: {
          'the book exists': async () => undefined,
          'an order was placed': async () => {
            orders.set(order.id, order)
          },
        },
        messageProviders: { 'an order was placed': async () => orderPlaced(order) },
      }),
    ),
  )
})
