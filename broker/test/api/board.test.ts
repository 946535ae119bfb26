import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { sql } from 'kysely'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let production: string
let staging: string

/** The times of a deployment, as if it had been made long ago. */
async function dated(version: string, environment: string, since: string, until: string | null = null) {
  await sql`
    update deployed_versions
    set created_at = ${since}, undeployed_at = ${until}
    where environment_id = (select id from environments where uuid = ${environment})
      and version_id in (
        select versions.id from versions join pacticipants on pacticipants.id = versions.pacticipant_id
        where pacticipants.name || ' ' || versions.number = ${version})`.execute(broker.db)
}

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  production = await world.environment('production', true)
  staging = await world.environment('staging')
  await broker.put('/pacticipants/orders/labels/core')
  await world.published('shop', '1', { for: 'orders', content: 'a', branch: 'main' })
  await world.published('shop', '2', { for: 'orders', content: 'b', branch: 'main' })
  await world.published('shop', '2', { for: 'stock', content: 'c', branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'a' }, '5', { branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'b' }, '5', { success: false })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'b' }, '6')
  await world.placed('idle', '1', { branch: 'main' })
  const to = { environment: production }
  await world.deployed('shop', '1', to)
  await world.deployed('shop', '2', { environment: staging })
  await world.deployed('orders', '6', to)
  await world.deployed('orders', '5', to)
  await world.deployed('orders', '5', { environment: staging })
  await world.released('orders', '6', { environment: staging })
  await world.deployed('idle', '1', { environment: staging, instance: 'blue' })
  await dated('orders 6', production, '2026-01-10T10:00:00.5Z', '2026-02-01T10:00:00.25Z')
  await dated('orders 5', production, '2026-02-01T10:00:00.25Z')
  await dated('shop 1', production, '2026-03-01T10:00:00Z')
})

afterAll(() => broker.stop())

async function board(question = '') {
  const { status, json, text } = await broker.get(`/board${question}`)
  expect(status, text).toBe(200)
  return wire.board.parse(json)
}

const told = ({ _embedded }: wire.Board) =>
  _embedded.services.flatMap(({ name, versions }) =>
    versions.map((one) => `${name} ${one.number} ${one.how} in ${one.environment}: ${one.compatibility?.verdict}`),
  )

describe('GET /board', () => {
  test('tells which version of each service is where, and whether it fits there', async () => {
    const answer = await board()
    expect(answer.environments.map(({ name }) => name)).toEqual(['staging', 'production'])
    expect(told(answer).toSorted()).toEqual([
      'idle 1 deployed in staging: alone',
      'orders 5 deployed in production: compatible',
      'orders 5 deployed in staging: incompatible',
      'orders 6 released in staging: compatible',
      'shop 1 deployed in production: compatible',
      'shop 2 deployed in staging: incompatible',
    ])
    expect(answer._embedded.services.map(({ name }) => name)).toEqual(['idle', 'orders', 'shop'])
    expect(answer.page).toEqual({ number: 1, size: 100, totalElements: 3, totalPages: 1 })
  })

  test('names the partners that fail or are unknown', async () => {
    const [shop] = (await board('?q=SHOP&environment=staging'))._embedded.services
    expect(shop?.versions[0]).toMatchObject({ number: '2', branch: 'main', applicationInstance: null, until: null })
    expect(shop?.versions[0]?.compatibility).toEqual({
      verdict: 'incompatible',
      counts: { verified: 1, failed: 1, unknown: 1 },
      troubles: [
        { pacticipant: 'orders', version: '5', role: 'provider', outcome: 'failed' },
        { pacticipant: 'stock', version: null, role: 'provider', outcome: 'absent' },
      ],
    })
  })

  test.each([
    ['?label=core&environment=production', ['orders 5 deployed in production: compatible']],
    ['?q=_', []],
    ['?environment=nowhere', []],
    ['?size=1&page=3&environment=staging', ['shop 2 deployed in staging: incompatible']],
  ])('%s', async (question, expected) => {
    expect(told(await board(question))).toEqual(expected)
  })
})

async function inventory(question = ''): Promise<wire.Inventory> {
  const { status, json, text } = await broker.get(`/environments/${production}/inventory${question}`)
  expect(status, text).toBe(200)
  return wire.inventory.parse(json)
}

const there = ({ _embedded }: wire.Inventory) =>
  _embedded.versions.map(({ pacticipant, number }) => `${pacticipant} ${number}`)

