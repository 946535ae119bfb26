import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  for (const provider of ['stock', 'orders']) {
    await broker.put(`/pacticipants/${provider}`, { name: provider, mainBranch: 'main' })
    await world.placed(provider, '1', { branch: 'main' })
  }
  for (const content of ['a', 'b', 'c', 'd']) {
    await world.published('shop', content, { for: 'stock', content, branch: 'main' })
  }
  await world.published('mobile', '1', { for: 'orders', content: 'x', branch: 'main' })
  const name = (content: string) => ({ consumer: 'shop', provider: 'stock', content })
  await world.verified(name('a'), '1')
  await world.verified(name('a'), '1', { success: false })
  await world.verified({ consumer: 'mobile', provider: 'orders', content: 'x' }, '1')
  const change = (column: string, version: string) =>
    sql`
      update verification_requests set ${sql.ref(column)} = now()
      where consumer_version_id = (select id from versions where number = ${version})`.execute(broker.db)
  await change('overdue_at', 'd')
  await change('started_at', 'b')
})

afterAll(() => broker.stop())

async function results(query = ''): Promise<wire.VerificationResults> {
  const { status, json } = await broker.get(`/verification-results${query}`)
  expect(status).toBe(200)
  return wire.verificationResults.parse(json)
}

describe('GET /verification-results', () => {
  test('lists the newest result of each content and provider version, the newest first', async () => {
    const { _embedded, _links } = await results()
    expect(_embedded.verificationResults).toMatchObject([
      { consumer: { name: 'mobile', version: '1' }, provider: { name: 'orders', version: '1' }, success: true },
      {
        consumer: { name: 'shop', version: 'a' },
        provider: { name: 'stock', version: '1' },
        success: false,
        number: 2,
      },
    ])
    expect(Object.keys(_links)).toEqual(['self'])
  })

  test.each([
    ['?pacticipant=orders', ['mobile']],
    ['?pacticipant=shop', ['shop']],
    ['?consumer=shop&provider=orders', []],
    ['?provider=stock&success=true', []],
    ['?success=false', ['shop']],
    ['?pacticipant=nobody', []],
  ])('%s', async (query, expected) => {
    const found = (await results(query))._embedded.verificationResults
    expect(found.map(({ consumer }) => consumer.name)).toEqual(expected)
  })

  test('comes page by page', async () => {
    const first = await results('?size=1')
    expect(first._links).not.toHaveProperty('previous')
    const second = await results('?size=1&page=2')
    expect(first._links['next']).toMatchObject({ href: `${broker.url}/verification-results?size=1&page=2` })
    expect(second._embedded.verificationResults).toMatchObject([{ consumer: { name: 'shop' } }])
    expect(Object.keys(second._links)).toEqual(['self', 'previous'])
  })

  test('refuses what is neither success nor failure', async () => {
    expect((await broker.get('/verification-results?success=odd')).status).toBe(400)
  })
})

describe('GET /verification-requests', () => {
  test('can begin with what wants attention, and counts each state', async () => {
    const { json } = await broker.get('/verification-requests?order=attention')
    const { _embedded, counts } = wire.verificationRequests.parse(json)
    const told = _embedded.verificationRequests.map(({ consumer, status }) => `${consumer.version} ${status}`)
    expect(told).toEqual(['d overdue', 'c requested', 'b started', '1 done', 'a done'])
    expect(counts).toEqual({ requested: 1, started: 1, overdue: 1, done: 2 })
  })

  test('gives what is open, with what to run', async () => {
    const { json } = await broker.get('/verification-requests?status=open&provider=stock&size=2')
    expect(json.page).toEqual({ number: 1, size: 2, totalElements: 3, totalPages: 2 })
    expect(json.counts).toEqual({ requested: 1, started: 1, overdue: 1, done: 1 })
    const { next } = json._embedded.verificationRequests[0]
    expect(next).toMatch(/^tally verify --provider-name stock .* --provider-version 1 --publish$/)
  })
})
