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
})
