import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { together } from '../../../src/consumer/index.ts'
import { triggeredWebhook, webhookExecution } from '../../../src/wire/index.ts'
import { BROKER, call, clientOf, gives, hal, isRefused, tally } from '../support/tally.ts'
import { anyLinks, at, example, linkTo, misfit, refusal, webhookWith, webhookUuid } from '../support/answers.ts'

const known = { name: 'a webhook', params: { uuid: webhookUuid, provider: 'Stock' } }
const path = `/webhooks/${webhookUuid}`
const events = ['contract_published'] as const
const details = {
  description: 'Verify Stock',
  provider: { name: 'Stock' },
  request: {
    method: 'POST',
    url: 'https://ci.example.org/stock',
    headers: { 'x-build': 'stock' },
    body: { ref: 'main' },
  },
}
const saved = webhookWith(z.literal(webhookUuid))
const sent = { ...details, events: [{ name: 'contract_published' }] }

describe('webhooks', () => {
  const one = call('a webhook', { states: known, request: { path }, response: { body: hal(saved) } })
  gives(one, (broker) => broker.findWebhook(webhookUuid))

  const links = example(
    z.object({ _links: z.object({ 'pb:webhooks': z.array(z.object({ href: z.string() })).min(1) }) }),
    {
      _links: { 'pb:webhooks': [{ href: BROKER + path }] },
    },
  )
  const all = call('all webhooks', { states: known, request: { path: '/webhooks' }, response: { body: hal(links) } })
  test('all webhooks are read one by one', () =>
    together(all, one).run(async ({ url, replies }) => {
      expect(await clientOf(url).listWebhooks()).toEqual([replies[1]])
    }))

  const missing = call('a webhook that is not there', {
    request: { path },
    response: { status: 404, body: hal(refusal('There is no such webhook.')) },
  })
  gives(
    missing,
    (broker) => broker.findWebhook(webhookUuid),
    () => undefined,
  )

  gives(
    call('a new webhook', {
      states: { name: 'an application', params: { name: 'Stock' } },
      request: { method: 'POST', path: '/webhooks', body: sent },
      response: { status: 201, body: hal(webhookWith(z.string())) },
    }),
    (broker) => broker.createWebhook({ ...details, events }),
  )

  const put = call('a new webhook with a UUID', {
    states: { name: 'an application', params: { name: 'Stock' } },
    request: { method: 'PUT', path, body: sent },
    response: { status: 201, body: hal(saved) },
  })
  gives(put, (broker) => broker.saveWebhook(webhookUuid, { ...details, events }))
  test('tally create-or-update-webhook', () =>
    together(missing, put).run(async ({ url }) => {
      const { request } = details
      const args = ['--uuid', webhookUuid, '--description', details.description, '--provider', 'Stock']
      const what = ['--contract-published', '--request', request.method, '--header', 'x-build: stock']
      const data = ['--data', JSON.stringify(request.body)]
      const run = await tally(url, 'create-or-update-webhook', request.url, ...args, ...what, ...data)
      expect(run.code, run.output).toBe(0)
    }))

  isRefused(
    call('a new webhook for nothing', {
      request: { method: 'POST', path: '/webhooks', body: { ...details, events: [] } },
      response: { status: 400, body: hal(misfit('events', 'size cannot be less than 1')) },
    }),
    (broker) => broker.createWebhook({ ...details, events: [] }),
    { status: 400, message: 'events: size cannot be less than 1' },
  )

  gives(
    call('a webhook that is deleted', {
      states: known,
      request: { method: 'DELETE', path },
      response: { status: 204 },
    }),
    (broker) => broker.deleteWebhook(webhookUuid),
    () => undefined,
  )

  gives(
    call('a webhook that is tried out, and whose target is away', {
      states: { name: 'a webhook that leads nowhere', params: { uuid: webhookUuid } },
      request: { method: 'POST', path: `${path}/execute`, body: {} },
      response: {
        body: hal(
          example(webhookExecution.extend({ success: z.literal(false) }), {
            request: { headers: { 'user-agent': 'Tallystick' }, url: '/' },
            error: { message: 'the target cannot be reached' },
            logs: 'the target cannot be reached',
            success: false,
            _links: linkTo(path, 'webhook'),
          }),
        ),
      },
    }),
    (broker) => broker.testWebhook(webhookUuid),
  )

  gives(
    call('what a webhook has sent', {
      states: { name: 'a webhook that has something to deliver', params: { uuid: webhookUuid, provider: 'Stock' } },
      request: { path: `${path}/triggered-webhooks` },
      response: {
        body: hal(
          z.object({
            _embedded: z.object({
              triggeredWebhooks: z
                .array(
                  example(triggeredWebhook.extend({ eventName: z.literal('contract_published') }), {
                    uuid: '0ca123cd-071a-4aca-b4e9-d7376d0c6d6e',
                    name: 'POST ci.example.org',
                    status: 'not_run',
                    attemptsMade: 0,
                    attemptsRemaining: 7,
                    triggerType: 'resource_creation',
                    eventName: 'contract_published',
                    triggeredAt: at,
                    _links: linkTo('/triggered-webhooks/0ca123cd-071a-4aca-b4e9-d7376d0c6d6e'),
                  }),
                )
                .min(1),
            }),
            _links: anyLinks,
          }),
        ),
      },
    }),
    (broker) => broker.listWebhookDeliveries(webhookUuid),
    (reply) => reply._embedded.triggeredWebhooks,
  )
})
