import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface Batch {
  readonly days: number
  readonly size: number
}

/** Deletes some of the deliveries that are older, the oldest first, with their logs; how many it were. */
export async function deleteOldDeliveries(db: Connection, { days, size }: Batch): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from triggered_webhooks
    where triggered_webhooks.id in (
      select old.id
      from triggered_webhooks as old
      where old.created_at < now() - ${days}::integer * interval '1 day'
        and (old.status in ('success', 'failure')
          or old.next_attempt_at < now() - ${days}::integer * interval '1 day')
      order by old.created_at, old.id
      limit ${size}
      for update skip locked
    )`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Deletes what is known of targets that nobody has failed at for as long. */
export async function deleteOldTargets(db: Connection, days: number): Promise<void> {
  await sql`
    delete from webhook_targets
    where webhook_targets.updated_at < now() - ${days}::integer * interval '1 day'`.execute(db)
}
