// How the webhooks stand, how one would look, and targets that are tried again when a person says so.

import * as wire from '@tallystick/client/wire'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Receiver, callsLoopback, createWebhook, startReceiver } from '../support/webhook-receiver.ts'

let broker: TestBroker

async function delivered(uuid: string, ...statuses: readonly string[]) {
  for (const status of statuses) {
    await sql`
      insert into triggered_webhooks (uuid, webhook_id, webhook_uuid, event_name, event_context, status, attempts)
      select gen_random_uuid(), webhooks.id, webhooks.uuid, 'contract_published', '{}', ${status}, 1
      from webhooks where webhooks.uuid = ${uuid}`.execute(broker.db)
  }
}

async function paused(origin: string) {
  await sql`
    insert into webhook_targets (origin, consecutive_failures, last_error, paused_at, paused_until)
    values (${origin}, 5, 'it answered 503', now(), now() + interval '5 minutes')`.execute(broker.db)
}

beforeAll(async () => {
  broker = await startTestBroker()
  await broker.post('/pacticipants', { name: 'shop' })
  await broker.post('/pacticipants', { name: 'orders' })
  const at = (host: string) => `https://${host}/builds?for=\${pactbroker.consumerName}`
  const made = (description: string, host = 'ci.example.org', more = {}) =>
    createWebhook(broker, at(host), { description, ...more })
  await made('unused', 'ci.example.org', { consumer: { name: 'shop', branch: 'main' } })
  await delivered(await made('working'), 'failure', 'success')
  await delivered(await made('failing', 'ci.example.org', { provider: { name: 'orders' } }), 'success', 'retrying')
  await delivered(await made('waiting'), 'success', 'not_run')
  await delivered(await made('disabled', 'away.example.org', { enabled: false }), 'failure')
  await made('paused', 'AWAY.example.org:443', { events: [{ name: 'branch_created' }] })
  await paused('https://away.example.org')
})

afterAll(() => broker.stop())

async function ask(question = ''): Promise<wire.WebhooksOverview> {
  const { status, json } = await broker.get(`/webhooks/overview${question}`)
  expect(status).toBe(200)
  return wire.webhooksOverview.parse(json)
}

const told = ({ _embedded }: wire.WebhooksOverview) =>
  _embedded.webhooks.map(({ description, state }) => (description === state ? state : `${description} ${state}`))

describe('GET /webhooks/overview', () => {
  test('tells how each webhook stands, and what wants attention first', async () => {
    const overview = await ask()
    expect(told(overview)).toEqual(['paused', 'failing', 'waiting', 'unused', 'working', 'disabled'])
    expect(overview.counts).toEqual({
      webhooks: 6,
      states: { paused: 1, failing: 1, waiting: 1, unused: 1, working: 1, disabled: 1 },
    })
    expect(overview.page).toEqual({ number: 1, size: 100, totalElements: 6, totalPages: 1 })
  })

  test('tells what each is for, what became of its newest delivery, and when its target is tried again', async () => {
    const [failing] = (await ask('?q=failing'))._embedded.webhooks
    expect(failing).toMatchObject({
      provider: { name: 'orders' },
      events: [{ name: 'contract_published' }],
      request: { method: 'POST', url: 'https://ci.example.org/builds?for=${pactbroker.consumerName}' },
      lastDelivery: { status: 'retrying', eventName: 'contract_published' },
    })
    const [stopped] = (await ask('?state=paused'))._embedded.webhooks
    expect(stopped).toMatchObject({
      lastDelivery: null,
      paused: { reason: 'https://away.example.org failed 5 times in a row: it answered 503' },
    })
    const { json } = await broker.get(`/webhooks/${stopped?.uuid}`)
    expect(json.paused).toEqual(stopped?.paused)
    expect(json._links['pb:resume'].href).toBe(`${broker.url}/webhooks/${stopped?.uuid}/resume`)
  })

  test.each([
    ['?state=working', ['working']],
    ['?q=AWAY.example', ['paused', 'disabled']],
    ['?q=_', []],
    ['?event=branch_created', ['paused']],
    ['?pacticipant=shop', ['unused']],
    ['?pacticipant=orders&state=unused', []],
    ['?size=2&page=3', ['working', 'disabled']],
  ])('%s', async (question, expected) => {
    expect(told(await ask(question))).toEqual(expected)
  })

  test('names the pages beside, which are asked the same', async () => {
    const { _links } = await ask('?q=example&size=4')
    expect(_links['next']).toMatchObject({ href: `${broker.url}/webhooks/overview?q=example&size=4&page=2` })
  })

  test.each(['?state=odd', '?event=odd', '?page=0'])('refuses %s', async (question) => {
    expect((await broker.get(`/webhooks/overview${question}`)).status).toBe(400)
  })
})

describe('POST /webhooks/preview', () => {
  test('shows the request for an example of the event, and every parameter', async () => {
    const { status, json } = await broker.post('/webhooks/preview', {
      event: 'provider_verification_failed',
      consumer: { name: 'shop' },
      request: {
        method: 'POST',
        url: 'https://ci.example.org',
        headers: { Authorization: 'Bearer geheim' },
        body: '{"text":"${pactbroker.consumerName}: ${pactbroker.githubVerificationStatus}, ${pactbroker.no}"}',
      },
    })
    expect(status).toBe(200)
    const preview = wire.webhookPreview.parse(json)
    expect(preview.request).toMatchObject({
      headers: { authorization: '**********', 'content-type': 'application/json' },
      body: '{"text":"shop: failure, ${pactbroker.no}"}',
    })
    expect(preview.unknownParameters).toEqual(['no'])
    expect(preview.parameters.find(({ name }) => name === 'verificationResultUrl')?.value).toContain(broker.url)
  })

  test('wants to know the event', async () => {
    const { status, json } = await broker.post('/webhooks/preview', { event: 'odd', request: {} })
    expect(status).toBe(400)
    expect(Object.keys(json.errors)).toEqual(['event'])
  })
})

describe('a paused target', () => {
  let live: TestBroker
  let receiver: Receiver

  beforeAll(async () => {
    live = await startTestBroker({
      config: { ...callsLoopback, webhookPauseAfterFailures: 1, webhookPauseSeconds: 600 },
      runsJobs: true,
    })
    receiver = await startReceiver()
  })

  afterAll(async () => {
    await live.stop()
    await receiver.stop()
  })

  test('is tried at once when a person says so, and what waited is delivered', async () => {
    receiver.answerWith((_received, response) => response.writeHead(503).end())
    const uuid = await createWebhook(live, receiver.url)
    await new VerificationWorld(live).published('shop', '1', { for: 'orders', content: 'first' })
    await receiver.until(({ length }) => length === 1)
    await expect.poll(async () => (await live.get(`/webhooks/${uuid}`)).json.paused).toBeDefined()
    receiver.answerWith((_received, response) => response.end())
    expect((await live.post(`/webhooks/${uuid}/resume`)).status).toBe(200)
    await receiver.until(({ length }) => length === 2)
    await expect
      .poll(async () => (await live.get(`/webhooks/${uuid}/triggered-webhooks`)).json._embedded.triggeredWebhooks)
      .toMatchObject([{ status: 'success', attemptsMade: 2, consumerName: 'shop', providerName: 'orders' }])
    expect((await live.get(`/webhooks/${uuid}`)).json).not.toHaveProperty('paused')
    expect((await live.post(`/webhooks/${uuid}/resume`)).status).toBe(200)
  })

  test('is that of a webhook that is there', async () => {
    expect((await live.post('/webhooks/0123456789abcdefgh/resume')).status).toBe(404)
  })
})
