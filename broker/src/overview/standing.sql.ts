// What may change from one minute to the next and wants attention, each read from few rows.

import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface Standing {
  readonly requestsWaiting: number
  readonly requestsOverdue: number
  readonly targetsPaused: number
}

/** By the indexes of what is open: what is done long since is not looked at. */
export async function countStanding(db: Connection): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select count(*) as "requestsWaiting",
      count(*) filter (where verification_requests.due_at <= now()) as "requestsOverdue",
      (select count(*) from webhook_targets where webhook_targets.paused_until > now()) as "targetsPaused"
    from verification_requests
    where verification_requests.done_at is null`.execute(db)
  return rows[0] ?? { requestsWaiting: 0, requestsOverdue: 0, targetsPaused: 0 }
}
