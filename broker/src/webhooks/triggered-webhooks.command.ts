import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { deliverWebhook } from './delivery-job.ts'
import { insertRedelivery } from './triggered-webhooks.sql.ts'

/** Has the same delivered once more, with all its attempts; the uuid of the new delivery. */
export async function redeliver({ db, jobs }: Context, of: string): Promise<string | undefined> {
  const uuid = randomUUID()
  return transaction(db, async (trx) => {
    if (!(await insertRedelivery(trx, { uuid, of }))) return undefined
    await jobs.send(trx, { type: deliverWebhook, data: [{ uuid, attempt: 1 }] })
    return uuid
  })
}
