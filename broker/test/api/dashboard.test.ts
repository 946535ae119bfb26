import { type DashboardItem, dashboard } from '@tallystick/client/wire'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatrixWorld, matrixWorld, nothingByItself } from '../support/matrix-world.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
let world: MatrixWorld

const ab = (content: string) => ({ consumer: 'A', provider: 'B', content })

/** Every statement of the world has a time of its own, but tests are faster than a second. */
async function settleTimes() {
  await sql`update contracts set created_at = timestamptz '2026-01-01 00:00:00Z' + consumer_version_id * interval '1 minute'`.execute(
    broker.db,
  )
  await sql`update verifications set verified_at = timestamptz '2026-01-02 00:00:00Z' + id * interval '1 minute'`.execute(
    broker.db,
  )
}

beforeAll(async () => {
  broker = await startTestBroker({ config: nothingByItself })
  world = matrixWorld(broker)
  await world.version('A', '1', { branch: 'main', tags: ['dev', 'prod'] })
  await world.publish('A', '1', { provider: 'B', content: 'one' })
  await world.version('A', '2', { branch: 'main', tags: ['dev'] })
  await world.publish('A', '2', { provider: 'B', content: 'two' })
  await world.version('A', '3', { branch: 'feat/x' })
  await world.publish('A', '3', { provider: 'B', content: 'two' })
  await world.version('A', '4', { branch: 'main' })
  await world.publish('A', '4', { provider: 'B', content: 'three' })
  await world.publish('A', '4', { provider: 'D', content: 'one' })
  await world.version('B', 'p1', { branch: 'main' })
  await world.publish('B', 'p1', { provider: 'D', content: 'one' })
  await world.verify(ab('one'), 'p1')
  await world.verify(ab('two'), 'p2', false)
  await world.version('B', 'p3', { branch: 'feat', tags: ['prod'] })
  await world.version('B', 'p3', { branch: 'main' })
  await world.verify(ab('two'), 'p3')
  await world.verify(ab('three'), 'p3', false)
  await settleTimes()
})
afterAll(() => broker.stop())

async function list(path = '/dashboard'): Promise<readonly string[]> {
  const { status, json } = await broker.get(path)
  expect(status).toBe(200)
  expect(dashboard.safeParse(json).error).toBeUndefined()
  return (json.items as DashboardItem[]).map(
    ({ consumer, provider, pactTags, verificationStatus }) =>
      `${consumer.name} ${consumer.version.number} ${provider.name} ${provider.version?.number ?? '?'} ` +
      `[${pactTags.map(({ name }) => name).join()}] ${verificationStatus}`,
  )
}

const items = [
  'A 4 B p3 [] failed',
  'A 2 B p3 [dev] success',
  'A 1 B p1 [prod] success',
  'B p1 D ? [] never',
  'A 4 D ? [] never',
]

describe('the dashboard', () => {
  it('has the newest contract of each pair and each tag, the newest activity first', async () => {
    expect(await list()).toEqual(items)
  })

  it('has what is in an environment', async () => {
    await world.deploy('A', '3', { environment: 'test' })
    expect(await list()).toContain('A 3 B p3 [] success')
    await world.deploy('A', '4', { environment: 'test' })
    expect(await list()).toEqual(items)
    await world.release('A', '3', { environment: 'test' })
    expect(await list()).toContain('A 3 B p3 [] success')
    await broker.db.updateTable('released_versions').set({ support_ended_at: new Date() }).execute()
    expect(await list()).toEqual(items)
  })

  it('is read by pages', async () => {
    expect(await list('/dashboard?page=1&size=2')).toEqual(items.slice(0, 2))
    expect(await list('/dashboard?pageNumber=2&pageSize=2')).toEqual(items.slice(2, 4))
    expect(await list('/dashboard?page=9&size=2')).toEqual([])
    expect((await broker.get('/dashboard?page=0')).json).toEqual({
      errors: { page: ['must be greater than or equal to 1'] },
    })
    expect((await broker.get('/dashboard?size=x')).json).toEqual({ errors: { size: ['must be an integer'] } })
  })

  it('has thirty items where no page is asked for', async () => {
    for (let number = 1; number <= 31; number += 1) {
      await world.publish(`Many ${number}`, '1', { provider: 'One', content: 'same' })
    }
    expect(await list()).toHaveLength(30)
    expect(await list('/dashboard?size=100')).toHaveLength(36)
  })

  it('tells a failure that nobody waits for', async () => {
    await broker.db.updateTable('verifications').set({ pending: true }).where('success', '=', false).execute()
    expect(await list('/dashboard/provider/B/consumer/A')).toContain('A 4 B p3 [] failed_pending')
  })
})

