// What events set off: which webhooks, with what to say, and what became of it.

import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { pactBetween, publish, request } from '../support/publications.ts'
import { type TestBroker, type TestReply, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Receiver, callsLoopback, createWebhook, startReceiver } from '../support/webhook-receiver.ts'

let broker: TestBroker
let world: VerificationWorld
let receiver: Receiver
let count = 0

beforeAll(async () => {
  broker = await startTestBroker({
    runsJobs: true,
    config: { ...callsLoopback, webhookRetrySchedule: [0, 0], webhookPauseAfterFailures: 1000 },
  })
  world = new VerificationWorld(broker)
})

afterAll(() => broker.stop())

beforeEach(async () => {
  await broker.db.deleteFrom('webhooks').execute()
  receiver = await startReceiver()
  count += 1
})

afterEach(() => receiver.stop())

/** Names of this test's own. */
const name = (word: string) => `${word}${count}`
const pair = () => ({ consumer: { name: name('Web') }, provider: { name: name('Api') } })

async function ensurePair(): Promise<void> {
  await broker.post('/pacticipants', { name: name('Web') })
  await broker.post('/pacticipants', { name: name('Api') })
}

const deliveries = async (uuid: string) =>
  (await broker.get(`/webhooks/${uuid}/triggered-webhooks`)).json._embedded.triggeredWebhooks

/** The only delivery to the webhook, when it is over. */
async function finished(uuid: string) {
  return vi.waitFor(
    async () => {
      const [delivery] = await deliveries(uuid)
      expect(['success', 'failure']).toContain(delivery?.status)
      return delivery
    },
    { timeout: 20_000, interval: 50 },
  )
}

const logOf = async (uuid: string) =>
  (await broker.get(`/triggered-webhooks/${uuid}/logs`, { accept: 'text/plain' })).text

async function published(version = '1', options: { branch?: string; content?: string } = {}): Promise<TestReply> {
  const { branch, content = 'one' } = options
  const contract = pactBetween(name('Web'), name('Api'), [request(content)])
  return publish(broker, version, {
    consumer: name('Web'),
    contracts: { [name('Api')]: contract },
    ...(branch === undefined ? {} : { branch }),
  })
}

/** The bodies that arrive, each with everything that templates can say. */
const everything = {
  body: Object.fromEntries(
    [
      'eventName',
      'consumerName',
      'consumerVersionNumber',
      'consumerVersionTags',
      'consumerVersionBranch',
      'consumerLabels',
      'providerName',
      'providerVersionNumber',
      'providerVersionTags',
      'providerVersionBranch',
      'providerVersionDescriptions',
      'providerLabels',
      'githubVerificationStatus',
      'bitbucketVerificationStatus',
      'pactUrl',
      'verificationResultUrl',
      'buildUrl',
      'pacticipantName',
      'pacticipantVersionNumber',
      'branchName',
      'environmentName',
    ].map((parameter) => [parameter, `\${pactbroker.${parameter}}`]),
  ),
}

