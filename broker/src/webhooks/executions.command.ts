import { randomUUID } from 'node:crypto'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { callWebhook } from './call-webhook.command.ts'
import { type Attempted, attemptLog } from './delivery-log.ts'
import type { DeliverableWebhook } from './delivery-request.ts'
import { executionParameters } from './execution-parameters.ts'
import { type TriedScope, findTriedSubject } from './executions.sql.ts'
import { listEventFacts } from './parameters.sql.ts'

export interface Trial {
  /** Undefined: it is not stored. */
  readonly uuid: string | undefined
  readonly webhook: DeliverableWebhook
  readonly scope: TriedScope
  readonly events: readonly string[]
}

export interface Execution {
  readonly attempted: Attempted
  readonly logs: string
}

async function factsFor({ db }: Context, scope: TriedScope, isOfVerification: boolean) {
  const found = await findTriedSubject(db, scope)
  if (!found) return undefined
  const { verificationId, ...subject } = found
  const [facts] = await listEventFacts(db, [
    isOfVerification && verificationId !== null ? { ...subject, verificationId } : subject,
  ])
  return facts
}

/**
 * Tries a webhook out with what it could be told next. Only that it is tried is noted, before; no connection is held
 * while it is waited for.
 */
export async function tryWebhook(context: Context, { uuid, webhook, scope, events }: Trial): Promise<Execution> {
  const { brokerUrl } = context
  const { method, url } = webhook.request
  const subject = { kind: 'webhook', name: uuid ?? 'not stored' } as const
  await recordAudit(context.db, context, { action: 'webhook-executed', subject, after: { method, url } })
  const isOfVerification = events.some((name) => name.startsWith('provider_verification_'))
  const { consumerName: consumer, providerName: provider } = scope
  const facts = await factsFor(context, scope, isOfVerification)
  const parameters = executionParameters({ facts, isOfVerification, brokerUrl, consumer, provider })
  const delivery = { uuid: randomUUID(), eventName: 'test', parameters }
  const { sentAt, ...attempted } = await callWebhook(context, webhook, delivery)
  const outcome = attempted.success ? 'Successfully executed webhook' : 'Webhook execution failed'
  return { attempted, logs: attemptLog({ attempted, sentAt, context: parameters, brokerUrl, outcome }) }
}
