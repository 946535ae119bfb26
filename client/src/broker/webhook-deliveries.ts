import type { WebhookEventName } from '../wire/events.ts'
import { expand, paths } from '../wire/paths.ts'
import {
  type TriggeredWebhook,
  type TriggeredWebhookDetails,
  type TriggeredWebhooks,
  type WebhookExecution,
  triggeredWebhook,
  triggeredWebhookDetails,
  triggeredWebhooks,
  webhookExecution,
} from '../wire/triggered-webhooks.ts'
import { type WebhookPreview, webhookPreview } from '../wire/webhook-preview.ts'
import { type Webhook, webhook as webhookAnswer } from '../wire/webhooks.ts'
import { call, find, queryString } from './call.ts'
import type { Transport } from './transport.ts'
import { type WebhookToSave, details } from './webhook-details.ts'

/** A webhook that is being written, as far as it is there, and an event to see it filled with. */
export interface WebhookDraft extends Partial<Pick<WebhookToSave, 'consumer' | 'provider'>> {
  readonly event: WebhookEventName
  readonly request: Partial<Omit<WebhookToSave['request'], 'password'>>
  /** Whether it has a signing secret. */
  readonly isSigned?: boolean | undefined
}

/** Which part of the deliveries. */
export interface DeliveriesPage {
  /** From 1. */
  readonly page?: number | undefined
  readonly size?: number | undefined
}

/** What a webhook sends, has sent, and would send. */
export function webhookDeliveryCalls(transport: Transport) {
  return {
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
     * Calls a webhook that is not saved once, to try it out. Nothing of it is kept.
     *
     * @example
     * const request = { method: 'POST', url: 'https://nowhere.invalid/build' }
     * (await broker.testUnsavedWebhook({ events: ['contract_published'], request })).success // → false
     */
    testUnsavedWebhook: (webhook: WebhookToSave): Promise<WebhookExecution> =>
      call(transport, {
        method: 'POST',
        url: paths.executeUnsavedWebhook,
        body: details(webhook),
        answer: webhookExecution,
      }),

    /**
     * The request of a webhook as it would be sent for an example of an event, with all the parameters that there are.
     * Nothing is sent. Only Tallystick answers it.
     *
     * @example
     * const { request } = await broker.previewWebhook({
     *   event: 'branch_created',
     *   request: { url: 'https://ci.example.org/${pactbroker.branchName}' },
     * })
     * request.url // → 'https://ci.example.org/feat%2Fcheckout'
     */
    previewWebhook: (draft: WebhookDraft): Promise<WebhookPreview> =>
      call(transport, { method: 'POST', url: paths.previewWebhook, body: draft, answer: webhookPreview }),

    /**
     * Has the target of a webhook tried again at once, where it is paused since it failed so often. Only Tallystick does.
     *
     * @example
     * const { uuid } = await broker.createWebhook({
     *   events: ['contract_published'],
     *   request: { method: 'POST', url: 'https://ci.example.org/build' },
     * })
     * (await broker.resumeWebhook(uuid)).paused // → undefined
     */
    resumeWebhook: (uuid: string): Promise<Webhook> =>
      call(transport, {
        method: 'POST',
        url: expand(paths.resumeWebhook, { uuid }),
        body: {},
        answer: webhookAnswer,
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

    /**
     * A page of what a webhook has sent, the newest first. Only Tallystick answers it.
     *
     * @example
     * const { uuid } = await broker.createWebhook({
     *   events: ['contract_published'],
     *   request: { method: 'POST', url: 'https://ci.example.org/build' },
     * })
     * (await broker.getWebhookDeliveries(uuid, { page: 1, size: 20 })).page?.totalElements // → 0
     */
    getWebhookDeliveries(uuid: string, { page, size }: DeliveriesPage = {}): Promise<TriggeredWebhooks> {
      const asked = queryString(Object.entries({ page: page?.toString(), size: size?.toString() }))
      const url = expand(paths.webhookDeliveries, { uuid }) + asked
      return call(transport, { method: 'GET', url, answer: triggeredWebhooks })
    },

    /**
     * A delivery with each of its attempts; undefined when there is none with that UUID.
     *
     * @example
     * await broker.findWebhookDelivery('nothing-has-this-uuid') // → undefined
     */
    findWebhookDelivery: (uuid: string): Promise<TriggeredWebhookDetails | undefined> =>
      find(transport, {
        method: 'GET',
        url: expand(paths.triggeredWebhook, { uuid }),
        answer: triggeredWebhookDetails,
      }),

    /**
     * Delivers the same again, as a new delivery with all its attempts. Refused when the webhook is disabled or deleted.
     *
     * @example
     * const uuid = 'nothing-has-this-uuid'
     * await broker.redeliverWebhook(uuid).catch(({ status }) => status) // → 404
     */
    redeliverWebhook: (uuid: string): Promise<TriggeredWebhook> =>
      call(transport, {
        method: 'POST',
        url: expand(paths.redeliverTriggeredWebhook, { uuid }),
        body: {},
        answer: triggeredWebhook,
      }),
  }
}