describe('an event', () => {
  test('is delivered to the webhook that waits for it, at once and with what it says of itself', async () => {
    await ensurePair()
    const uuid = await createWebhook(broker, `${receiver.url}/hook?v=\${pactbroker.consumerVersionNumber}`, {
      description: 'Build',
      ...pair(),
    })
    const before = performance.now()
    const reply = await published('1 / 2')
    const [arrived] = await receiver.until(({ length }) => length > 0)
    expect(arrived?.at ?? 0).toBeLessThan(before + 2000)
    expect(arrived).toMatchObject({
      method: 'POST',
      path: '/hook?v=1%20%2F%202',
      body: JSON.stringify({ consumer: name('Web') }),
      headers: {
        'content-type': 'application/json',
        'user-agent': expect.stringMatching(/^Tallystick\/\d/),
        'x-tallystick-event': 'contract_published',
        'x-tallystick-timestamp': expect.stringMatching(/^\d{10}$/),
      },
    })
    const delivery = await finished(uuid)
    expect(arrived?.headers['x-tallystick-delivery']).toBe(delivery.uuid)
    expect(delivery).toMatchObject({
      name: 'POST 127.0.0.1',
      status: 'success',
      attemptsMade: 1,
      attemptsRemaining: 0,
      triggerType: 'resource_creation',
      eventName: 'contract_published',
    })
    expect(reply.text).toContain('Webhook \\"Build\\" triggered for event contract_published')
    expect(reply.text).toContain(`/triggered-webhooks/${delivery.uuid}/logs`)
  })

  test('is delivered to no webhook that is disabled, waits for others or is for other pacticipants', async () => {
    await ensurePair()
    await broker.post('/pacticipants', { name: name('Other') })
    await broker.put(`/pacticipants/${name('Other')}/labels/${name('label')}`)
    const other = { name: name('Other') }
    for (const more of [
      { enabled: false },
      { events: [{ name: 'provider_verification_published' }] },
      { consumer: other },
      { provider: other },
      { ...pair(), provider: other },
      { consumer: { label: name('label') } },
      { consumer: { branch: 'release' } },
      { consumer: { mainBranch: true } },
      // The event is about no version of the provider.
      { provider: { ...pair().provider, branch: 'main' } },
    ]) {
      await createWebhook(broker, receiver.url, more)
    }
    const reply = await published('1', { branch: 'feat' })
    expect(reply.status).toBe(200)
    expect(reply.text).not.toContain('triggered for event')
  })

  test.each([
    ['for everything', () => ({})],
    ['for the consumer', () => ({ consumer: pair().consumer })],
    ['for the provider', () => ({ provider: pair().provider })],
    ['for a label of the provider', () => ({ provider: { label: name('label') } })],
    ['for the branch', () => ({ consumer: { ...pair().consumer, branch: 'main' } })],
    ['for the main branch', () => ({ consumer: { mainBranch: true } })],
  ])('is delivered to a webhook %s', async (_kind, scope) => {
    await ensurePair()
    await broker.put(`/pacticipants/${name('Api')}/labels/${name('label')}`)
    await createWebhook(broker, receiver.url, scope())
    expect((await published('1', { branch: 'main' })).text).toContain('triggered for event contract_published')
  })

  test('about a pacticipant is for webhooks that name it on either side, or nobody', async () => {
    await ensurePair()
    await broker.post('/pacticipants', { name: name('Other') })
    const events = [{ name: 'branch_created' }]
    const matching = [
      await createWebhook(broker, receiver.url, { events, request: everything }),
      await createWebhook(broker, receiver.url, { events, request: everything, consumer: pair().consumer }),
      await createWebhook(broker, receiver.url, {
        events,
        request: everything,
        consumer: { name: name('Other') },
        provider: pair().consumer,
      }),
    ]
    const others = [
      await createWebhook(broker, receiver.url, { events, consumer: { name: name('Other') } }),
      await createWebhook(broker, receiver.url, {
        events,
        consumer: pair().provider,
        provider: { name: name('Other') },
      }),
      await createWebhook(broker, receiver.url, { events, consumer: { ...pair().consumer, branch: 'main' } }),
    ]
    await broker.put(`/pacticipants/${name('Web')}/branches/feat/versions/7`)
    for (const uuid of matching) expect(await deliveries(uuid)).toHaveLength(1)
    for (const uuid of others) expect(await deliveries(uuid)).toEqual([])
    const [arrived] = await receiver.until(({ length }) => length >= 3)
    expect(JSON.parse(arrived?.body ?? '')).toMatchObject({
      eventName: 'branch_created',
      pacticipantName: name('Web'),
      pacticipantVersionNumber: '7',
      branchName: 'feat',
      consumerName: '',
    })
  })
})

