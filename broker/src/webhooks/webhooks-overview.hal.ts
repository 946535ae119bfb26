import { type Page, paths, webhookStates } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks, present } from '../kernel/hal.ts'
import type { Pause } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { pauseHal } from './triggered-webhooks.hal.ts'
import { consumerOf, nameOf, providerOf, scopeHal } from './webhooks.hal.ts'
import type { LastDelivery, WebhooksOverviewRow, countWebhooks } from './webhooks-overview.sql.ts'

function deliveryHal({ uuid, status, eventName, createdAt }: LastDelivery) {
  return { uuid, status, eventName, triggeredAt: formatTime(createdAt) }
}

function itemHal(links: Links, { webhook, state, lastDelivery }: WebhooksOverviewRow, pauses: readonly Pause[]) {
  const { uuid, enabled, events, method, url } = webhook
  const pause = state === 'paused' ? pauses.find(({ origin }) => origin === originOf(url)) : undefined
  return {
    uuid,
    description: nameOf(webhook),
    ...present({ consumer: scopeHal(consumerOf(webhook)), provider: scopeHal(providerOf(webhook)) }),
    enabled,
    events: events.map((name) => ({ name })),
    ...present({ paused: pause && pauseHal(pause) }),
    request: { method, url },
    state,
    lastDelivery: lastDelivery && deliveryHal(lastDelivery),
    _links: { 'pb:webhook': { title: 'Webhook', href: links.href(paths.webhook, { uuid }) } },
  }
}

interface Shown {
  readonly rows: readonly WebhooksOverviewRow[]
  readonly counts: Awaited<ReturnType<typeof countWebhooks>>
  readonly pauses: readonly Pause[]
  readonly page: Page
  readonly url: string
  readonly search: string
}

export function webhooksOverviewHal(links: Links, { rows, counts, pauses, ...shown }: Shown) {
  const states = Object.fromEntries(webhookStates.map((state) => [state, counts.get(state) ?? 0]))
  return {
    counts: { webhooks: counts.values().reduce((sum, count) => sum + count, 0), states },
    _embedded: { webhooks: rows.map((row) => itemHal(links, row, pauses)) },
    page: shown.page,
    _links: neighbourLinks(shown),
  }
}
