import { Matchers } from '@pact-foundation/pact'
import { expect, it } from 'vitest'
import { contractBetween } from '../support/pact.ts'
import { confirmationMail } from './on-order-placed.ts'

const { decimal, email, like } = Matchers

it('confirms an order by mail', () =>
  contractBetween('mailer', 'orders')
    .addAsynchronousInteraction()
    .expectsToReceive('an order was placed', (message) => {
      message.withJSONContent({
        type: 'order-placed',
        orderId: like('1'),
        email: email('ada@example.org'),
        total: { amount: decimal(49.5), currency: 'EUR' },
      })
    })
    .executeTest(async (message) => {
      const event = message.contents.content as unknown as Parameters<typeof confirmationMail>[0]
      expect(confirmationMail(event)).toEqual({ to: 'ada@example.org', subject: 'Your order 1 over 49.50 EUR' })
    }))
