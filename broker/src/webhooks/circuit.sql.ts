import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** A target that is left alone for a while, since it failed so often in a row. */
export interface Pause {
  readonly origin: string
  readonly failures: number
  readonly until: Date
  readonly lastError: string | null
}

interface Passing {
  readonly origin: string
  /** For how long the one that tries it after a pause has it to itself. */
  readonly leaseSeconds: number
}

// How soon those ask again who wait for the outcome of the call that was let through.
const TRIAL_SECONDS = 2

/**
 * Undefined when the target may be called. After a pause one call is let through, and decides for the rest: if its
 * broker dies with it, another one is let through after the lease. While it is tried, a target has no `paused_at`.
 */
export async function findPause(
  db: Connection,
  { origin, leaseSeconds }: Passing,
): Promise<(Pause & { readonly seconds: number }) | undefined> {
  const { rows } = await sql<Pause & { readonly seconds: number }>`
    with tried as (
      update webhook_targets
      set paused_until = now() + ${leaseSeconds}::integer * interval '1 second', paused_at = null, updated_at = now()
      where webhook_targets.origin = ${origin} and webhook_targets.paused_until <= now()
      returning webhook_targets.origin
    )
    select webhook_targets.origin, webhook_targets.consecutive_failures as failures,
      webhook_targets.paused_until as until, webhook_targets.last_error as "lastError",
      case when webhook_targets.paused_until > now() and webhook_targets.paused_at is not null
        then ceil(extract(epoch from webhook_targets.paused_until - now()))::integer
        else ${TRIAL_SECONDS}::integer end as seconds
    from webhook_targets
    where webhook_targets.origin = ${origin} and webhook_targets.paused_until is not null
      and not exists (select from tried)`.execute(db)
  return rows[0]
}

interface Failure {
  readonly origin: string
  readonly error: string
  readonly pauseAfter: number
  readonly pauseSeconds: number
}

/** Counts a failure of a target, and pauses it when there have been too many in a row. */
export async function recordTargetFailure(trx: Connection, failure: Failure): Promise<void> {
  const { origin, error, pauseAfter, pauseSeconds } = failure
  const until = sql`now() + ${pauseSeconds}::integer * interval '1 second'`
  await sql`
    insert into webhook_targets (origin, consecutive_failures, last_error, paused_at, paused_until)
    values (${origin}, 1, ${error},
      case when ${pauseAfter}::integer <= 1 then now() end, case when ${pauseAfter}::integer <= 1 then ${until} end)
    on conflict on constraint webhook_targets_pk do update set
      consecutive_failures = webhook_targets.consecutive_failures + 1,
      last_error = excluded.last_error,
      paused_at = case when webhook_targets.consecutive_failures + 1 >= ${pauseAfter}::integer
        then now() end,
      paused_until = case when webhook_targets.consecutive_failures + 1 >= ${pauseAfter}::integer then ${until} end,
      updated_at = now()`.execute(trx)
}

/** Forgets the failures of a target; writes nothing where there are none. */
export async function recordTargetSuccess(trx: Connection, origin: string): Promise<void> {
  await sql`
    update webhook_targets
    set consecutive_failures = 0, last_error = null, paused_at = null, paused_until = null, updated_at = now()
    where webhook_targets.origin = ${origin} and webhook_targets.consecutive_failures > 0`.execute(trx)
}

/** Every target that is paused now: there are few. */
export async function listAllPauses(db: Connection): Promise<readonly Pause[]> {
  const { rows } = await sql<Pause>`
    select webhook_targets.origin, webhook_targets.consecutive_failures as failures,
      webhook_targets.paused_until as until, webhook_targets.last_error as "lastError"
    from webhook_targets
    where webhook_targets.paused_until > now()
    order by webhook_targets.origin`.execute(db)
  return rows
}

/**
 * Lets the next call through at once: it decides for the rest, as after a pause. False where there is no pause, or a call
 * is under way that decides.
 */
export async function endPause(trx: Connection, origin: string): Promise<boolean> {
  const { rows } = await sql`
    update webhook_targets
    set paused_until = now(), updated_at = now()
    where webhook_targets.origin = ${origin} and webhook_targets.paused_until > now()
      and webhook_targets.paused_at is not null
    returning webhook_targets.origin`.execute(trx)
  return rows.length > 0
}

/** Those of the targets that are paused now. */
export async function listPauses(db: Connection, origins: readonly string[]): Promise<readonly Pause[]> {
  if (origins.length === 0) return []
  const { rows } = await sql<Pause>`
    select webhook_targets.origin, webhook_targets.consecutive_failures as failures,
      webhook_targets.paused_until as until, webhook_targets.last_error as "lastError"
    from webhook_targets
    where webhook_targets.origin in (select unnest((select ${origins}::text[]))) and webhook_targets.paused_until > now()
    order by webhook_targets.origin`.execute(db)
  return rows
}
