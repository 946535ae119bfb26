import { type WebhookDetails, paths, webhookDetails, webhookExecution } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { BrokerError } from '../kernel/broker-error.ts'
import { type Endpoint, JSON_TYPE, endpoint, ok } from '../kernel/endpoint.ts'
import { SecretError } from '../kernel/secrets.ts'
import { deliverableOf } from './deliverable.ts'
import { tryWebhook } from './executions.command.ts'
import { executionHal } from './executions.hal.ts'
import type { TriedScope } from './executions.sql.ts'
import { unsavedRequest } from './webhooks.command.ts'
import { concernsDetails, concernsWebhook } from './webhook-concerns.routes.ts'
import { webhookNotFound } from './webhooks.errors.ts'
import { type WebhookRow, findWebhook } from './webhooks.sql.ts'

function openWebhook({ secrets }: Context, row: WebhookRow) {
  try {
    return deliverableOf(row, secrets)
  } catch (error) {
    if (!(error instanceof SecretError)) throw error
    throw new BrokerError('conflict', `The webhook cannot be executed. ${error.message}.`, { cause: error })
  }
}

const orNull = (value: string | null | undefined) => (value?.trim() ? value : null)

function scopeOf({ consumer, provider }: WebhookDetails): TriedScope {
  return {
    consumerName: orNull(consumer?.name),
    consumerLabel: orNull(consumer?.label),
    providerName: orNull(provider?.name),
    providerLabel: orNull(provider?.label),
  }
}

export const executionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.executeWebhook,
    summary: 'Sends a webhook as a test, and shows what came back',
    access: 'administer',
    concerns: concernsWebhook,
    responses: { 200: webhookExecution },
    errors: ['not-found', 'conflict'],
    async handler({ context, params: { uuid }, links, url }) {
      const row = await findWebhook(context.db, uuid)
      if (!row) throw webhookNotFound(uuid)
      const trial = { uuid, webhook: openWebhook(context, row), scope: row, events: row.events }
      return ok(executionHal(links, { ...(await tryWebhook(context, trial)), uuid, url }))
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.executeUnsavedWebhook,
    summary: 'Sends a webhook that is not stored as a test, and shows what came back',
    access: 'administer',
    concerns: concernsDetails,
    body: { schema: webhookDetails, mediaTypes: [JSON_TYPE] },
    responses: { 200: webhookExecution },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    async handler({ context, body, links, url }) {
      const request = await unsavedRequest(context, body)
      const webhook = { request, signingSecret: orNull(body.signingSecret) }
      const trial = { uuid: undefined, webhook, scope: scopeOf(body), events: body.events.map(({ name }) => name) }
      return ok(executionHal(links, { ...(await tryWebhook(context, trial)), uuid: undefined, url }))
    },
  }),
]
