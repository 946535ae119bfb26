/** What the audit log holds of a webhook: all but its secrets, of which it only says that there are some, and which changed. */
import { STARS } from './template.ts'
import { type FormerSecrets, type WebhookSecrets, secretFields } from './webhook-secrets.ts'
import { consumerOf, providerOf } from './webhooks.hal.ts'
import type { WebhookRow } from './webhooks.sql.ts'

const valueOf = ({ headers, password, signingSecret }: WebhookSecrets, field: string): string | undefined => {
  if (field === 'request.password') return password
  return field === 'signingSecret' ? signingSecret : headers[field.slice('request.headers.'.length)]
}

/** The fields of secrets that are new, others than before, or gone. */
export function changedSecrets(former: FormerSecrets, current: WebhookSecrets): readonly string[] {
  const known = typeof former === 'string' ? { headers: {} } : former
  const fields = new Set([...secretFields(known), ...secretFields(current)])
  return [...fields].filter((field) => valueOf(known, field) !== valueOf(current, field))
}

export function auditedWebhook(row: WebhookRow): object {
  const { description, enabled, events, method, url, body, username } = row
  const headers = Object.fromEntries(Object.entries(row.headers).map(([name, value]) => [name, value ?? STARS]))
  const request = { method, url, headers, body, username }
  return { description, enabled, events, consumer: consumerOf(row), provider: providerOf(row), request }
}
