import { z } from 'zod'

export const newOrder = z.object({ isbn: z.string(), quantity: z.int().positive(), email: z.email() })

export interface Order extends z.infer<typeof newOrder> {
  readonly id: string
  readonly total: { readonly amount: number; readonly currency: string }
  readonly status: 'placed' | 'shipped'
}

/** The event that says an order was placed. */
export interface OrderPlaced {
  readonly type: 'order-placed'
  readonly orderId: string
  readonly email: string
  readonly total: Order['total']
}

export function orderPlaced(order: Order): OrderPlaced {
  return { type: 'order-placed', orderId: order.id, email: order.email, total: order.total }
}