describe('an override', () => {
  const allowed = (version: string, environment: string, hours: number) =>
    broker.post('/overrides', {
      pacticipant: 'shop',
      version,
      environment,
      reason: 'The endpoint is behind a flag that is off',
      expiresAt: new Date(Date.now() + hours * 3_600_000).toISOString(),
    })
  const told = async () => (await board('?q=shop'))._embedded.services.flatMap(({ versions }) => versions)

  test('is told of with what is in doubt, as long as it counts', async () => {
    const [, longer] = [await allowed('2', 'staging', 1), await allowed('2', 'staging', 2)]
    await allowed('1', 'production', 1)
    const { uuid, reason, createdBy, createdAt, expiresAt } = longer.json
    const _links = { self: { title: 'Override', href: `${broker.url}/overrides/${uuid}` } }
    expect((await told()).map(({ number, override }) => [number, override])).toEqual([
      ['2', { uuid, reason, createdBy, createdAt, expiresAt, _links }],
      ['1', null],
    ])
    const inStaging = `/environments/${staging}/inventory?q=shop`
    const [now] = (await broker.get(inStaging)).json._embedded.versions
    expect(now.override.uuid).toBe(uuid)
    const [then] = (await broker.get(`${inStaging}&at=2100-01-01T00:00:00Z`)).json._embedded.versions
    expect([then.number, then.override]).toEqual(['2', null])
    await sql`update overrides set revoked_at = now(), revoked_by = 'Ada'`.execute(broker.db)
    expect((await told()).map(({ override }) => override)).toEqual([null, null])
  })
})

describe('GET /environments/{environment}/inventory', () => {
  test('tells what is there now, and since when', async () => {
    const answer = await inventory()
    expect(there(answer)).toEqual(['orders 5', 'shop 1'])
    expect(answer).toMatchObject({
      at: null,
      since: '2026-03-01T10:00:00+00:00',
      previous: '2026-02-01T10:00:00+00:00',
      next: null,
    })
    expect(answer._embedded.versions[0]).toMatchObject({ labels: ['core'], compatibility: { verdict: 'compatible' } })
  })

  test.each([
    ['2026-01-10T09:59:59Z', [], null, '2026-01-10T10:00:00+00:00'],
    ['2026-01-10T10:00:00Z', ['orders 6'], null, '2026-02-01T10:00:00+00:00'],
    ['2026-01-20T10:00:00%2B01:00', ['orders 6'], null, '2026-02-01T10:00:00+00:00'],
    ['2026-02-01T10:00:00Z', ['orders 5'], '2026-01-10T10:00:00+00:00', '2026-03-01T10:00:00+00:00'],
  ])('tells what was there at %s, with the changes before and after', async (at, versions, previous, next) => {
    const answer = await inventory(`?at=${at}`)
    expect(there(answer)).toEqual(versions)
    expect(answer).toMatchObject({ previous, next })
    expect(answer._embedded.versions.every(({ compatibility }) => compatibility === null)).toBe(true)
  })

  test('refuses what is no time, and an environment that nobody knows', async () => {
    expect((await broker.get(`/environments/${production}/inventory?at=yesterday`)).status).toBe(400)
    expect((await broker.get('/environments/nowhere/inventory')).status).toBe(404)
  })
})

async function changes(question = ''): Promise<wire.EnvironmentChanges> {
  const { status, json, text } = await broker.get(`/environments/${production}/changes${question}`)
  expect(status, text).toBe(200)
  return wire.environmentChanges.parse(json)
}

const happened = ({ _embedded }: wire.EnvironmentChanges) =>
  _embedded.changes.map(({ kind, pacticipant, version, replaced }) =>
    [kind, pacticipant, version, ...(replaced ? ['for', replaced] : [])].join(' '),
  )

describe('GET /environments/{environment}/changes', () => {
  test('lists what changed, the newest first, and what took the place of what', async () => {
    const answer = await changes()
    expect(happened(answer)).toEqual(['deployed shop 1', 'deployed orders 5 for 6', 'deployed orders 6'])
    expect(answer.older).toBeNull()
  })

  test('goes on where it ended, whatever happened in the same moment', async () => {
    const found: string[] = []
    let question = '?size=1'
    for (let step = 0; question && step < 9; step += 1) {
      const answer = await changes(question)
      found.push(...happened(answer))
      question = answer.older ? `?size=1&before=${answer.older}` : ''
    }
    expect(found).toEqual(['deployed shop 1', 'deployed orders 5 for 6', 'deployed orders 6'])
  })

  test('tells of what was undeployed, and of support that ended', async () => {
    const { uuid } = (await broker.post('/environments', { name: 'test', production: false })).json
    const world = new VerificationWorld(broker)
    await world.deployed('shop', '1', { environment: uuid, instance: 'blue' })
    await world.released('shop', '2', { environment: uuid })
    const all = (await broker.get(`/environments/${uuid}/inventory`)).json._embedded.versions
    const options = { headers: { 'content-type': 'application/merge-patch+json' } }
    for (const { how, _links } of all) {
      const body = how === 'deployed' ? { currentlyDeployed: false } : { currentlySupported: false }
      const { status } = await broker.request('PATCH', new URL(_links.self.href).pathname, { body, ...options })
      expect(status).toBe(200)
    }
    const { json } = await broker.get(`/environments/${uuid}/changes`)
    expect(happened(wire.environmentChanges.parse(json)).toSorted()).toEqual([
      'deployed shop 1',
      'released shop 2',
      'support-ended shop 2',
      'undeployed shop 1',
    ])
    expect((await broker.get(`/environments/${uuid}/inventory`)).json._embedded.versions).toEqual([])
  })

  test('refuses a place to go on that it never gave', async () => {
    expect((await broker.get(`/environments/${production}/changes?before=1`)).status).toBe(400)
  })
})
