// Webhooks that are tried out, saved or not.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Receiver, callsLoopback, createWebhook, startReceiver } from '../support/webhook-receiver.ts'

let broker: TestBroker
let receiver: Receiver

beforeAll(async () => {
  broker = await startTestBroker({ config: { ...callsLoopback, webhookTimeoutSeconds: 1 } })
})

afterAll(() => broker.stop())

beforeEach(async () => {
  receiver = await startReceiver()
})

afterEach(() => receiver.stop())

const parameters = [
  'eventName',
  'consumerName',
  'consumerVersionNumber',
  'providerVersionNumber',
  'githubVerificationStatus',
]
const body = Object.fromEntries(parameters.map((name) => [name, `\${pactbroker.${name}}`]))

describe('a saved webhook', () => {
  test('is sent with words that stand for a contract, while there is none', async () => {
    const uuid = await createWebhook(broker, `${receiver.url}/a?b=c`, { request: { body } })
    const reply = await broker.post(`/webhooks/${uuid}/execute`)
    expect(reply.status).toBe(200)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      eventName: 'test',
      consumerName: 'placeholder-consumer',
      githubVerificationStatus: 'pending',
    })
    expect(reply.json).toMatchObject({
      success: true,
      request: { url: '/a?b=c', body: { eventName: 'test' }, headers: { 'content-type': 'application/json' } },
      response: { status: 200, body: 'fine' },
      _links: {
        webhook: { href: `${broker.url}/webhooks/${uuid}` },
        'try-again': { href: `${broker.url}/webhooks/${uuid}/execute` },
      },
    })
    expect(reply.json.logs).toContain('Successfully executed webhook')
  })

  test('is sent with the newest contract that it is for, and with its result where it waits for results', async () => {
    const world = new VerificationWorld(broker)
    await world.published('Web', '1', { for: 'Api', content: 'A' })
    await world.verified({ consumer: 'Web', provider: 'Api', content: 'A' }, 'p1', { success: false })
    await world.published('Other', '7', { for: 'Api', content: 'B' })
    const consumer = { name: 'Web' }
    const events = [{ name: 'provider_verification_published' }]
    const uuid = await createWebhook(broker, receiver.url, { consumer, events, request: { body } })
    const noted = () => broker.db.selectFrom('triggered_webhooks').select('id').execute()
    const before = await noted()
    await broker.post(`/webhooks/${uuid}/execute`)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({
      eventName: 'test',
      consumerName: 'Web',
      consumerVersionNumber: '1',
      providerVersionNumber: 'p1',
      githubVerificationStatus: 'failure',
    })
    expect(await noted()).toEqual(before)
  })

  test('shows no credentials', async () => {
    const uuid = await createWebhook(broker, receiver.url, { request: { username: 'ann', password: 'geheim' } })
    const reply = await broker.post(`/webhooks/${uuid}/execute`)
    expect(receiver.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:geheim').toString('base64')}`)
    expect(reply.json.request.headers.authorization).toBe('**********')
    expect(reply.text).not.toContain(Buffer.from('ann:geheim').toString('base64'))
  })

  test('that does not answer is waited for as long as a call may take, and no longer', async () => {
    receiver.answerWith(() => {})
    const uuid = await createWebhook(broker, receiver.url)
    const before = performance.now()
    const reply = await broker.post(`/webhooks/${uuid}/execute`)
    expect(performance.now() - before).toBeLessThan(5000)
    expect(reply.json).toMatchObject({
      success: false,
      error: { message: 'No complete answer came within 1 seconds' },
    })
    expect(reply.json.logs).toContain('Webhook execution failed')
  })

  test('must be there', async () => {
    expect((await broker.post('/webhooks/0123456789abcdefgh/execute')).status).toBe(404)
  })
})

describe('a webhook that is not saved', () => {
  test('is sent all the same', async () => {
    const reply = await broker.post('/webhooks/execute', {
      request: { method: 'POST', url: receiver.url, body: 'hello' },
    })
    expect(reply.status).toBe(200)
    expect(receiver.received[0]).toMatchObject({ method: 'POST', body: 'hello' })
    expect(reply.json._links).not.toHaveProperty('webhook')
  })

  test('must be right', async () => {
    const wrong = await broker.post('/webhooks/execute', { request: { method: 'POST', url: 'https://example.org/' } })
    expect(wrong.status).toBe(400)
    expect(wrong.json.errors['request.url'][0]).toContain('whitelist')
    expect((await broker.post('/webhooks/execute', {})).status).toBe(400)
  })
})

describe('without a list of hosts', () => {
  let open: TestBroker

  beforeAll(async () => {
    open = await startTestBroker({ config: { webhookSchemeWhitelist: ['http'], webhookAllowPrivateAddresses: true } })
  })

  afterAll(() => open.stop())

  test('nothing is shown of an answer but its status', async () => {
    receiver.answerWith((_received, response) => response.writeHead(418, { 'x-inside': 'secret' }).end('secret'))
    const reply = await open.post('/webhooks/execute', { request: { method: 'POST', url: receiver.url } })
    expect(reply.json).toMatchObject({ success: false, response: { status: 418 } })
    expect(reply.json.message).toContain('webhook_host_whitelist')
    expect(reply.text).not.toContain('secret')
  })
})

describe('as long as nobody says otherwise', () => {
  let strict: TestBroker

  beforeAll(async () => {
    strict = await startTestBroker()
  })

  afterAll(() => strict.stop())

  test.each(['https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/latest/meta-data', 'https://10.1.2.3/'])(
    '%s is not called',
    async (url) => {
      const reply = await strict.post('/webhooks/execute', { request: { method: 'POST', url } })
      expect(reply.status).toBe(400)
    },
  )

  test('neither is a private address that a name leads to', async () => {
    // Resolvers give the loopback address for every name below localhost, though nothing says so in the URL's form.
    const row = {
      method: 'POST',
      url: 'https://localhost./',
      uuid: '0123456789abcdefgh',
      events: ['contract_published'],
    }
    await strict.db.insertInto('webhooks').values(row).execute()
    const reply = await strict.post('/webhooks/0123456789abcdefgh/execute')
    expect(reply.json.success).toBe(false)
    expect(reply.json.error.message).toMatch(/public/)
  })
})
