import { expand, paths } from '../wire/paths.ts'
import {
  type TriggeredWebhook,
  type WebhookExecution,
  triggeredWebhooks,
  webhookExecution,
} from '../wire/triggered-webhooks.ts'
import { type Webhook, type Webhooks, webhook as webhookAnswer, webhooks as webhooksAnswer } from '../wire/webhooks.ts'
import type { WebhookEventName } from '../wire/events.ts'
import { anything, call, find } from './call.ts'
import type { Transport } from './transport.ts'

/** Whose events: of one application by its name, or of all that have a label. */
export interface WebhookScope {
  readonly name?: string | undefined
  readonly label?: string | undefined
}

/** A webhook as it is to be. `${pactbroker.consumerName}` and the like in the request stand for what happened. */
export interface WebhookToSave {
  readonly description?: string | undefined
  readonly consumer?: WebhookScope | undefined
  readonly provider?: WebhookScope | undefined
  readonly events: readonly WebhookEventName[]
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers?: Readonly<Record<string, string>> | undefined
    /** Text is sent as it is, anything else as JSON. */
    readonly body?: unknown
    readonly username?: string | undefined
    readonly password?: string | undefined
  }
  /** For PactFlow. */
  readonly teamUuid?: string | undefined
}

function details({ events, ...webhook }: WebhookToSave) {
  return { ...webhook, events: events.map((name) => ({ name })) }
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

    /**
     * Calls a webhook once, to try it out, with the newest contract and result that fit it, and gives what came of it.
     *
     * @example
     * const { uuid } = await broker.createWebhook({
     *   events: ['contract_published'],
     *   request: { method: 'POST', url: 'https://nowhere.invalid/build' },
     * })
     * (await broker.testWebhook(uuid)).success // → false
     */
    testWebhook: (uuid: string): Promise<WebhookExecution> =>
      call(transport, {
        method: 'POST',
        url: expand(paths.executeWebhook, { uuid }),
        body: {},
        answer: webhookExecution,
      }),

    /**
     * What a webhook has sent, the newest first. A Pact Broker does not tell: there it is refused with 404.
     *
     * @example
     * const { uuid } = await broker.createWebhook({
     *   events: ['contract_published'],
     *   request: { method: 'POST', url: 'https://ci.example.org/build' },
     * })
     * await broker.listWebhookDeliveries(uuid) // → []
     */
    async listWebhookDeliveries(uuid: string): Promise<readonly TriggeredWebhook[]> {
      const url = expand(paths.webhookDeliveries, { uuid })
      const { _embedded } = await call(transport, { method: 'GET', url, answer: triggeredWebhooks })
      return _embedded.triggeredWebhooks
    },
  }
}
