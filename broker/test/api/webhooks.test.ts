import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { openSecrets } from '../../src/kernel/secrets.ts'
import { deliverableOf } from '../../src/webhooks/deliverable.ts'
import { resealSecrets } from '../../src/webhooks/webhooks.command.ts'
import { findWebhook } from '../../src/webhooks/webhooks.sql.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  for (const name of ['Shop', 'Stock']) await broker.post('/pacticipants', { name })
})

afterAll(() => broker.stop())

const url = 'https://example.org/hook'
const request = { method: 'POST', url }
const stars = '**********'
const see = 'See /doc/webhooks#whitelist for more information.'
const complete = {
  description: 'Build the provider',
  consumer: { name: 'Shop' },
  provider: { name: 'Stock' },
  enabled: false,
  events: [{ name: 'contract_published' }, { name: 'provider_verification_failed' }],
  request: {
    method: 'POST',
    url,
    headers: { 'X-Auth-Token': 'secret-1', Accept: 'text/plain', Authorization: 'Bearer ${pactbroker.buildUrl}' },
    body: { pact: '${pactbroker.pactUrl}' },
    username: 'ann',
    password: 'secret-2',
  },
  signingSecret: 'secret-3-of-sixteen',
}

let count = 0
function newAddress() {
  count += 1
  return `/webhooks/webhook-of-tests-${count}`
}

async function created(details: object, path = '/webhooks') {
  const reply = await broker.post(path, details)
  expect([reply.status, reply.json]).toMatchObject([201, { uuid: expect.any(String) }])
  return reply.json
}

async function stored(uuid: string) {
  const row = await findWebhook(broker.db, uuid)
  if (!row) throw new Error(`${uuid} is not stored`)
  return row
}

const sent = async (uuid: string) => deliverableOf(await stored(uuid), broker.context.secrets).request

describe('POST /webhooks', () => {
  test('creates a webhook, for everything and for changed contracts where nothing else is said', async () => {
    const { status, headers, json } = await broker.post('/webhooks', { request })
    expect(json.uuid).toMatch(/^[\w-]{22}$/)
    const address = `${broker.url}/webhooks/${json.uuid}`
    expect([status, headers.get('location')]).toEqual([201, address])
    expect(json).toEqual({
      uuid: json.uuid,
      description: 'POST example.org',
      enabled: true,
      request: { method: 'POST', url },
      events: [{ name: 'contract_content_changed' }],
      createdAt: expect.any(String),
      _links: {
        self: { title: 'POST example.org', href: address },
        'pb:execute': {
          title:
            'Test the execution of the webhook with the latest matching pact or verification by sending a POST request to this URL',
          href: `${address}/execute`,
        },
        'pb:triggered-webhooks': { title: 'Deliveries of this webhook', href: `${address}/triggered-webhooks` },
        'pb:webhooks': { title: 'All webhooks', href: `${broker.url}/webhooks` },
      },
    })
    expect(wire.webhook.parse(json)).toEqual(json)
    expect((await broker.get(address)).json).toEqual(json)
  })

  test('keeps all that is said of it, header names in lower case and secrets starred', async () => {
    const json = await created({ ...complete, teamUuid: 'x', uuid: 'ignored' })
    const pair = '/webhooks/provider/Stock/consumer/Shop'
    expect(json).toEqual({
      uuid: expect.not.stringMatching('ignored'),
      description: 'Build the provider',
      consumer: { name: 'Shop' },
      provider: { name: 'Stock' },
      enabled: false,
      request: {
        method: 'POST',
        url,
        headers: { 'x-auth-token': stars, accept: 'text/plain', authorization: 'Bearer ${pactbroker.buildUrl}' },
        body: { pact: '${pactbroker.pactUrl}' },
        username: 'ann',
        password: stars,
      },
      events: [{ name: 'contract_published' }, { name: 'provider_verification_failed' }],
      signingSecret: stars,
      createdAt: expect.any(String),
      _links: expect.objectContaining({
        'pb:consumer': { title: 'Consumer', name: 'Shop', href: `${broker.url}/pacticipants/Shop` },
        'pb:provider': { title: 'Provider', name: 'Stock', href: `${broker.url}/pacticipants/Stock` },
        'pb:pact-webhooks': { title: 'All webhooks for consumer Shop and provider Stock', href: broker.url + pair },
      }),
    })
  })

  test('is for labels and branches too', async () => {
    const consumer = { label: 'web', mainBranch: true }
    const json = await created({ consumer, provider: { branch: 'feat/x' }, request })
    expect([json.consumer, json.provider]).toEqual([consumer, { branch: 'feat/x' }])
    expect(json._links['pb:consumers']).toEqual({
      title: 'Consumers by label',
      name: 'web',
      href: `${broker.url}/pacticipants/label/web`,
    })
    for (const absent of ['pb:consumer', 'pb:provider', 'pb:providers', 'pb:pact-webhooks']) {
      expect(json._links).not.toHaveProperty(absent)
    }
  })

  test.each([[null], [undefined]])('takes %s for what is not said', async (nothing) => {
    const details = { description: nothing, consumer: nothing, events: nothing, signingSecret: nothing }
    const empty = { headers: nothing, body: nothing, username: nothing, password: nothing }
    const json = await created({ ...details, request: { ...request, ...empty } })
    expect(json.request).toEqual(request)
    expect(json.events).toEqual([{ name: 'contract_content_changed' }])
    expect((await sent(json.uuid)).body).toBeNull()
  })

  test.each([[{ a: [1, null, 'x'] }], [[]], ['text'], ['{"a": 1}'], [false], [0], ['']])(
    'keeps the body %j',
    async (body) => {
      const json = await created({ request: { ...request, body } })
      expect(json.request.body).toEqual(body)
      expect((await sent(json.uuid)).body).toEqual(body)
    },
  )

  test('names an event once', async () => {
    const events = ['branch_created', 'deployment_recorded', 'branch_created'].map((name) => ({ name }))
    expect((await created({ events, request })).events).toEqual(events.slice(0, 2))
  })
})

