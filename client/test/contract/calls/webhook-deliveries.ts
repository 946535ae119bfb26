import { describe } from 'vitest'
import { z } from 'zod'
import {
  triggeredWebhook,
  webhookExecution,
  webhookPreview,
  webhooksOverview,
  webhooksOverviewItem,
} from '../../../src/wire/index.ts'
import { anyLinks, at, example, linkTo, refusal, webhookUuid, webhookWith } from '../support/answers.ts'
import { call, gives, hal, isRefused } from '../support/tally.ts'

const known = { name: 'a webhook', params: { uuid: webhookUuid, provider: 'Stock' } }
const path = `/webhooks/${webhookUuid}`
const events = ['contract_published'] as const
const nobody = '0ca123cd-071a-4aca-b4e9-d7376d0c6d6e'
const page = { number: 1, size: 10, totalElements: 1, totalPages: 1 }
const counts = { totalElements: z.number().int(), totalPages: z.number().int() }

describe('how webhooks stand', () => {
  const item = webhooksOverviewItem.extend({ uuid: z.literal(webhookUuid), state: z.literal('unused') })
  gives(
    call('the webhooks that are unused', {
      states: known,
      request: { path: '/webhooks/overview', query: { q: 'stock', state: 'unused', page: '1', size: '10' } },
      response: {
        body: hal(
          example(webhooksOverview.extend({ _embedded: z.object({ webhooks: z.array(item).min(1) }) }), {
            counts: { webhooks: 1, states: { paused: 0, failing: 0, waiting: 0, unused: 1, working: 0, disabled: 0 } },
            _embedded: {
              webhooks: [
                {
                  uuid: webhookUuid,
                  description: 'Verify Stock',
                  provider: { name: 'Stock' },
                  enabled: true,
                  events: [{ name: 'contract_published' }],
                  request: { method: 'POST', url: 'https://ci.example.org/stock' },
                  state: 'unused',
                  lastDelivery: null,
                  _links: linkTo(path, 'pb:webhook'),
                },
              ],
            },
            page,
            _links: linkTo('/webhooks/overview'),
          }),
        ),
      },
    }),
    (broker) => broker.getWebhooksOverview({ text: 'stock', state: 'unused', page: 1, size: 10 }),
  )

  gives(
    call('a webhook whose target is to be tried again', {
      states: known,
      request: { method: 'POST', path: `${path}/resume`, body: {} },
      response: { body: hal(webhookWith(z.literal(webhookUuid))) },
    }),
    (broker) => broker.resumeWebhook(webhookUuid),
  )
})

describe('webhooks that are being written', () => {
  const draft = { event: 'branch_created', request: { url: 'https://ci.example.org/${pactbroker.eventName}' } } as const
  gives(
    call('the preview of a webhook', {
      request: { method: 'POST', path: '/webhooks/preview', body: draft },
      response: {
        body: hal(
          example(
            webhookPreview.extend({
              request: webhookPreview.shape.request.extend({ url: z.literal('https://ci.example.org/branch_created') }),
            }),
            {
              request: {
                method: 'POST',
                url: 'https://ci.example.org/branch_created',
                headers: { 'user-agent': 'Tallystick' },
              },
              parameters: [{ name: 'eventName', description: 'The event', value: 'branch_created' }],
              unknownParameters: [],
              _links: linkTo('/webhooks/preview'),
            },
          ),
        ),
      },
    }),
    (broker) => broker.previewWebhook(draft),
  )

  const request = { method: 'POST', url: 'https://nowhere.invalid/' }
  gives(
    call('a webhook that is not saved, is tried out, and whose target is away', {
      request: {
        method: 'POST',
        path: '/webhooks/execute',
        body: { events: [{ name: 'contract_published' }], request },
      },
      response: {
        body: hal(
          example(webhookExecution.extend({ success: z.literal(false) }), {
            request: { headers: { 'user-agent': 'Tallystick' }, url: '/' },
            error: { message: 'the target cannot be reached' },
            logs: 'the target cannot be reached',
            success: false,
            _links: linkTo('/webhooks/execute', 'try-again'),
          }),
        ),
      },
    }),
    (broker) => broker.testUnsavedWebhook({ events, request }),
  )
})

describe('deliveries', () => {
  const delivery = example(triggeredWebhook.extend({ eventName: z.literal('contract_published') }), {
    uuid: nobody,
    name: 'POST ci.example.org',
    status: 'not_run',
    attemptsMade: 0,
    attemptsRemaining: 7,
    triggerType: 'resource_creation',
    eventName: 'contract_published',
    consumerName: 'Shop',
    providerName: 'Stock',
    triggeredAt: at,
    _links: linkTo(`/triggered-webhooks/${nobody}`),
  })
  gives(
    call('a page of what a webhook has sent', {
      states: { name: 'a webhook that has something to deliver', params: { uuid: webhookUuid, provider: 'Stock' } },
      request: { path: `${path}/triggered-webhooks`, query: { page: '1', size: '10' } },
      response: {
        body: hal(
          z.object({
            _embedded: z.object({ triggeredWebhooks: z.array(delivery).min(1) }),
            page: example(z.object({ number: z.literal(1), size: z.literal(10) }).extend(counts), page),
            _links: anyLinks,
          }),
        ),
      },
    }),
    (broker) => broker.getWebhookDeliveries(webhookUuid, { page: 1, size: 10 }),
  )

  const missing = { status: 404, body: hal(refusal('The requested document was not found on this server.')) }
  gives(
    call('a delivery that is not there', {
      request: { path: `/triggered-webhooks/${nobody}` },
      response: missing,
    }),
    (broker) => broker.findWebhookDelivery(nobody),
    () => undefined,
  )

  isRefused(
    call('a delivery that is not there, once more', {
      request: { method: 'POST', path: `/triggered-webhooks/${nobody}/redeliver`, body: {} },
      response: missing,
    }),
    (broker) => broker.redeliverWebhook(nobody),
    { status: 404, message: 'The requested document was not found on this server.' },
  )
})
