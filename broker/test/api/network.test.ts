import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const content = 'first'
  await broker.put('/pacticipants/lonely/labels/team%20b')
  await broker.put('/pacticipants/orders/labels/team%20a')
  await broker.put('/pacticipants/orders/labels/core')
  await broker.post('/teams', { name: 'Checkout' })
  await broker.put('/teams/Checkout/pacticipants/orders')
  await world.published('shop', '1', { for: 'orders', content })
  await world.published('shop', '2', { for: 'orders', content })
  await world.published('shop', '2', { for: 'stock', content })
  await world.published('orders', '5', { for: 'stock', content })
  await world.verified({ consumer: 'shop', provider: 'orders', content }, '5')
  await world.verified({ consumer: 'orders', provider: 'stock', content }, '7', { success: false })
  const production = await world.environment('production', true)
  await world.deployed('orders', '5', { environment: production })
  await world.deployed('stock', '7', { environment: production })
})

afterAll(() => broker.stop())

async function ask(question = ''): Promise<wire.Network> {
  const { status, json } = await broker.get(`/network${question}`)
  expect(status).toBe(200)
  return wire.network.parse(json)
}

const told = ({ integrations }: wire.Network) =>
  integrations.map(({ consumer, provider, state }) => `${consumer} ${provider} ${state}`)

describe('GET /network', () => {
  test('tells of all who have a contract, each once, and how each pair stands', async () => {
    expect(await ask()).toEqual({
      pacticipants: [
        { name: 'orders', labels: ['core', 'team a'], team: 'Checkout' },
        { name: 'stock', labels: [], team: null },
        { name: 'shop', labels: [], team: null },
      ],
      integrations: [
        { consumer: 'orders', provider: 'stock', state: 'failed', version: '5' },
        { consumer: 'shop', provider: 'orders', state: 'verified', version: '2' },
        { consumer: 'shop', provider: 'stock', state: 'unverified', version: '2' },
      ],
      total: 3,
      labels: ['core', 'team a', 'team b'],
      teams: ['Checkout'],
      _links: { self: { href: `${broker.url}/network` } },
    })
  })

  test.each([
    ['?label=core', ['orders stock failed', 'shop orders verified']],
    ['?environment=production', ['orders stock failed']],
    ['?team=checkout', ['orders stock failed', 'shop orders verified']],
    ['?team=nobody', []],
    ['?label=team%20b', []],
  ])('%s', async (question, expected) => {
    expect(told(await ask(question))).toEqual(expected)
  })

  test('says which labels there are, whatever was asked', async () => {
    expect(await ask('?label=nobody')).toMatchObject({
      pacticipants: [],
      total: 0,
      labels: ['core', 'team a', 'team b'],
    })
  })
})
