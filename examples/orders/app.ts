import express, { type Express } from 'express'
import { findOffer } from './catalogue-client.ts'
import { type Order, type OrderPlaced, orderPlaced } from './order.ts'

interface OrdersOptions {
  readonly catalogueUrl: string
  readonly orders: Map<string, Order>
  readonly emit: (event: OrderPlaced) => void
}

/** The orders service: asks the catalogue for the price, keeps the order, tells the world. */
export function createOrders({ catalogueUrl, orders, emit }: OrdersOptions): Express {
  const app = express()
  app.use(express.json())
  app.post('/orders', async (request, response) => {
    const { isbn, quantity, email } = request.body as Pick<Order, 'isbn' | 'quantity' | 'email'>
    const offer = await findOffer(catalogueUrl, isbn)
    if (!offer || offer.inStock < quantity) {
      response.status(409).json({ error: `There are not enough copies of ${isbn}` })
      return
    }
    const total = { amount: offer.amount * quantity, currency: offer.currency }
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
