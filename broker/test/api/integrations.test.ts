import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { pactBetween, publish, shaOf } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const DELETE_ALL = '/integrations?confirm=delete-all-integrations'

beforeEach(async () => {
  await broker.del(DELETE_ALL)
  world = new VerificationWorld(broker)
})

const integrate = (consumer: string, provider: string, version = '1') =>
  world.published(consumer, version, { for: provider, content: `${consumer} ${provider} ${version}` })

const pairs = ({ json }: { json: wire.Integrations }) =>
  json._embedded.integrations.map(({ consumer, provider }) => `${consumer.name} ${provider.name}`)

const numbers = async (pacticipant: string) => {
  const { json } = await broker.get(`/pacticipants/${pacticipant}/versions`)
  return json._embedded?.versions.map(({ number }: { number: string }) => number)
}

const isThere = async (path: string) => (await broker.get(path)).status === 200

describe('GET /integrations', () => {
  test('lists the pairs with their links', async () => {
    await integrate('My shop', 'Orders')
    const { status, json } = await broker.get('/integrations')
    expect(status).toBe(200)
    expect(wire.integrations.parse(json)).toEqual({
      _embedded: {
        integrations: [
          {
            consumer: { name: 'My shop' },
            provider: { name: 'Orders' },
            _links: {
              'pb:dashboard': {
                title: 'BETA: Pacts to show on the dashboard',
                href: `${broker.url}/dashboard/provider/Orders/consumer/My%20shop`,
              },
              'pb:matrix': {
                title: 'Matrix of pacts/verification results for My shop and Orders',
                href: `${broker.url}/matrix/provider/Orders/consumer/My%20shop`,
              },
              'pb:group': {
                title: 'Everything that is connected with My shop',
                href: `${broker.url}/groups/My%20shop`,
                type: 'text/csv',
              },
              'pb:delete_integration': {
                title: 'Delete the integration between My shop and Orders',
                href: `${broker.url}/integrations/provider/Orders/consumer/My%20shop`,
              },
            },
          },
        ],
      },
      _links: { self: { href: `${broker.url}/integrations`, title: 'All integrations' } },
    })
  })

  test('begins with the pair whose contract changed last', async () => {
    await integrate('A', 'P')
    await integrate('B', 'P')
    expect(pairs(await broker.get('/integrations'))).toEqual(['B P', 'A P'])
    await integrate('A', 'P', '2')
    expect(pairs(await broker.get('/integrations'))).toEqual(['A P', 'B P'])
  })

  test('finds part of either name, and gives pages', async () => {
    for (const [consumer, provider] of [
      ['Shop', 'Orders'],
      ['Orders', 'Stock'],
      ['Mailer', 'News'],
    ] as const) {
      await integrate(consumer, provider)
    }
    expect(pairs(await broker.get('/integrations?q=ORDER'))).toEqual(['Orders Stock', 'Shop Orders'])
    const { json } = await broker.get('/integrations?q=order&size=1')
    expect(pairs({ json })).toEqual(['Orders Stock'])
    expect(json.page).toEqual({ number: 1, size: 1, totalElements: 2, totalPages: 2 })
    expect(json._links.next).toEqual({ title: 'Next page', href: `${broker.url}/integrations?size=1&page=2&q=order` })
    expect(pairs(await broker.get(json._links.next.href))).toEqual(['Shop Orders'])
    const wrong = await broker.get('/integrations?size=0')
    expect([wrong.status, wrong.json]).toEqual([400, { errors: { size: ['must be greater than or equal to 1'] } }])
  })

  test('is a graph for Graphviz', async () => {
    await integrate('My shop', 'Orders')
    await publish(broker, '1', { consumer: 'a"b\\', contracts: { Orders: pactBetween('a"b\\', 'Orders') } })
    const { headers, text } = await broker.get('/integrations', { accept: 'text/vnd.graphviz' })
    expect(headers.get('content-type')).toBe('text/vnd.graphviz;charset=utf-8')
    expect(text.split('\n')).toEqual([
      'digraph { ranksep=3; ratio=auto; overlap=false; node [ shape = plaintext, fontname = Helvetica ];',
      String.raw`  "a\"b\\" -> "Orders"`,
      '  "My shop" -> "Orders"',
      '}',
      '',
    ])
  })
})

