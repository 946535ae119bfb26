import { expand, paths } from '../wire/paths.ts'
import { type Webhook, type Webhooks, webhook as webhookAnswer, webhooks as webhooksAnswer } from '../wire/webhooks.ts'
import { type WebhookState, type WebhooksOverview, webhooksOverview } from '../wire/webhooks-overview.ts'
import type { WebhookEventName } from '../wire/events.ts'
import { anything, call, find, queryString } from './call.ts'
import type { Transport } from './transport.ts'
import { type WebhookToSave, details } from './webhook-details.ts'
import { webhookDeliveryCalls } from './webhook-deliveries.ts'

/** Which webhooks. What is not given does not matter. */
export interface WebhooksQuestion {
  /** A part of the description, of the URL, or of a name or a label that it filters by, of any case. */
  readonly text?: string | undefined
  /** One that it is set off by. */
  readonly event?: WebhookEventName | undefined
  /** The name of the consumer or the provider that it filters by. */
  readonly pacticipant?: string | undefined
  readonly state?: WebhookState | undefined
  /** From 1. */
  readonly page?: number | undefined
  /** Webhooks on a page; 100 unless told otherwise. */
  readonly size?: number | undefined
}

function linksOf({ _links }: Webhooks): readonly { readonly href: string }[] {
  const found = _links['pb:webhooks'] ?? []
  return Array.isArray(found) ? found : [found]
}

export function webhookCalls(transport: Transport) {
  return {
    /**
     * All webhooks.
     *
     * @example
     * (await broker.listWebhooks()).map(({ description }) => description) // → []
     */
    async listWebhooks(): Promise<readonly Webhook[]> {
      const answer = await call(transport, { method: 'GET', url: paths.webhooks, answer: webhooksAnswer })
      return Promise.all(
        linksOf(answer).map(({ href }) => call(transport, { method: 'GET', url: href, answer: webhookAnswer })),
      )
    },

    /**
     * How each webhook stands, and what became of its newest delivery, page by page. Only Tallystick answers it.
     *
     * @example
     * const { counts } = await broker.getWebhooksOverview({ text: 'nothing is called like that' })
     * counts.webhooks // → 0
     */
    getWebhooksOverview(question: WebhooksQuestion = {}): Promise<WebhooksOverview> {
      const { text, page, size, ...others } = question
      const asked = { q: text, ...others, page: page?.toString(), size: size?.toString() }
      const url = paths.webhooksOverview + queryString(Object.entries(asked))
      return call(transport, { method: 'GET', url, answer: webhooksOverview })
    },

    /**
     * A webhook; undefined when there is none with that UUID.
     *
     * @example
     * await broker.findWebhook('nothing-has-this-uuid') // → undefined
     */
    findWebhook: (uuid: string): Promise<Webhook | undefined> =>
      find(transport, { method: 'GET', url: expand(paths.webhook, { uuid }), answer: webhookAnswer }),

    /**
     * Creates a webhook. Refused when the broker does not allow its method or its host.
     *
     * @example
     * const webhook = await broker.createWebhook({
     *   description: 'Verify Stock',
     *   provider: { name: 'Stock' },
     *   events: ['contract_requiring_verification_published'],
     *   request: { method: 'POST', url: 'https://ci.example.org/stock' },
     * })
     * webhook.enabled // → true
     */
    createWebhook: (webhook: WebhookToSave): Promise<Webhook> =>
      call(transport, { method: 'POST', url: paths.webhooks, body: details(webhook), answer: webhookAnswer }),

    /**
     * Creates a webhook with a UUID of your choice, or replaces it; secrets that are not given are kept.
     *
     * @example
     * const uuid = 'c3f0bdae-6a3b-4a51-9a4c-2f8a1d5e7b10'
     * const events = ['provider_verification_failed'] as const
     * const request = { method: 'POST', url: 'https://chat.example.org/${pactbroker.providerName}' }
     * (await broker.saveWebhook(uuid, { events, request })).uuid // → uuid
     */
    saveWebhook: (uuid: string, webhook: WebhookToSave): Promise<Webhook> =>
      call(transport, {
        method: 'PUT',
        url: expand(paths.webhook, { uuid }),
        body: details(webhook),
        answer: webhookAnswer,
      }),

    /**
     * Deletes a webhook. What it sent stays on record.
     *
     * @example
     * const { uuid } = await broker.createWebhook({
     *   events: ['contract_published'],
     *   request: { method: 'POST', url: 'https://ci.example.org/build' },
     * })
     * await broker.deleteWebhook(uuid)
     */
    async deleteWebhook(uuid: string): Promise<void> {
      await call(transport, { method: 'DELETE', url: expand(paths.webhook, { uuid }), answer: anything })
    },

    ...webhookDeliveryCalls(transport),
  }
}
