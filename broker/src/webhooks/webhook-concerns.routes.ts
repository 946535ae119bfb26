// Whose a webhook is: of those that it is about, one of whom may change it; of the broker, where it is about all.

import type { WebhookDetails } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import type { Concern } from '../kernel/endpoint.ts'
import { findTriggeredWebhook } from './triggered-webhooks.sql.ts'
import { findWebhook } from './webhooks.sql.ts'

interface ByUuid {
  readonly context: Pick<Context, 'db'>
  readonly params: { readonly uuid: string }
}

const ofParties = (...names: readonly (string | null | undefined)[]): Concern => {
  const parties = names.filter((name) => typeof name === 'string')
  return parties.length > 0 ? { either: parties } : 'everything'
}

/** Whose a webhook with these details would be. */
export function concernOf({ consumer, provider }: Pick<WebhookDetails, 'consumer' | 'provider'>): Concern {
  return ofParties(consumer?.name, provider?.name)
}

export const concernsDetails = ({ body }: { readonly body: WebhookDetails }): Concern => concernOf(body)

export async function concernsWebhook({ context, params }: ByUuid): Promise<Concern> {
  const row = await findWebhook(context.db, params.uuid)
  return row ? ofParties(row.consumerName, row.providerName) : 'everything'
}

export async function concernsDelivery({ context, params }: ByUuid): Promise<Concern> {
  const row = await findTriggeredWebhook(context.db, params.uuid)
  return row ? ofParties(row.consumerName, row.providerName) : 'everything'
}

/** A webhook is replaced by one whose it is, and still will be. */
export async function concernsReplacement({
  context,
  params,
  body,
}: ByUuid & { readonly body: WebhookDetails }): Promise<Concern> {
  const row = await findWebhook(context.db, params.uuid)
  if (!row) return concernOf(body)
  const after = new Set([body.consumer?.name, body.provider?.name])
  return ofParties(...[row.consumerName, row.providerName].filter((name) => name !== null && after.has(name)))
}
