import express, { type Express } from 'express'
import type { Offer } from './catalogue-client.ts'
import { newOrder, type Order, type OrderPlaced, orderPlaced } from './order.ts'

interface OrdersOptions {
  readonly findOffer: (isbn: string) => Promise<Offer | undefined>
  readonly orders: Map<string, Order>
  readonly emit: (event: OrderPlaced) => void
}

/** The orders service: asks the catalogue for the price, keeps the order, tells the world. */
export function createOrders({ findOffer, orders, emit }: OrdersOptions): Express {
  const app = express()
  app.use(express.json())
  app.post('/orders', async (request, response) => {
    const { isbn, quantity, email } = newOrder.parse(request.body)
    const offer = await findOffer(isbn)
    if (!offer || offer.inStock < quantity) {
      response.status(409).json({ error: `There are not enough copies of ${isbn}` })
      return
    }
    const total = { amount: offer.price.amount * quantity, currency: offer.price.currency }
    const order: Order = { id: String(orders.size + 1), isbn, quantity, email, total, status: 'placed' }
    orders.set(order.id, order)
    emit(orderPlaced(order))
    response.status(201).json(order)
  })
  app.get('/orders/:id', (request, response) => {
    const order = orders.get(request.params.id)
    if (order) response.json(order)
    else response.status(404).json({ error: `There is no order ${request.params.id}` })
  })
  return app
}
