import type { Context } from '../context.ts'
import { deleteEventsBefore } from './events.sql.ts'

// Short enough that nobody waits for what it locks.
const BATCH = 1000
const DAY_MS = 86_400_000

/** Forgets events after the time for which streams can read on from them, in small steps, each of them for good. */
export async function cleanEvents({ db, config, clock, log }: Context): Promise<void> {
  const days = config.eventRetentionDays
  const before = new Date(clock().getTime() - days * DAY_MS)
  let deleted = 0
  for (;;) {
    const count = await deleteEventsBefore(db, { before, limit: BATCH })
    deleted += count
    if (count < BATCH) break
  }
  if (deleted > 0) log.info({ deleted, days }, `Deleted ${deleted} events older than ${days} days`)
}
