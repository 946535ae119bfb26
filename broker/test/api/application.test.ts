// What the page of an application asks: what happened to its versions, its interactions, where it is.
import { pacticipantEnvironments, pacticipantInteractions, timeline } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const test = await world.environment('test')
  const production = await world.environment('production', true)
  const interactions = [
    { description: 'a request for an order', state: 'order 7 exists' },
    { description: 'a request for all orders' },
  ]
  await broker.post('/pacticipants', { name: 'shop', mainBranch: 'main' })

  await world.published('shop', '1', { for: 'orders', content: 'a', branch: 'main', interactions })
  await world.verified({ consumer: 'shop', provider: 'orders', content: 'a' }, '10', { branch: 'main' })
  await world.deployed('shop', '1', { environment: production })
  await world.published('shop', '2', { for: 'orders', content: 'b', branch: 'feature' })
  await world.published('shop', '2', { for: 'stock', content: 'b', branch: 'feature' })
  await world.verified({ consumer: 'shop', provider: 'stock', content: 'b' }, '3', { success: false })
  await world.published('shop', '3', { for: 'orders', content: 'c', branch: 'main', tags: ['demo'], interactions })
  await world.deployed('shop', '3', { environment: test })
  await world.deployed('shop', '1', { environment: test })
  await world.released('shop', '1', { environment: production })
  await broker.put('/pacticipants/shop/versions/4')
  await broker.post('/pacticipants', { name: 'quiet' })
  await world.published('web', '1', { for: 'shop', content: 'd' })
  await world.verified({ consumer: 'web', provider: 'shop', content: 'd' }, '3')
})

afterAll(() => broker.stop())

async function ask(path: string) {
  const { status, json, text } = await broker.get(`/pacticipants/${path}`)
  expect(status, text).toBe(200)
  return json
}

describe('GET /pacticipants/{pacticipant}/timeline', () => {
  test('tells what happened to each version, newest first', async () => {
    const { _embedded, page } = timeline.parse(await ask('shop/timeline'))
    expect(page).toEqual({ number: 1, size: 20, totalElements: 4, totalPages: 1 })
    expect(_embedded.versions.map(({ number }) => number)).toEqual(['4', '3', '2', '1'])
    const [bare, third, second, first] = _embedded.versions
    expect(bare).toMatchObject({ branches: [], tags: [], contracts: [], results: [], environments: [] })
    expect(third).toMatchObject({
      buildUrl: null,
      branches: [{ name: 'main', latest: true }],
      tags: ['demo'],
      // The same content as that of version 1, by another name.
      contracts: [{ provider: 'orders', state: 'verified' }],
      results: [{ consumer: 'web', succeeded: 1, failed: 0 }],
      environments: [{ environment: 'test', production: false, how: 'deployed', until: expect.stringMatching(/^20/) }],
    })
    expect(second?.contracts).toEqual([
      { provider: 'orders', state: 'unverified' },
      { provider: 'stock', state: 'failed' },
    ])
    expect(first?.environments).toMatchObject([
      { environment: 'production', production: true, how: 'deployed', applicationInstance: null, until: null },
      { environment: 'test', how: 'deployed', until: null },
      { environment: 'production', how: 'released', until: null },
    ])
  })

  test('of one branch, page by page, each of which names the ones beside it', async () => {
    const { _embedded, page, _links } = timeline.parse(await ask('shop/timeline?branch=main&size=1'))
    expect(_embedded.versions.map(({ number, branches }) => [number, branches])).toEqual([
      ['3', [{ name: 'main', latest: true }]],
    ])
    expect(page.totalElements).toBe(2)
    expect(_links['next']).toMatchObject({
      href: `${broker.url}/pacticipants/shop/timeline?branch=main&size=1&page=2`,
    })
  })
})

describe('GET /pacticipants/{pacticipant}/interactions', () => {
  const told = (json: unknown) =>
    pacticipantInteractions
      .parse(json)
      ._embedded.interactions.map(({ consumer, provider, description, result }) =>
        [consumer, provider, description, result].join(' | '),
      )

  test('are those of the contracts in force, with what the newest result says', async () => {
    const json = await ask('shop/interactions')
    expect(told(json)).toEqual([
      'shop | orders | a request for an order | passed',
      'shop | orders | a request for all orders | passed',
      'shop | stock | shop asks stock (b) | unknown',
      'web | shop | web asks shop (d) | passed',
    ])
    expect(json._embedded.interactions[0]).toMatchObject({ consumerVersion: '3', kind: 'http', method: 'GET' })
  })

  test.each([
    ['role=provider', 1],
    ['role=consumer', 3],
    ['q=ORDER%207', 1],
    ['q=stock', 1],
    ['q=_', 0],
    ['role=consumer&size=2&page=2', 1],
  ])('?%s', async (question, count) => {
    expect(told(await ask(`shop/interactions?${question}`))).toHaveLength(count)
  })
})

test('GET /pacticipants/{pacticipant}/environments lists where versions are now, production last', async () => {
  const { _embedded } = pacticipantEnvironments.parse(await ask('shop/environments'))
  expect(_embedded.environments.map((one) => [one.environment, one.version, one.branch, one.how])).toEqual([
    ['test', '1', 'main', 'deployed'],
    ['production', '1', 'main', 'released'],
    ['production', '1', 'main', 'deployed'],
  ])
})

test.each(['timeline', 'interactions', 'environments'])('/%s is empty, or not found', async (part) => {
  expect(Object.values((await ask(`quiet/${part}`))._embedded)).toEqual([[]])
  const { status, json } = await broker.get(`/pacticipants/nobody/${part}`)
  expect([status, json.error]).toEqual([404, "No pacticipant with name 'nobody' found"])
})

test('the overview is asked for the providers of one consumer, and for the consumers of one provider', async () => {
  const { json } = await broker.get('/overview?consumer=shop')
  const providers = json._embedded.integrations.map(({ provider }: { provider: { name: string } }) => provider.name)
  expect(providers.toSorted()).toEqual(['orders', 'stock'])
  expect((await broker.get('/overview?provider=shop')).json.page.totalElements).toBe(1)
  expect((await broker.get('/overview?provider=sho')).json.page.totalElements).toBe(0)
})