describe('DELETE /integrations/provider/{provider}/consumer/{consumer}', () => {
  const remove = (consumer: string, provider: string, accept = 'application/hal+json') =>
    broker.request('DELETE', `/integrations/provider/${provider}/consumer/${consumer}`, { headers: { accept } })

  test('takes contracts, results, and the pacticipants that have nothing else', async () => {
    const pact = await integrate('A', 'P')
    await world.verified({ consumer: 'A', provider: 'P', content: 'A P 1' }, '7', { branch: 'main' })
    expect((await remove('A', 'P')).status).toBe(204)
    expect(pairs(await broker.get('/integrations'))).toEqual([])
    expect(await isThere('/pacticipants/A')).toBe(false)
    expect(await isThere('/pacticipants/P')).toBe(false)
    expect((await broker.get(`/pacts/provider/P/consumer/A/pact-version/${shaOf(pact)}`)).status).toBe(404)
    const again = await remove('A', 'P')
    expect([again.status, again.json]).toEqual([404, { error: "No consumer with name 'A' found" }])
  })

  test('leaves other integrations with their versions', async () => {
    await integrate('A', 'P')
    await integrate('B', 'P')
    const content = (consumer: string) => ({ consumer, provider: 'P', content: `${consumer} P 1` })
    await world.verified(content('A'), '1')
    await world.verified(content('B'), '1')
    await world.verified(content('A'), '2')
    await world.placed('P', '3', { branch: 'main' })
    await remove('A', 'P')
    expect(await isThere('/pacticipants/A')).toBe(false)
    expect(pairs(await broker.get('/integrations'))).toEqual(['B P'])
    // 2 verified only what is gone; 3 may still be verified.
    expect(await numbers('P')).toEqual(['3', '1'])
    expect(await isThere('/pacts/provider/P/consumer/B/version/1')).toBe(true)
  })

  test('leaves a version that runs somewhere, and gives branches their head again', async () => {
    await integrate('B', 'P')
    await integrate('A', 'P')
    const name = { consumer: 'A', provider: 'P', content: 'A P 1' }
    for (const version of ['1', '2', '3']) await world.verified(name, version, { branch: 'main' })
    await world.verified({ consumer: 'B', provider: 'P', content: 'B P 1' }, '2')
    await world.deployed('P', '1', { environment: await world.environment('test') })
    expect((await broker.get('/pacticipants/P/branches/main/latest-version')).json.number).toBe('3')
    await remove('A', 'P')
    expect(await numbers('P')).toEqual(['2', '1'])
    expect((await broker.get('/pacticipants/P/branches/main/latest-version')).json.number).toBe('2')
  })

  test('answers whatever is accepted', async () => {
    await integrate('A', 'P')
    for (const accept of ['*/*', 'application/json', 'text/plain', 'text/csv', 'image/png']) {
      await integrate('A', 'P')
      expect([accept, (await remove('A', 'P', accept)).status]).toEqual([accept, 204])
    }
  })

  test('is nothing for two that have none, and not found for one that is unknown', async () => {
    await broker.put('/pacticipants/A/versions/1')
    await broker.put('/pacticipants/P/versions/1')
    expect((await remove('A', 'Nobody')).json).toEqual({ error: "No provider with name 'Nobody' found" })
    expect((await remove('Nobody', 'P')).json).toEqual({ error: "No consumer with name 'Nobody' found" })
    expect(await isThere('/pacticipants/A')).toBe(true)
  })

  test('takes one that is its own provider', async () => {
    await integrate('A', 'A')
    expect((await remove('A', 'A')).status).toBe(204)
    expect(await isThere('/pacticipants/A')).toBe(false)
  })

  test('takes the webhooks of the pair and what was sent about it, and leaves others', async () => {
    await integrate('A', 'P')
    await integrate('B', 'P')
    const ids = await broker.db.selectFrom('pacticipants').select(['id', 'name']).execute()
    const idOf = (name: string) => ids.find((row) => row.name === name)?.id ?? null
    const webhook = (uuid: string, consumer: string | undefined) => ({
      uuid,
      consumer_id: consumer === undefined ? null : idOf(consumer),
      provider_id: idOf('P'),
      events: ['contract_published'],
      method: 'POST',
      url: 'http://localhost/',
    })
    const rows = await broker.db
      .insertInto('webhooks')
      .values([webhook('of-a', 'A'), webhook('of-b', 'B'), webhook('of-all', undefined)])
      .returning(['id', 'uuid'])
      .execute()
    const triggered = rows.flatMap(({ id, uuid }) =>
      ['A', 'B'].map((consumer) => ({
        uuid: `${uuid} for ${consumer}`,
        webhook_id: id,
        webhook_uuid: uuid,
        event_name: 'contract_published',
        event_context: '{}',
        consumer_id: idOf(consumer),
        provider_id: idOf('P'),
        status: 'success',
      })),
    )
    await broker.db.insertInto('triggered_webhooks').values(triggered).execute()
    await remove('A', 'P')
    const uuids = async (table: 'webhooks' | 'triggered_webhooks') =>
      (await broker.db.selectFrom(table).select('uuid').orderBy('uuid').execute()).map(({ uuid }) => uuid)
    expect(await uuids('webhooks')).toEqual(['of-all', 'of-b'])
    expect(await uuids('triggered_webhooks')).toEqual(['of-all for B', 'of-b for B'])
  })

  test('is never an error while contracts are published and verified', async () => {
    await integrate('B', 'P')
    const work = Array.from({ length: 8 }, async (_, index) => {
      const contracts = { P: pactBetween('A', 'P') }
      const published = await publish(broker, `${index}`, { consumer: 'A', contracts, branch: 'main' })
      const removed = await remove('A', 'P')
      return [published.status, removed.status]
    })
    const statuses = new Set((await Promise.all(work)).flat())
    expect([...statuses].filter((status) => ![200, 204, 404].includes(status))).toEqual([])
  })
})

describe('DELETE /integrations', () => {
  test('needs an explicit confirmation', async () => {
    await integrate('A', 'P')
    for (const query of ['', '?confirm=true', '?confirm=']) {
      const { status, json } = await broker.del(`/integrations${query}`)
      expect([status, json.errors.confirm[0]]).toEqual([
        400,
        expect.stringMatching(/^needs an explicit confirmation.*\?confirm=delete-all-integrations$/),
      ])
    }
    expect(pairs(await broker.get('/integrations'))).toEqual(['A P'])
  })

  test('leaves nothing but environments', async () => {
    await integrate('A', 'P')
    await world.deployed('A', '1', { environment: await world.environment('everything') })
    await broker.put('/pacticipants/Alone/labels/x')
    expect((await broker.del(DELETE_ALL)).status).toBe(204)
    expect((await broker.get('/pacticipants')).json._embedded.pacticipants).toEqual([])
    expect((await broker.get('/labels')).json._embedded.labels).toEqual([])
    expect((await broker.get('/environments?name=everything')).json._embedded.environments).toHaveLength(1)
    await integrate('A', 'P')
    expect(pairs(await broker.get('/integrations'))).toEqual(['A P'])
  })
})