describe('what is told', () => {
  test('of a contract: the consumer version, and the result of the main branch of the provider', async () => {
    await ensurePair()
    await broker.put(`/pacticipants/${name('Web')}/labels/js`)
    await broker.put(`/pacticipants/${name('Api')}/labels/java`)
    const contract = { for: name('Api'), content: 'A', branch: 'main', tags: ['dev', 'next'] }
    await world.published(name('Web'), '1', contract)
    const content = { consumer: name('Web'), provider: name('Api'), content: 'A' }
    await world.verified(content, 'p1', { branch: 'main', success: false })
    await world.verified(content, 'p2', { branch: 'other' })
    await createWebhook(broker, `${receiver.url}/`, { ...pair(), request: everything })
    await world.published(name('Web'), '2', contract)
    const [arrived] = await receiver.until(({ length }) => length > 0)
    const told = JSON.parse(arrived?.body ?? '')
    const base = `${broker.url}${world.permalink(content)}`
    expect(told).toEqual({
      eventName: 'contract_published',
      consumerName: name('Web'),
      consumerVersionNumber: '2',
      consumerVersionTags: 'dev, next',
      consumerVersionBranch: 'main',
      consumerLabels: 'js',
      providerName: name('Api'),
      providerVersionNumber: 'p1',
      providerVersionTags: '',
      providerVersionBranch: 'main',
      providerVersionDescriptions: '',
      providerLabels: 'java',
      githubVerificationStatus: 'failure',
      bitbucketVerificationStatus: 'FAILED',
      pactUrl: expect.stringContaining(`${base}/metadata/`),
      verificationResultUrl: `${base}/verification-results/1`,
      buildUrl: '',
      pacticipantName: '',
      pacticipantVersionNumber: '',
      branchName: '',
      environmentName: '',
    })
    const fetched = await broker.get(told.pactUrl)
    expect(fetched.json._links['pb:consumer-version'].name).toBe('2')
    expect((await broker.get(told.verificationResultUrl)).json.success).toBe(false)
  })

  test('of a contract that needs verification: each version of the provider that has to verify, by itself', async () => {
    const [web, api] = [name('Web'), name('Api')]
    await world.placed(api, 'p1', { branch: 'main', tags: ['v1'] })
    await world.placed(api, 'p2', { branch: 'main' })
    const staging = await world.environment(name('staging'))
    await world.deployed(api, 'p1', { environment: staging })
    await world.deployed(api, 'p2', { environment: staging, instance: 'blue' })
    await broker.post('/pacticipants', { name: web })
    const events = [{ name: 'contract_requiring_verification_published' }]
    await createWebhook(broker, receiver.url, { events, ...pair(), request: everything })
    const onRelease = { ...pair(), provider: { name: api, branch: 'release' } }
    const release = await createWebhook(broker, receiver.url, { events, ...onRelease })
    await world.published(web, '1', { for: api, content: 'A', branch: 'main' })
    const arrived = await receiver.until(({ length }) => length >= 2)
    const told = arrived.map(({ body }) => JSON.parse(body))
    expect(told).toHaveLength(2)
    expect(told.toSorted((a, b) => (a.providerVersionNumber < b.providerVersionNumber ? -1 : 1))).toMatchObject([
      {
        providerVersionNumber: 'p1',
        providerVersionTags: 'v1',
        providerVersionBranch: 'main',
        providerVersionDescriptions: `deployed in ${name('staging')}`,
        githubVerificationStatus: 'pending',
        verificationResultUrl: '',
      },
      {
        providerVersionNumber: 'p2',
        providerVersionBranch: 'main',
        providerVersionDescriptions: `latest from main branch, deployed in ${name('staging')}`,
      },
    ])
    expect(await deliveries(release)).toEqual([])
  })

  test('of deployed versions of the provider: each by itself', async () => {
    const [web, api] = [name('Web'), name('Api')]
    await world.placed(api, 'p1', { branch: 'main' })
    await world.placed(api, 'p2', { branch: 'main' })
    const test = await world.environment(name('test'))
    await world.deployed(api, 'p1', { environment: test })
    await world.deployed(api, 'p2', { environment: test, instance: 'blue' })
    await broker.post('/pacticipants', { name: web })
    const body = { version: '${pactbroker.currentlyDeployedProviderVersionNumber}' }
    await createWebhook(broker, receiver.url, { ...pair(), request: { body } })
    await world.published(web, '1', { for: api, content: 'A' })
    const arrived = await receiver.until(({ length }) => length >= 2)
    expect(arrived.map(({ body }): string => JSON.parse(body).version).toSorted()).toEqual(['p1', 'p2'])
  })

  test('of a result: once for each consumer version that it speaks of', async () => {
    const [web, api] = [name('Web'), name('Api')]
    for (const [version, tag] of [
      ['1', 'dev'],
      ['2', 'prod'],
    ] as const) {
      await world.published(web, version, { for: api, content: 'A', tags: [tag] })
    }
    const events = [{ name: 'provider_verification_succeeded' }]
    const uuid = await createWebhook(broker, receiver.url, { events, ...pair(), request: everything })
    const selected = await broker.post(`/pacts/provider/${api}/for-verification`, {
      consumerVersionSelectors: [
        { tag: 'dev', latest: true },
        { tag: 'prod', latest: true },
      ],
    })
    const [contract] = selected.json._embedded.pacts
    const fetched = await broker.get(contract._links.self.href)
    const address = fetched.json._links['pb:publish-verification-results'].href
    const result = { success: true, providerApplicationVersion: 'p1', buildUrl: 'https://ci.example.org/1' }
    const posted = await broker.post(address, result)
    const arrived = await receiver.until(({ length }) => length >= 2)
    const told = arrived.map(({ body }) => JSON.parse(body))
    expect(told.map(({ consumerVersionNumber: v, consumerVersionTags: t }) => `${v} ${t}`).toSorted()).toEqual([
      '1 dev',
      '2 prod',
    ])
    expect(told[0]).toMatchObject({
      eventName: 'provider_verification_succeeded',
      providerVersionNumber: 'p1',
      githubVerificationStatus: 'success',
      buildUrl: 'https://ci.example.org/1',
      verificationResultUrl: posted.json._links.self.href,
    })
    const list = await broker.get(`${new URL(posted.json._links.self.href).pathname}/triggered-webhooks`)
    expect(list.json._embedded.triggeredWebhooks.map((one: { uuid: string }) => one.uuid).toSorted()).toEqual(
      (await deliveries(uuid)).map((one: { uuid: string }) => one.uuid).toSorted(),
    )
  })

  test('is signed, where the webhook has a secret', async () => {
    await ensurePair()
    const signingSecret = 'the secret of both sides'
    await createWebhook(broker, receiver.url, { ...pair(), signingSecret })
    await published()
    const [arrived] = await receiver.until(({ length }) => length > 0)
    const time = arrived?.headers['x-tallystick-timestamp']
    const expected = createHmac('sha256', signingSecret)
      .update(`${time as string}.${arrived?.body}`)
      .digest('hex')
    expect(arrived?.headers['x-tallystick-signature']).toBe(`t=${time as string},v1=${expected}`)
  })

  test('carries credentials and headers of any language', async () => {
    await ensurePair()
    await createWebhook(broker, receiver.url, {
      ...pair(),
      request: { username: 'ann', password: 'päss', headers: { 'X-Place': 'Zürich', 'X-Api-Key': 'k123' } },
    })
    await published()
    const [arrived] = await receiver.until(({ length }) => length > 0)
    expect(arrived?.headers.authorization).toBe(`Basic ${Buffer.from('ann:päss').toString('base64')}`)
    expect(Buffer.from(arrived?.headers['x-place'] as string, 'latin1').toString('utf8')).toBe('Zürich')
    expect(arrived?.headers['x-api-key']).toBe('k123')
  })
})