describe('the dashboard of a pair', () => {
  it('has only its contracts', async () => {
    expect(await list('/dashboard/provider/D/consumer/A')).toEqual(['A 4 D ? [] never'])
    expect(await list('/dashboard/provider/A/consumer/B')).toEqual([])
  })

  it('is not found for names that nobody has', async () => {
    const answers = await Promise.all(
      ['/dashboard/provider/Z/consumer/A', '/dashboard/provider/B/consumer/Z'].map((path) => broker.get(path)),
    )
    expect(answers.map(({ status, json }) => [status, json.error])).toEqual([
      [404, "No provider with name 'Z' found"],
      [404, "No consumer with name 'Z' found"],
    ])
  })
})

describe('an item', () => {
  it('says where its versions are, and where the rest is', async () => {
    const { json } = await broker.get('/dashboard/provider/B/consumer/A')
    const self = (path: string) => ({ self: { href: `${broker.url}${path}` } })
    expect(json.items[1]).toEqual({
      consumer: {
        name: 'A',
        version: { number: '2', branch: null, headBranchNames: [], _links: self('/pacticipants/A/versions/2') },
        _links: self('/pacticipants/A'),
      },
      provider: {
        name: 'B',
        version: { number: 'p3', branch: 'feat', headBranchNames: ['main', 'feat'] },
        _links: self('/pacticipants/B'),
      },
      pact: { createdAt: '2026-01-01T00:02:00+00:00', _links: self('/pacts/provider/B/consumer/A/version/2') },
      pactTags: [{ name: 'dev', latest: true, _links: self('/pacticipants/A/versions/2/tags/dev') }],
      latestVerificationResult: {
        success: true,
        verifiedAt: '2026-01-02T00:03:00+00:00',
        _links: self('/pacts/provider/B/consumer/A/version/2/verification-results/latest'),
      },
      latestVerificationResultTags: [
        { name: 'prod', latest: true, _links: self('/pacticipants/B/versions/p3/tags/prod') },
      ],
      verificationStatus: 'success',
      webhookStatus: 'none',
      latestWebhookExecution: null,
      _links: {
        'pb:webhook-status': {
          title: 'Status of webhooks for A/B pact',
          href: `${broker.url}/pacts/provider/B/consumer/A/webhooks/status`,
        },
      },
    })
  })

  it('without a result has none, and no provider version', async () => {
    const { json } = await broker.get('/dashboard/provider/D/consumer/A')
    expect(json.items[0]).toMatchObject({
      provider: { version: null },
      latestVerificationResult: null,
      latestVerificationResultTags: [],
    })
  })

  it('is a line of text where that is asked for', async () => {
    const { text } = await broker.get('/dashboard/provider/D/consumer/A', { accept: 'text/plain' })
    expect(text).toBe(
      [
        'CONSUMER_NAME | C_VERSION | C_TAGS | PROVIDER_NAME | P_VERSION | P_TAGS | SUCCESS',
        '--------------|-----------|--------|---------------|-----------|--------|--------',
        'A             | 4         |        | D             |           |        | never  ',
        '',
      ].join('\n'),
    )
  })
})
