import { states } from '@tallystick/client/provider'
import { verifySuite } from '@tallystick/client/vitest'
import { createOrders } from './app.ts'
import type { Offer } from './catalogue-client.ts'
import { type Order, orderPlaced } from './order.ts'
import type { OrdersStates } from './states.ts'

const offers = new Map<string, Offer>()
const orders = new Map<string, Order>()
const order: Order = {
  id: '4711',
  isbn: '9780131103627',
  quantity: 2,
  email: 'ada@example.org',
  total: { amount: 99.5, currency: 'EUR' },
  status: 'placed',
}

await verifySuite({
  provider: 'orders',
  // The catalogue need not run: that it answers so is in its contract with the orders.
  app: createOrders({ findOffer: async (isbn) => offers.get(isbn), orders, emit: () => {} }),
  states: states<OrdersStates>({
    'the book exists': ({ isbn }) => {
      offers.set(isbn, { price: { amount: 49.75, currency: 'EUR' }, inStock: 5 })
    },
    'an order was placed': () => {
      orders.set(order.id, order)
      return { id: order.id }
    },
  }),
  messages: { 'an order was placed': () => orderPlaced(order) },
  version: { number: process.env['PROVIDER_VERSION'], branch: process.env['PROVIDER_BRANCH'] },
})
