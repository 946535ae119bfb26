import { providerStates } from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pactBetween, publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let uuid: string

const state = (name: string, params?: unknown) => (params === undefined ? { name } : { name, params })

async function published(
  consumer: string,
  version: string,
  { branch, interactions }: { branch: string; interactions: readonly object[] },
): Promise<void> {
  const parts = interactions.map((part, index) => ({ ...request(`request ${index}`), ...part }))
  const contracts = { Orders: pactBetween(consumer, 'Orders', parts) }
  expect((await publish(broker, version, { consumer, branch, contracts })).status).toBe(200)
}

beforeAll(async () => {
  broker = await startTestBroker()
  await published('Shop', '0', { branch: 'main', interactions: [{ providerState: 'of an older contract' }] })
  await published('Shop', '1', {
    branch: 'main',
    interactions: [
      { providerState: 'an old style' },
      { providerStates: [state('b', { id: 1, name: 'x' }), state('a')] },
      { providerStates: [state('b', { id: 2 })] },
    ],
  })
  await published('Mailer', '1', {
    branch: 'main',
    interactions: [{ providerStates: [state('b', { name: 'x', id: 1 }), state('a'), state('Z', {})] }, {}],
  })
  await published('Mailer', '2', { branch: 'feat/x', interactions: [{ providerState: 'new' }] })
  const world = new VerificationWorld(broker)
  uuid = await world.environment('test')
  await world.deployed('Mailer', '2', { environment: uuid })
  await world.released('Shop', '0', { environment: uuid })
  await world.released('Shop', '1', { environment: await world.environment('other') })
})

afterAll(() => broker.stop())

async function states(path: string) {
  const { status, json } = await broker.get(`/pacts/provider/${path}`)
  expect(status).toBe(200)
  return providerStates.parse(json).providerStates
}

test('are those of the newest contracts on the main branches, each once, by name', async () => {
  expect(await states('Orders/provider-states')).toEqual([
    { name: 'Z', params: {}, consumers: ['Mailer'] },
    { name: 'a', consumers: ['Mailer', 'Shop'] },
    { name: 'an old style', consumers: ['Shop'] },
    { name: 'b', params: { id: 2 }, consumers: ['Shop'] },
    { name: 'b', params: { id: 1, name: 'x' }, consumers: ['Mailer', 'Shop'] },
  ])
})

test('are those of the newest contracts on a branch', async () => {
  expect(await states('Orders/provider-states/branch/feat%2Fx')).toEqual([{ name: 'new', consumers: ['Mailer'] }])
  expect(await states('Orders/provider-states/branch/none')).toEqual([])
})

test('are those of what is in an environment, by its name or UUID', async () => {
  const expected = [
    { name: 'new', consumers: ['Mailer'] },
    { name: 'of an older contract', consumers: ['Shop'] },
  ]
  expect(await states('Orders/provider-states/environment/test')).toEqual(expected)
  expect(await states(`Orders/provider-states/environment/${uuid}`)).toEqual(expected)
})

test('are none for what nobody consumes, and not found for what is unknown', async () => {
  expect(await states('Shop/provider-states')).toEqual([])
  for (const path of ['', '/branch/main', '/environment/test']) {
    const { status, json } = await broker.get(`/pacts/provider/Nobody/provider-states${path}`)
    expect([status, json]).toEqual([404, { error: "No provider with name 'Nobody' found" }])
  }
  const unknown = await broker.get('/pacts/provider/Orders/provider-states/environment/moon')
  expect([unknown.status, unknown.json]).toEqual([404, { error: "No environment with name or UUID 'moon' found" }])
})
