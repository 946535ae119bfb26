import { latestContracts } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(() => broker.stop())

async function publish(consumer: string, version: string, provider: string): Promise<void> {
  const content = { consumer: { name: consumer }, provider: { name: provider }, interactions: [] }
  const reply = await broker.put(`/pacts/provider/${provider}/consumer/${consumer}/version/${version}`, content)
  expect(reply.status).toBe(201)
}

describe('GET /pacts/latest', () => {
  it('is an empty list where nothing was published', async () => {
    const { status, json } = await broker.get('/pacts/latest')
    expect(status).toBe(200)
    expect(json.pacts).toEqual([])
  })

  it('lists the newest contract of each pair once, by name', async () => {
    await publish('Shop', '1', 'Orders')
    await publish('Shop', '2', 'Orders')
    await publish('Shop', '2', 'Catalogue')
    const { json } = await broker.get('/pacts/latest')
    const { pacts, _links } = latestContracts.parse(json)
    expect(pacts.map((pact) => pact._links.self.map(({ href }) => href.replace(broker.url, '')))).toEqual([
      ['/pacts/provider/Catalogue/consumer/Shop/latest', '/pacts/provider/Catalogue/consumer/Shop/version/2'],
      ['/pacts/provider/Orders/consumer/Shop/latest', '/pacts/provider/Orders/consumer/Shop/version/2'],
    ])
    expect(_links['pb:pacts']).toEqual([
      {
        href: `${broker.url}/pacts/provider/Catalogue/consumer/Shop/latest`,
        title: 'Latest pact between Shop and Catalogue',
      },
      {
        href: `${broker.url}/pacts/provider/Orders/consumer/Shop/latest`,
        title: 'Latest pact between Shop and Orders',
      },
    ])
  })

  it('says of each contract what its address does not', async () => {
    await publish('app', '1', 'Orders')
    const { json } = await broker.get('/pacts/latest')
    expect(json.pacts.map((pact: typeof json) => pact._embedded.consumer.name)).toEqual(['app', 'Shop', 'Shop'])
    const href = `${broker.url}/pacts/provider/Orders/consumer/app/latest`
    expect(json.pacts[0]).toEqual({
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
      _embedded: {
        consumer: {
          name: 'app',
          _embedded: {
            version: {
              number: '1',
              _links: { self: { title: 'Version', name: '1', href: `${broker.url}/pacticipants/app/versions/1` } },
            },
          },
          _links: { self: { href: `${broker.url}/pacticipants/app` } },
        },
        provider: { name: 'Orders', _links: { self: { href: `${broker.url}/pacticipants/Orders` } } },
      },
      _links: { self: [{ href }, { href: `${broker.url}/pacts/provider/Orders/consumer/app/version/1` }] },
    })
    expect(json._links.self).toEqual({ href: `${broker.url}/pacts/latest` })
    expect(json._links.pacts[0]).toEqual({
      href,
      title: 'Latest pact between app and Orders',
      name: 'DEPRECATED - please use the pb:pacts relation',
    })
    expect(json._links.curies).toEqual([{ name: 'pb', href: `${broker.url}/doc/{rel}?context=pacts`, templated: true }])
  })
})