const names = wire.webhookEventNames.join(', ')

describe('what is wrong is refused', () => {
  test.each<[object, Record<string, string[]>]>([
    [{}, { request: ['is missing'] }],
    [{ request: 3 }, { request: ['must be a hash'] }],
    [{ request: {} }, { 'request.method': ['is missing'], 'request.url': ['is missing'] }],
    [{ request: { method: '', url: '' } }, { 'request.method': ['must be filled'], 'request.url': ['must be filled'] }],
    [
      { request: { method: 3, url: null } },
      { 'request.method': ['must be a string'], 'request.url': ['must be a string'] },
    ],
    [{ request: { ...request, method: 'GET' } }, { 'request.method': [`must be POST. ${see}`] }],
    [{ request: { ...request, method: 'FOO' } }, { 'request.method': ['is not a recognised HTTP method'] }],
    [{ request: { ...request, url: 'x' } }, { 'request.url': ['is not a valid URL eg. http://example.org'] }],
    [{ request: { ...request, url: 'http://x.org' } }, { 'request.url': [`scheme must be https. ${see}`] }],
    [
      { request: { ...request, url: 'https://${pactbroker.consumerName}.org' } },
      { 'request.url': ['cannot have a template parameter in the host'] },
    ],
    [
      { request: { ...request, url: 'https://169.254.169.254/' } },
      { 'request.url': [`host must be public: 169.254.169.254 leads to this machine or a private network. ${see}`] },
    ],
    [{ request: { ...request, headers: 3 } }, { 'request.headers': ['must be a hash'] }],
    [{ request: { ...request, headers: { A: 3 } } }, { 'request.headers.A': ['must be a string'] }],
    [
      { request: { ...request, headers: { A: 'x\ny' } } },
      { 'request.headers.A': ['cannot contain multiple lines or control characters'] },
    ],
    [{ request: { ...request, username: 3 } }, { 'request.username': ['must be a string'] }],
    [{ request, events: [] }, { events: ['size cannot be less than 1'] }],
    [{ request, events: 'x' }, { events: ['must be an array'] }],
    [
      { request, events: [{ name: 'x' }, {}, { name: '' }, 5] },
      {
        events: [
          `name must be one of: ${names} (at index 0)`,
          'name is missing (at index 1)',
          'name must be filled (at index 2)',
          'must be a hash (at index 3)',
        ],
      },
    ],
    [{ request, enabled: null }, { enabled: ['must be boolean'] }],
    [{ request, consumer: 3 }, { consumer: ['must be a hash'] }],
    [{ request, consumer: {} }, { 'consumer.name': ['cannot be blank'] }],
    [{ request, provider: { name: 'Nobody' } }, { 'provider.name': ['does not match an existing pacticipant'] }],
    [
      { request, consumer: { name: 'Shop', label: 'web' } },
      { 'consumer.label': ['name and label cannot be provided at the same time'] },
    ],
    [{ request, signingSecret: 'short' }, { signingSecret: ['must have at least 16 characters'] }],
    [
      { request: { ...request, password: '***', headers: { Cookie: '*' } } },
      {
        'request.headers.Cookie': ['is a placeholder: there is no value to keep. Send the value itself.'],
        'request.password': ['is a placeholder: there is no value to keep. Send the value itself.'],
      },
    ],
  ])('%j', async (body, errors) => {
    for (const reply of [await broker.post('/webhooks', body), await broker.put(newAddress(), body)]) {
      expect([reply.status, reply.json]).toEqual([400, { errors }])
    }
  })

  test('by what the configuration allows', async () => {
    const config = {
      webhookHttpMethodWhitelist: ['POST', 'PUT'],
      webhookSchemeWhitelist: ['http', 'https'],
      webhookHostWhitelist: ['*.example.org', '10.0.0.0/8'],
    }
    const own = await startTestBroker({ config })
    expect((await own.post('/webhooks', { request: { method: 'put', url: 'http://ci.example.org' } })).status).toBe(201)
    expect((await own.post('/webhooks', { request: { method: 'POST', url: 'http://10.1.1.1' } })).status).toBe(201)
    const { json } = await own.post('/webhooks', { request: { method: 'GET', url: 'http://example.net' } })
    expect(json.errors).toEqual({
      'request.method': [`must be one of POST, PUT. ${see}`],
      'request.url': [`host must be in the whitelist "*.example.org", "10.0.0.0/8". ${see}`],
    })
    await own.stop()
  })
})