describe('a delivery that fails', () => {
  test('is tried again by the schedule, and has failed after it', async () => {
    await ensurePair()
    receiver.answerWith((_received, response) => response.writeHead(500).end('broken'))
    const uuid = await createWebhook(broker, receiver.url, {
      ...pair(),
      request: { headers: { authorization: 'x y' } },
    })
    await published()
    const delivery = await finished(uuid)
    expect(delivery).toMatchObject({ status: 'failure', attemptsMade: 3, attemptsRemaining: 0 })
    expect(receiver.received).toHaveLength(3)
    const ids = new Set(receiver.received.map(({ headers }) => headers['x-tallystick-delivery']))
    expect([...ids]).toEqual([delivery.uuid])
    const log = await logOf(delivery.uuid)
    expect(log).toContain(`HTTP/1.1 POST ${receiver.url}`)
    expect(log).toContain('authorization: **********')
    expect(log).toContain('HTTP/1.1 500')
    expect(log).toContain('broken')
    expect(log).toContain('Retrying webhook in 0 seconds')
    expect(log).toContain('Webhook execution failed after 3 attempts')
    const details = (await broker.get(`/triggered-webhooks/${delivery.uuid}`)).json
    expect(details.executions).toMatchObject([
      { attempt: 1, success: false, response: { status: 500, body: 'broken' } },
      { attempt: 2, success: false },
      { attempt: 3, success: false },
    ])
    expect(JSON.stringify(details)).not.toContain('x y')
    const hal = (await broker.get(`/triggered-webhooks/${delivery.uuid}/logs`)).json
    expect(hal).toMatchObject({
      eventName: 'contract_published',
      consumerName: name('Web'),
      providerName: name('Api'),
      executions: [{ success: false }, { success: false }, { success: false }],
      _embedded: { triggeredWebhook: { uuid: delivery.uuid } },
    })
  })

  test('succeeds as soon as an attempt does', async () => {
    await ensurePair()
    receiver.answerWith((_received, response) => {
      response.writeHead(receiver.received.length < 2 ? 503 : 204).end()
    })
    const uuid = await createWebhook(broker, receiver.url, pair())
    await published()
    expect(await finished(uuid)).toMatchObject({ status: 'success', attemptsMade: 2 })
  })

  test('says why nothing was answered', async () => {
    await ensurePair()
    const uuid = await createWebhook(broker, 'http://127.0.0.1:1/', pair())
    await published()
    const { uuid: delivery } = await finished(uuid)
    expect(await logOf(delivery)).toContain('Error executing webhook: connect ECONNREFUSED 127.0.0.1:1')
  })

  test('can be made again, with what it said', async () => {
    await ensurePair()
    receiver.answerWith((_received, response) => response.writeHead(500).end())
    const uuid = await createWebhook(broker, receiver.url, { ...pair(), request: everything })
    await published('1')
    const failed = await finished(uuid)
    receiver.answerWith((_received, response) => response.end())
    const again = await broker.post(`/triggered-webhooks/${failed.uuid}/redeliver`)
    expect(again.status).toBe(201)
    expect(again.json).toMatchObject({ triggerType: 'user', redeliveryOf: failed.uuid })
    expect(again.headers.get('location')).toBe(`${broker.url}/triggered-webhooks/${again.json.uuid}`)
    await receiver.until(({ length }) => length === 4)
    expect(receiver.received[3]?.body).toBe(receiver.received[0]?.body)
    await broker.request('DELETE', `/webhooks/${uuid}`)
    const gone = await broker.post(`/triggered-webhooks/${failed.uuid}/redeliver`)
    expect(gone.status).toBe(409)
    expect((await broker.post('/triggered-webhooks/none/redeliver')).status).toBe(404)
  })
})

