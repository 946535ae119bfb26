import type { Context } from '../context.ts'
import { deleteOldDeliveries, deleteOldTargets } from './delivery-cleaning.sql.ts'

// Short enough that nobody waits for what it locks.
const BATCH = 500

/** Forgets deliveries after the time for which they are kept, in small steps, each of them for good. */
export async function cleanDeliveries({ db, config, log }: Context): Promise<void> {
  const days = config.webhookDeliveryRetentionDays
  let deleted = 0
  for (;;) {
    const count = await deleteOldDeliveries(db, { days, size: BATCH })
    deleted += count
    if (count < BATCH) break
  }
  await deleteOldTargets(db, days)
  if (deleted > 0) log.info({ deleted, days }, `Deleted ${deleted} deliveries of webhooks older than ${days} days`)
}