describe('PUT /webhooks/{uuid}', () => {
  test('creates a webhook with that UUID', async () => {
    const path = newAddress()
    const { status, headers, json } = await broker.put(path, complete)
    expect([status, headers.get('location'), json.uuid]).toEqual([201, broker.url + path, path.split('/').at(-1)])
  })

  test('replaces everything but the secrets', async () => {
    const path = newAddress()
    const before = await broker.put(path, complete)
    await sql`update webhooks set created_at = now() - interval '1 hour'`.execute(broker.db)
    const { status, json } = await broker.put(path, { request: { ...request, headers: { 'x-auth-token': stars } } })
    expect(status).toBe(200)
    expect(json).toMatchObject({ description: 'POST example.org', enabled: true, createdAt: expect.any(String) })
    expect(json.updatedAt).toBe(before.json.createdAt)
    expect(json.events).toEqual([{ name: 'contract_content_changed' }])
    expect(json).not.toHaveProperty('consumer')
    expect(json.request).toEqual({ ...request, headers: { 'x-auth-token': stars }, password: stars })
    expect(json.signingSecret).toBe(stars)
    expect(await sent(json.uuid)).toMatchObject({
      headers: { 'x-auth-token': 'secret-1' },
      password: 'secret-2',
      username: null,
      body: null,
    })
    expect(deliverableOf(await stored(json.uuid), broker.context.secrets).signingSecret).toBe('secret-3-of-sixteen')
  })

  test('keeps what is starred as it is when its representation is sent back', async () => {
    const path = newAddress()
    await broker.put(path, complete)
    const shown = (await broker.get(path)).json
    const again = await broker.put(path, shown)
    expect({ ...again.json, updatedAt: undefined }).toEqual({ ...shown, updatedAt: undefined })
    expect(await sent(shown.uuid)).toMatchObject({
      headers: {
        'x-auth-token': 'secret-1',
        accept: 'text/plain',
        authorization: 'Bearer ${pactbroker.buildUrl}',
      },
      password: 'secret-2',
    })
  })

  test('replaces secrets that are sent, and removes those that are null', async () => {
    const path = newAddress()
    await broker.put(path, complete)
    const headers = { 'X-Auth-Token': 'another', Cookie: 'a=b' }
    const { json } = await broker.put(path, { request: { ...request, headers, password: null }, signingSecret: null })
    expect(json.request).toEqual({ ...request, headers: { 'x-auth-token': stars, cookie: stars } })
    expect(json).not.toHaveProperty('signingSecret')
    expect((await sent(json.uuid)).headers).toEqual({ 'x-auth-token': 'another', cookie: 'a=b' })
    await broker.put(path, { request })
    expect((await stored(json.uuid)).secrets).toBeNull()
  })

  test('takes a UUID of 16 or more letters, digits, _ and -', async () => {
    const sentence =
      'The UUID can only contain the characters A-Z, a-z, 0-9, _ and -, and must be 16 or more characters.'
    for (const uuid of ['short', '0123456789abcdef!']) {
      const { status, json } = await broker.put(`/webhooks/${uuid}`, { request })
      expect([status, json]).toEqual([400, { errors: { uuid: [sentence] } }])
    }
  })

  test('creates one of twenty at the same time; the others replace it', async () => {
    const path = newAddress()
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => broker.put(path, { ...complete, description: `number ${index}` })),
    )
    const statuses = replies.map(({ status }) => status).toSorted((a, b) => a - b)
    expect(statuses).toEqual([...Array(19).fill(200), 201])
    expect((await sent(replies[0]?.json.uuid)).password).toBe('secret-2')
  })

  test('and DELETE at the same time leave one of both, and no error', async () => {
    const path = newAddress()
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? broker.put(path, complete) : broker.del(path))),
    )
    for (const { status } of replies) expect([200, 201, 204, 404]).toContain(status)
  })
})

