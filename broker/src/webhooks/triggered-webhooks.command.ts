import { randomUUID } from 'node:crypto'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { endPause } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { deliverWebhook } from './delivery-job.ts'
import { bringForward, insertRedelivery } from './triggered-webhooks.sql.ts'
import type { WebhookRow } from './webhooks.sql.ts'

/** Has the same delivered once more, with all its attempts; the uuid of the new delivery. */
export async function redeliver(context: Context, of: string): Promise<string | undefined> {
  const { db, jobs } = context
  const uuid = randomUUID()
  return transaction(db, async (trx) => {
    if (!(await insertRedelivery(trx, { uuid, of }))) return undefined
    await jobs.send(trx, { type: deliverWebhook, data: [{ uuid, attempt: 1 }] })
    const subject = { kind: 'delivery', name: uuid } as const
    await recordAudit(trx, context, { action: 'delivery-repeated', subject, after: { of } })
    return uuid
  })
}

type Paused = Pick<WebhookRow, 'id' | 'uuid' | 'url'>

/** Has the paused target of a webhook tried at once, by what waits for it. Nothing happens where it is not paused. */
export async function resume(context: Context, { id, uuid, url }: Paused): Promise<void> {
  const { db, jobs } = context
  const target = originOf(url)
  await transaction(db, async (trx) => {
    if (!(await endPause(trx, target))) return
    await jobs.send(trx, { type: deliverWebhook, data: await bringForward(trx, id) })
    const subject = { kind: 'webhook', name: uuid } as const
    await recordAudit(trx, context, { action: 'webhook-resumed', subject, after: { target } })
  })
}
