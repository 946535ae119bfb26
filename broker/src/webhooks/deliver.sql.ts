import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Attempt } from './delivery-job.ts'
import type { Attempted } from './delivery-log.ts'

/** A delivery whose attempt is due. */
export interface DueDelivery {
  readonly id: number
  readonly eventName: string
  readonly context: unknown
  readonly webhookUuid: string
  /** Whether there still is a webhook, and whether it is to be delivered. */
  readonly webhookState: 'enabled' | 'disabled' | 'deleted'
}

const isDue = sql`
  triggered_webhooks.status in ('not_run', 'retrying')
  and (triggered_webhooks.next_attempt_at is null or triggered_webhooks.next_attempt_at <= now())`

/** Undefined when the attempt was made already, or put off: a job may be run again after its broker was killed. */
export async function findDueDelivery(db: Connection, { uuid, attempt }: Attempt): Promise<DueDelivery | undefined> {
  const { rows } = await sql<DueDelivery>`
    select triggered_webhooks.id, triggered_webhooks.event_name as "eventName",
      triggered_webhooks.event_context as context, triggered_webhooks.webhook_uuid as "webhookUuid",
      case when webhooks.id is null then 'deleted' when webhooks.enabled then 'enabled' else 'disabled' end
        as "webhookState"
    from triggered_webhooks
    left join webhooks on webhooks.id = triggered_webhooks.webhook_id
    where triggered_webhooks.uuid = ${uuid} and triggered_webhooks.attempts = ${attempt}::integer - 1 and ${isDue}
  `.execute(db)
  return rows[0]
}

interface Recorded {
  readonly id: number
  readonly attempt: number
  readonly status: 'success' | 'retrying' | 'failure'
  /** Until the next attempt; null when there is none. */
  readonly delaySeconds: number | null
  readonly logs: string
  readonly attempted: Pick<Attempted, 'success' | 'request' | 'response' | 'error' | 'durationMs'>
}

/** Notes an attempt and what follows from it; false when another broker has noted it before. */
export async function recordAttempt(trx: Connection, recorded: Recorded): Promise<boolean> {
  const { id, attempt, status, delaySeconds, logs, attempted } = recorded
  const { rows } = await sql`
    with changed as (
      update triggered_webhooks
      set status = ${status}, attempts = ${attempt}, updated_at = now(),
        next_attempt_at = now() + ${delaySeconds}::integer * interval '1 second'
      where triggered_webhooks.id = ${id} and triggered_webhooks.attempts = ${attempt}::integer - 1
        and triggered_webhooks.status in ('not_run', 'retrying')
      returning triggered_webhooks.id
    )
    insert into webhook_executions (
      triggered_webhook_id, attempt, success, logs, duration_ms, request, response, error
    )
    select changed.id, ${attempt}::integer, ${attempted.success}::boolean, ${logs}, ${attempted.durationMs}::integer,
      ${JSON.stringify(attempted.request)}::json, ${JSON.stringify(attempted.response)}::json, ${attempted.error}::text
    from changed
    returning webhook_executions.id`.execute(trx)
  return rows.length > 0
}

interface Note {
  readonly id: number
  /** The one that would have been made. */
  readonly attempt: number
  readonly logs: string
  readonly error: string
}

/** Ends a delivery that can or must not be made. */
export async function closeDelivery(db: Connection, { id, attempt, logs, error }: Note): Promise<void> {
  await sql`
    with changed as (
      update triggered_webhooks
      set status = 'failure', next_attempt_at = null, updated_at = now()
      where triggered_webhooks.id = ${id} and triggered_webhooks.attempts = ${attempt}::integer - 1
        and triggered_webhooks.status in ('not_run', 'retrying')
      returning triggered_webhooks.id
    )
    insert into webhook_executions (triggered_webhook_id, attempt, success, logs, error)
    select changed.id, ${attempt}::integer, false, ${logs}, ${error} from changed`.execute(db)
}

/** Puts an attempt off, and notes why the first time; false when it is put off or made already. */
export async function postponeDelivery(
  trx: Connection,
  { id, attempt, logs, error, delaySeconds }: Note & { readonly delaySeconds: number },
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update triggered_webhooks
      set next_attempt_at = now() + ${delaySeconds}::integer * interval '1 second', updated_at = now()
      where triggered_webhooks.id = ${id} and triggered_webhooks.attempts = ${attempt}::integer - 1 and ${isDue}
      returning triggered_webhooks.id
    ), noted as (
      insert into webhook_executions (triggered_webhook_id, attempt, success, logs, error)
      select changed.id, ${attempt}::integer, false, ${logs}, ${error}
      from changed
      where not exists (
        select from webhook_executions
        where webhook_executions.triggered_webhook_id = changed.id and webhook_executions.attempt = ${attempt}::integer)
    )
    select changed.id from changed`.execute(trx)
  return rows.length > 0
}
