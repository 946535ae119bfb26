import { call } from '../broker/call.ts'
import type { Transport } from '../broker/transport.ts'
import { type WebhookEventName, webhookEventNames } from '../wire/events.ts'
import { paths } from '../wire/paths.ts'
import { type WebhookAnswer, webhook as webhookAnswer, webhooks } from './answers.ts'
import type { WebhookRecord } from './archive.ts'

// What brokers show in place of a secret.
const STARS = /^\*+$/

const isKnownEvent = (name: string): name is WebhookEventName => webhookEventNames.some((one) => one === name)

/** A webhook without its secrets, which no broker tells, and so switched off. */
function webhookRecord({ uuid, description, request, signingSecret, ...found }: WebhookAnswer): WebhookRecord {
  const { password, headers = {}, ...sent } = request
  const secret = Object.entries(headers).flatMap(([name, value]) => (STARS.test(value) ? [`header ${name}`] : []))
  const open = Object.fromEntries(Object.entries(headers).filter(([, value]) => !STARS.test(value)))
  return {
    kind: 'webhook',
    uuid,
    webhook: {
      ...(description === undefined ? {} : { description }),
      ...(found.consumer ? { consumer: found.consumer } : {}),
      ...(found.provider ? { provider: found.provider } : {}),
      events: (found.events ?? []).map(({ name }) => name).filter(isKnownEvent),
      request: { ...sent, headers: open },
      enabled: false,
    },
    secrets: [
      ...secret,
      ...(password === undefined ? [] : ['password']),
      ...(signingSecret === undefined ? [] : ['signing secret']),
    ],
  }
}

/** Where the webhooks are to be read. Links may name the broker otherwise than we do: only their ends are taken. */
export async function listWebhooks(transport: Transport): Promise<readonly string[]> {
  const { _links } = await call(transport, { method: 'GET', url: paths.webhooks, answer: webhooks })
  const found = _links['pb:webhooks'] ?? []
  return (Array.isArray(found) ? found : [found]).flatMap(({ href }) => /\/webhooks\/[^/]+$/.exec(href)?.[0] ?? [])
}

export async function readWebhook(transport: Transport, url: string): Promise<WebhookRecord> {
  return webhookRecord(await call(transport, { method: 'GET', url, answer: webhookAnswer }))
}