describe('secrets', () => {
  const texts = ['secret-1', 'secret-2', 'secret-3-of-sixteen']

  test('are nowhere in clear: not in the database, not in the log, not in an answer', async () => {
    const lines: string[] = []
    const own = await startTestBroker({ logTo: { write: (line: string) => void lines.push(line) } })
    for (const name of ['Shop', 'Stock']) await own.post('/pacticipants', { name })
    const answers = [await own.put('/webhooks/0123456789abcdef', complete), await own.get('/webhooks/0123456789abcdef')]
    answers.push(await own.put('/webhooks/0123456789abcdef', { ...complete, consumer: {} }))
    const { rows } = await sql<{ text: string }>`select webhooks::text as text from webhooks`.execute(own.db)
    const seen = JSON.stringify([lines, rows, answers.map(({ text }) => text)])
    expect(lines.length).toBeGreaterThan(0)
    for (const text of texts) {
      expect(seen).not.toContain(text)
      expect(seen).not.toContain(Buffer.from(text).toString('hex'))
    }
    await own.stop()
  })

  test('are refused where there is no key, and only they', async () => {
    const own = await startTestBroker({ config: { encryptionKeys: [] } })
    const { status, json } = await own.post('/webhooks', {
      request: { ...request, password: 'x', headers: { 'X-Token': 'y' } },
      signingSecret: 'secret-3-of-sixteen',
    })
    const sentence =
      'cannot be stored: there is no key to encrypt it with. Set TALLYSTICK_ENCRYPTION_KEYS where the broker is started.'
    expect([status, json]).toEqual([
      400,
      {
        errors: { 'request.headers.x-token': [sentence], 'request.password': [sentence], signingSecret: [sentence] },
      },
    ])
    const headers = { Authorization: 'Bearer ${pactbroker.buildUrl}' }
    expect((await own.post('/webhooks', { request: { ...request, headers } })).status).toBe(201)
    await own.stop()
  })

  test('are sealed anew by the first key, and then open without the older one', async () => {
    const [older, newer] = ['an-older-phrase-for-keys', 'a-newer-phrase-for-keys']
    const own = await startTestBroker({ config: { encryptionKeys: [older] } })
    const { json } = await own.post('/webhooks', { ...complete, consumer: null, provider: null })
    const both = await openSecrets({ ...own.context.config, encryptionKeys: [newer, older], databaseUrl: 'x' })
    const only = await openSecrets({ ...own.context.config, encryptionKeys: [newer], databaseUrl: 'x' })
    const messages: string[] = []
    const note = (_: object, message?: string) => void messages.push(message ?? '')
    const log = { info: note, warn: note }
    await resealSecrets(own.db, only, log)
    await resealSecrets(own.db, both, log)
    await resealSecrets(own.db, both, log)
    expect(messages).toEqual([
      'The secrets of 1 webhook were encrypted with a key that is not in TALLYSTICK_ENCRYPTION_KEYS: add it, or send them anew',
      'Encrypted the secrets of 1 webhook with the first key',
    ])
    const row = await findWebhook(own.db, json.uuid)
    expect(row && deliverableOf(row, only).request.password).toBe('secret-2')
    await own.stop()
  })

  test('that cannot be opened any more have to be sent anew, or given up', async () => {
    const own = await startTestBroker()
    const path = '/webhooks/0123456789abcdef'
    await own.put(path, { ...complete, consumer: null, provider: null })
    const sealed = (
      await openSecrets({ ...own.context.config, encryptionKeys: ['lost-lost-lost-lost'], databaseUrl: 'x' })
    ).seal({
      headers: { 'x-auth-token': 'a' },
    })
    await sql`update webhooks set secrets = ${sealed}`.execute(own.db)
    expect((await own.get(path)).json.request).toMatchObject({ password: stars, headers: { 'x-auth-token': stars } })
    const headers = { 'x-auth-token': stars }
    const refused = await own.put(path, { request: { ...request, headers } })
    const sentence =
      'was encrypted with a key that is not in TALLYSTICK_ENCRYPTION_KEYS any more. Send it anew, or null for none.'
    expect([refused.status, refused.json]).toEqual([
      400,
      {
        errors: {
          'request.headers.x-auth-token': [sentence],
          'request.password': [sentence],
          signingSecret: [sentence],
        },
      },
    ])
    const anew = { request: { ...request, headers: { 'x-auth-token': 'b' }, password: null }, signingSecret: null }
    expect((await own.put(path, anew)).status).toBe(200)
    expect((await own.put(path, { request })).status).toBe(200)
    await own.stop()
  })
})

