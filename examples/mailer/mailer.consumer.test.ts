import { contract } from '@tallystick/client/consumer'
import { expect, it } from 'vitest'
import { confirmationMail, orderPlaced } from './on-order-placed.ts'

it('confirms an order by mail', () =>
  contract({ consumer: 'mailer', provider: 'orders' })
    .message({ description: 'an order was placed', contents: orderPlaced })
    .run(({ example, message }) => {
      const mail = confirmationMail(example)
      expect(mail.to).toBe(message.email)
      expect(mail.subject).toContain(`order ${message.orderId} over`)
    }))