describe('the webhook is gone meanwhile', () => {
  test.each(['deleted', 'disabled'])('%s: nothing more is delivered, and the log says why', async (what) => {
    await ensurePair()
    let change = async () => {}
    receiver.answerWith((_received, response) => {
      void change().then(() => response.writeHead(500).end())
    })
    const uuid = await createWebhook(broker, receiver.url, pair())
    change = async () => {
      if (what === 'deleted') await broker.del(`/webhooks/${uuid}`)
      else await broker.db.updateTable('webhooks').set({ enabled: false }).where('uuid', '=', uuid).execute()
    }
    const version = await published()
    const [, delivery = ''] = /triggered-webhooks\/([\w-]+)\/logs/.exec(version.text) ?? []
    await vi.waitFor(async () => expect(await logOf(delivery)).toContain(`has been ${what} meanwhile`), {
      timeout: 20_000,
      interval: 50,
    })
    expect(receiver.received).toHaveLength(1)
    const details = (await broker.get(`/triggered-webhooks/${delivery}`)).json
    expect(details).toMatchObject({ status: 'failure', attemptsMade: 1 })
    expect('name' in details).toBe(what === 'disabled')
  })
})

describe('reading', () => {
  test('the deliveries of a contract, the newest first', async () => {
    await ensurePair()
    const first = await createWebhook(broker, receiver.url, pair())
    const second = await createWebhook(broker, receiver.url, pair())
    await published()
    const path = `/pacts/provider/${name('Api')}/consumer/${name('Web')}/version/1/triggered-webhooks`
    const list = (await broker.get(path)).json
    expect(
      list._embedded.triggeredWebhooks.map(
        (one: { _links: Record<string, { href: string }> }) => one._links['pb:webhook']?.href,
      ),
    ).toEqual([`${broker.url}/webhooks/${second}`, `${broker.url}/webhooks/${first}`])
    const paged = (await broker.get(`${path}?size=1`)).json
    expect(paged.page).toMatchObject({ totalElements: 2, totalPages: 2 })
    expect(paged._embedded.triggeredWebhooks).toHaveLength(1)
    expect((await broker.get(path.replace('version/1', 'version/9'))).status).toBe(404)
  })

  test('the status of a pair, and the dashboard with it', async () => {
    await ensurePair()
    const dashboard = async () => {
      const [item] = (await broker.get(`/dashboard/provider/${name('Api')}/consumer/${name('Web')}`)).json.items
      return [item.webhookStatus, item.latestWebhookExecution !== null]
    }
    await published('0')
    expect(await dashboard()).toEqual(['none', false])
    const uuid = await createWebhook(broker, receiver.url, pair())
    expect(await dashboard()).toEqual(['not_run', false])
    await published('1')
    await finished(uuid)
    expect(await dashboard()).toEqual(['success', true])
    const path = `/pacts/provider/${name('Api')}/consumer/${name('Web')}/webhooks/status`
    expect((await broker.get(path)).json.summary).toEqual({ successful: 1, failed: 0 })
    receiver.answerWith((_received, response) => response.writeHead(500).end())
    await published('2')
    await finished(uuid)
    expect(await dashboard()).toEqual(['failure', true])
    const status = (await broker.get(path)).json
    expect(status.summary).toEqual({ successful: 0, failed: 1 })
    expect(status._links['pb:error-logs']).toHaveLength(1)
    expect((await broker.get(path.replace(name('Web'), 'Nobody'))).json.error).toContain('Nobody')
  })

  test('a log before there is one', async () => {
    await ensurePair()
    const uuid = await createWebhook(broker, receiver.url, pair())
    await broker.db
      .insertInto('triggered_webhooks')
      .values({ uuid: name('waiting'), webhook_uuid: uuid, event_name: 'x', event_context: '{}', status: 'not_run' })
      .execute()
    expect(await logOf(name('waiting'))).toBe('Webhook has not executed yet. Please retry in a few seconds.')
    expect((await broker.get('/triggered-webhooks/none/logs')).status).toBe(404)
  })
})

test('a transaction that is rolled back delivers nothing', async () => {
  await ensurePair()
  const uuid = await createWebhook(broker, receiver.url, pair())
  await published('1')
  await finished(uuid)
  // The second part is in conflict with what the version says.
  const refused = await published('1', { content: 'other' })
  expect(refused.status).toBe(409)
  expect(await deliveries(uuid)).toHaveLength(1)
})

test('a slow target slows no request', async () => {
  await ensurePair()
  receiver.answerWith(() => {})
  await createWebhook(broker, receiver.url, pair())
  const before = performance.now()
  await published('1')
  expect(performance.now() - before).toBeLessThan(2000)
  await receiver.until(({ length }) => length > 0)
  const during = performance.now()
  await published('2')
  expect(performance.now() - during).toBeLessThan(2000)
})
