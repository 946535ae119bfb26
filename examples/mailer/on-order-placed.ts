export interface Mail {
  readonly to: string
  readonly subject: string
}

/** What the mailer makes of the event that an order was placed. */
export function confirmationMail(event: {
  readonly orderId: string
  readonly email: string
  readonly total: { readonly amount: number; readonly currency: string }
}): Mail {
  const { orderId, email, total } = event
  return { to: email, subject: `Your order ${orderId} over ${total.amount.toFixed(2)} ${total.currency}` }
}