describe('DELETE /webhooks/{uuid}', () => {
  test('deletes a webhook, and not what it sent', async () => {
    const { uuid } = await created({ request })
    await sql`
      insert into triggered_webhooks (uuid, webhook_id, webhook_uuid, event_name, event_context, status)
      select 'sent', webhooks.id, webhooks.uuid, 'contract_published', '{}', 'success' from webhooks
      where webhooks.uuid = ${uuid}`.execute(broker.db)
    expect((await broker.del(`/webhooks/${uuid}`)).status).toBe(204)
    const { rows } = await sql`
      select triggered_webhooks.webhook_id as id, triggered_webhooks.webhook_uuid as uuid from triggered_webhooks`.execute(
      broker.db,
    )
    expect(rows).toEqual([{ id: null, uuid }])
    for (const reply of [await broker.get(`/webhooks/${uuid}`), await broker.del(`/webhooks/${uuid}`)]) {
      expect([reply.status, reply.json]).toEqual([404, { error: `No webhook with UUID '${uuid}' found` }])
    }
  })
})

describe('lists', () => {
  let own: TestBroker
  beforeAll(async () => {
    own = await startTestBroker()
    for (const name of ['Shop', 'Stock', 'Mail']) await own.post('/pacticipants', { name })
  })
  afterAll(() => own.stop())

  const links = async (path: string) => (await own.get(path)).json._links
  const titles = async (path: string) => (await links(path))['pb:webhooks'].map(({ title }: { title: string }) => title)

  test('are links, told apart by their scopes', async () => {
    const scopes = [
      {},
      { consumer: { name: 'Shop' } },
      { consumer: { label: 'web' } },
      { provider: { name: 'Stock' } },
      { provider: { label: 'api', mainBranch: true } },
      { consumer: { name: 'Shop' }, provider: { name: 'Stock' } },
      { consumer: { label: 'web' }, provider: { label: 'api' } },
      { consumer: { branch: 'dev' }, provider: { name: 'Stock', mainBranch: true } },
      { consumer: { mainBranch: true } },
    ]
    const uuids: string[] = []
    for (const scope of scopes) uuids.push((await own.post('/webhooks', { ...scope, request })).json.uuid)
    const { status, json } = await own.get('/webhooks')
    expect(status).toBe(200)
    expect(wire.webhooks.parse(json)).toEqual(json)
    expect(await titles('/webhooks')).toEqual([
      'A webhook for all pacts',
      'A webhook for all pacts with consumer Shop',
      "A webhook for all pacts with consumer labeled 'web'",
      'A webhook for all pacts with provider Stock',
      "A webhook for all pacts with provider labeled 'api' on the main branch",
      'A webhook for the pact between Shop and Stock',
      "A webhook for the pact between consumers labeled 'web' and providers labeled 'api'",
      'A webhook for the pact between consumers on branch dev and Stock on the main branch',
      'A webhook for all pacts with consumer versions on the main branch',
    ])
    const { 'pb:webhooks': found, ...others } = json._links
    expect(found[0]).toEqual({
      title: 'A webhook for all pacts',
      name: 'POST example.org',
      href: `${own.url}/webhooks/${uuids[0]}`,
    })
    expect(others).toEqual({
      self: { title: 'Webhooks', href: `${own.url}/webhooks` },
      'pb:create': { title: 'POST to create a webhook', href: `${own.url}/webhooks` },
      curies: [{ name: 'pb', href: `${own.url}/doc/webhooks-{rel}`, templated: true }],
    })
  })

  test('of a pair, a consumer or a provider hold what is made for just them', async () => {
    expect(await titles('/webhooks/provider/Stock/consumer/Shop')).toEqual([
      'A webhook for the pact between Shop and Stock',
    ])
    expect(await titles('/pacts/provider/Stock/consumer/Shop/webhooks')).toHaveLength(1)
    expect((await links('/pacts/provider/Stock/consumer/Shop/webhooks')).self.title).toBe('Pact webhooks')
    expect(await titles('/webhooks/consumer/Shop')).toEqual(['A webhook for all pacts with consumer Shop'])
    expect(await titles('/webhooks/provider/Stock')).toEqual([
      'A webhook for all pacts with provider Stock',
      'A webhook for the pact between consumers on branch dev and Stock on the main branch',
    ])
    expect(await titles('/webhooks/consumer/Mail')).toEqual([])
  })

  test.each([
    ['/webhooks/provider/Stock/consumer/Mail', { name: 'Mail' }, { name: 'Stock' }],
    ['/pacts/provider/Stock/consumer/Mail/webhooks', { name: 'Mail' }, { name: 'Stock' }],
    ['/webhooks/consumer/Mail', { name: 'Mail', mainBranch: true }, { label: 'api' }],
    ['/webhooks/provider/Stock', { label: 'web' }, { name: 'Stock', branch: 'x' }],
  ])('POST %s makes one for those in the address', async (path, consumer, provider) => {
    const { name: _consumer, ...ofConsumer } = { name: '', ...consumer }
    const { name: _provider, ...ofProvider } = { name: '', ...provider }
    const details = {
      ...(Object.keys(ofConsumer).length > 0 ? { consumer: ofConsumer } : {}),
      ...(Object.keys(ofProvider).length > 0 ? { provider: ofProvider } : {}),
    }
    const { status, json } = await own.post(path, { ...details, request })
    expect([status, json.consumer, json.provider]).toEqual([201, consumer, provider])
    expect((await own.get(json._links.self.href)).json).toEqual(json)
  })

  test.each([
    ['/webhooks/provider/No', "No provider with name 'No' found"],
    ['/webhooks/consumer/No', "No consumer with name 'No' found"],
    ['/webhooks/provider/No/consumer/Nor', "No consumer with name 'Nor' found"],
    ['/pacts/provider/No/consumer/Shop/webhooks', "No provider with name 'No' found"],
  ])('%s is not found', async (path, error) => {
    for (const reply of [await own.get(path), await own.post(path, { request })]) {
      expect([reply.status, reply.json]).toEqual([404, { error }])
    }
  })

  test('go with their pacticipants', async () => {
    await own.post('/pacticipants', { name: 'Brief' })
    const { json } = await own.post('/webhooks/consumer/Brief', { request })
    expect((await own.del('/pacticipants/Brief')).status).toBe(204)
    expect((await own.get(json._links.self.href)).status).toBe(404)
  })
})

test('one user may change webhooks, another only read them', async () => {
  const config = {
    basicAuth: { username: 'ann', password: 'x' },
    basicAuthReadOnly: { username: 'bob', password: 'y' },
  }
  const own = await startTestBroker({ config })
  const as = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString('base64')}` })
  const post = async (user: string) => own.request('POST', '/webhooks', { body: { request }, headers: as(user) })
  expect([(await post('ann:x')).status, (await post('bob:y')).status]).toEqual([201, 401])
  expect((await own.get('/webhooks', as('bob:y'))).json._links['pb:webhooks']).toHaveLength(1)
  await own.stop()
})
