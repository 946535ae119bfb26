import type { Connection, Context } from '../context.ts'
import { SecretError } from '../kernel/secrets.ts'
import { transaction } from '../kernel/transaction.ts'
import { callWebhook } from './call-webhook.command.ts'
import { type Pause, findPause, recordTargetFailure, recordTargetSuccess } from './circuit.sql.ts'
import { type DueDelivery, closeDelivery, findDueDelivery, postponeDelivery, recordAttempt } from './deliver.sql.ts'
import { deliverableOf, originOf } from './deliverable.ts'
import { type Attempt, type DeliveryContext, deliverWebhook, deliveryContext } from './delivery-job.ts'
import { type Attempted, attemptLog, logText } from './delivery-log.ts'
import { type WebhookRow, findWebhook } from './webhooks.sql.ts'

interface Due extends Attempt, DueDelivery {
  readonly told: DeliveryContext
}

interface Outcome {
  readonly status: 'success' | 'retrying' | 'failure'
  readonly delaySeconds: number | null
  readonly sentence: string
}

// Beyond what a call may take: for the connection that it is recorded with.
const LEASE_MARGIN_SECONDS = 10

function outcomeOf({ config }: Context, attempt: number, success: boolean): Outcome {
  if (success) return { status: 'success', delaySeconds: null, sentence: 'Successfully executed webhook' }
  const delaySeconds = config.webhookRetrySchedule[attempt - 1]
  if (delaySeconds === undefined) {
    return { status: 'failure', delaySeconds: null, sentence: `Webhook execution failed after ${attempt} attempts` }
  }
  return { status: 'retrying', delaySeconds, sentence: `Retrying webhook in ${delaySeconds} seconds` }
}

async function recordTarget(trx: Connection, { config }: Context, { origin, attempted }: Made): Promise<void> {
  if (attempted.target === 'unknown') return
  if (attempted.target === 'works') {
    await recordTargetSuccess(trx, origin)
    return
  }
  const error = attempted.error ?? `it answered ${attempted.response?.status}`
  const { webhookPauseAfterFailures: pauseAfter, webhookPauseSeconds: pauseSeconds } = config
  await recordTargetFailure(trx, { origin, error, pauseAfter, pauseSeconds })
}

interface Made {
  readonly origin: string
  readonly sentAt: Date
  readonly attempted: Attempted
}

/** Notes what came of an attempt, and sends the next one where there is one, at once or not at all. */
async function record(context: Context, due: Due, made: Made): Promise<void> {
  const { id, uuid, attempt, told, eventName } = due
  const { attempted, sentAt } = made
  const { status, delaySeconds, sentence } = outcomeOf(context, attempt, attempted.success)
  const shown = { eventName, ...told.parameters }
  const logs = attemptLog({ attempted, sentAt, context: shown, brokerUrl: told.brokerUrl, outcome: sentence })
  const isFirst = await transaction(context.db, async (trx) => {
    const isFirst = await recordAttempt(trx, { id, attempt, status, delaySeconds, logs, attempted })
    if (!isFirst) return false
    if (delaySeconds !== null) {
      const next = { uuid, attempt: attempt + 1 }
      await context.jobs.send(trx, { type: deliverWebhook, data: [next], startAfterSeconds: delaySeconds })
    }
    await recordTarget(trx, context, made)
    return true
  })
  if (isFirst) context.metrics.webhookAttempts.inc({ outcome: status })
}

/** Lets a target that keeps failing rest. It is not an attempt. */
async function postpone(context: Context, due: Due, pause: Pause & { readonly seconds: number }): Promise<void> {
  const { id, uuid, attempt } = due
  const error =
    `Postponed: ${pause.origin} is paused until ${pause.until.toISOString().slice(0, 19)}Z, since ${pause.failures} ` +
    `calls in a row failed (${pause.lastError ?? 'unknown'}). This does not count as an attempt.`
  const logs = logText(context.clock(), [['INFO', error]])
  // What waits for one target does not come back all at once.
  const delaySeconds = pause.seconds + Math.floor((Math.random() * pause.seconds) / 10)
  const isFirst = await transaction(context.db, async (trx) => {
    const isFirst = await postponeDelivery(trx, { id, attempt, logs, error, delaySeconds })
    if (isFirst)
      await context.jobs.send(trx, { type: deliverWebhook, data: [{ uuid, attempt }], startAfterSeconds: delaySeconds })
    return isFirst
  })
  if (isFirst) context.metrics.webhookAttempts.inc({ outcome: 'postponed' })
}

async function close(context: Context, { id, attempt, webhookUuid }: Due, state: 'deleted' | 'disabled') {
  const error = `Not delivered: the webhook ${webhookUuid} has been ${state} meanwhile`
  const logs = logText(context.clock(), [['ERROR', error]])
  await closeDelivery(context.db, { id, attempt, logs, error })
  context.metrics.webhookAttempts.inc({ outcome: 'cancelled' })
}

/** An attempt of which nothing was sent. */
function unsent(context: Context, error: string): Made['attempted'] & { readonly sentAt: Date } {
  const sentAt = context.clock()
  return { success: false, request: null, response: null, error, durationMs: 0, target: 'unknown', sentAt }
}

async function attemptDelivery(context: Context, due: Due, webhook: WebhookRow) {
  const { uuid, eventName, told } = due
  try {
    const deliverable = deliverableOf(webhook, context.secrets)
    return await callWebhook(context, deliverable, { uuid, eventName, parameters: told.parameters })
  } catch (error) {
    if (error instanceof SecretError) return unsent(context, error.message)
    throw error
  }
}

/**
 * Makes an attempt to deliver, notes what came of it, and sends the next one where there is one. Nothing is held while
 * the target is waited for. If the broker is killed at any point the job is run again: what was noted is not repeated,
 * what was not noted is.
 */
export async function deliver(context: Context, attempt: Attempt): Promise<void> {
  const found = await findDueDelivery(context.db, attempt)
  if (found === undefined) return
  const due = { ...attempt, ...found, told: deliveryContext.parse(found.context) }
  const webhook = await findWebhook(context.db, due.webhookUuid)
  if (due.webhookState !== 'enabled' || webhook === undefined) {
    await close(context, due, due.webhookState === 'disabled' ? 'disabled' : 'deleted')
    return
  }
  const origin = originOf(webhook.url)
  const leaseSeconds = context.config.webhookTimeoutSeconds + LEASE_MARGIN_SECONDS
  const pause = await findPause(context.db, { origin, leaseSeconds })
  if (pause !== undefined) {
    await postpone(context, due, pause)
    return
  }
  const { sentAt, ...attempted } = await attemptDelivery(context, due, webhook)
  await record(context, due, { origin, sentAt, attempted })
}

/** Counts an attempt as failed that no broker brought to an end, and goes on by the schedule. */
export async function giveUpAttempt(context: Context, attempt: Attempt): Promise<void> {
  const found = await findDueDelivery(context.db, attempt)
  if (found === undefined) return
  // What it was to tell may be the very thing that cannot be read.
  const due = { ...attempt, ...found, told: { brokerUrl: '', parameters: {} } }
  const error = 'Each time that it was begun, the broker ended or failed before there was an outcome'
  const { sentAt, ...attempted } = unsent(context, error)
  await record(context, due, { origin: '', sentAt, attempted })
}
