import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { endPause } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { deliverWebhook } from './delivery-job.ts'
import { bringForward, insertRedelivery } from './triggered-webhooks.sql.ts'
import type { WebhookRow } from './webhooks.sql.ts'

/** Has the same delivered once more, with all its attempts; the uuid of the new delivery. */
export async function redeliver({ db, jobs }: Context, of: string): Promise<string | undefined> {
  const uuid = randomUUID()
  return transaction(db, async (trx) => {
    if (!(await insertRedelivery(trx, { uuid, of }))) return undefined
    await jobs.send(trx, { type: deliverWebhook, data: [{ uuid, attempt: 1 }] })
    return uuid
  })
}

/** Has the paused target of a webhook tried at once, by what waits for it. Nothing happens where it is not paused. */
export async function resume({ db, jobs }: Context, { id, url }: Pick<WebhookRow, 'id' | 'url'>): Promise<void> {
  await transaction(db, async (trx) => {
    if (!(await endPause(trx, originOf(url)))) return
    await jobs.send(trx, { type: deliverWebhook, data: await bringForward(trx, id) })
  })
}
