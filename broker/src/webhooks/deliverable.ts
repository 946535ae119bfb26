import type { Secrets } from '../kernel/secrets.ts'
import type { DeliverableWebhook } from './delivery-request.ts'
import { templateOf, webhookSecrets } from './webhook-secrets.ts'
import type { WebhookRow } from './webhooks.sql.ts'

/** The webhook with its secrets put back. Throws a SecretError where they cannot be opened. */
export function deliverableOf(row: WebhookRow, secrets: Pick<Secrets, 'open'>): DeliverableWebhook {
  const opened = webhookSecrets.parse(row.secrets === null ? {} : secrets.open(row.secrets))
  return { request: templateOf(row, opened), signingSecret: opened.signingSecret ?? null }
}

/** By which the circuit breaker knows targets; parameters are not in the host. */
export function originOf(url: string): string {
  return URL.parse(url)?.origin ?? url
}
