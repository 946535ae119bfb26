import { z } from 'zod'

/** What the mailer reads of the event that an order was placed. */
export const orderPlaced = z.object({
  type: z.literal('order-placed'),
  orderId: z.string(),
  email: z.email(),
  total: z.object({ amount: z.number(), currency: z.string() }),
})

export interface Mail {
  readonly to: string
  readonly subject: string
}

/** What the mailer makes of the event, as it comes from the queue. */
export function confirmationMail(event: unknown): Mail {
  const { orderId, email, total } = orderPlaced.parse(event)
  return { to: email, subject: `Your order ${orderId} over ${total.amount.toFixed(2)} ${total.currency}` }
}
