import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const name = (content: string) => ({ consumer: 'shop', provider: 'stock', content })
  await broker.put('/pacticipants/stock', { name: 'stock', mainBranch: 'main' })
  const production = await world.environment('production', true)
  await world.published('shop', '1', { for: 'stock', content: 'a', branch: 'main' })
  await world.deployed('shop', '1', { environment: production })
  await world.placed('stock', '4', { branch: 'old' })
  await world.deployed('stock', '4', { environment: production })
  await world.verified(name('a'), '5', { branch: 'main' })
  await world.published('shop', '2', { for: 'stock', content: 'a', branch: 'feature' })
  await world.published('shop', '3', { for: 'stock', content: 'b' })
  await world.verified(name('b'), '6', { branch: 'main', success: false })
  await world.placed('stock', '7', { branch: 'main' })
})

afterAll(() => broker.stop())

const at = '/matrix/provider/stock/consumer/shop'

async function grid(query = ''): Promise<wire.MatrixGrid> {
  const { status, json } = await broker.get(`${at}/grid${query}`)
  expect(status).toBe(200)
  return wire.matrixGrid.parse(json)
}

const numbers = ({ versions }: { readonly versions: readonly { readonly number: string }[] }) =>
  versions.map(({ number }) => number)

describe('GET /matrix/provider/{provider}/consumer/{consumer}/grid', () => {
  test('has the newest versions first, with branches and environments, and the results between them', async () => {
    const { consumer, provider, results } = await grid()
    expect(numbers(consumer)).toEqual(['3', '2', '1'])
    expect(numbers(provider)).toEqual(['7', '6', '5', '4'])
    expect(consumer.versions[2]).toMatchObject({ branch: 'main', environments: [{ name: 'production' }] })
    expect(consumer.versions[1]?.sha).toBe(consumer.versions[2]?.sha)
    expect(results).toEqual([
      { consumerVersion: '3', providerVersion: '6', success: false },
      { consumerVersion: '2', providerVersion: '5', success: true },
      { consumerVersion: '1', providerVersion: '5', success: true },
    ])
  })

  test('comes in pages, of which the first has what is in an environment as well', async () => {
    const first = await grid('?size=1')
    expect(numbers(first.consumer)).toEqual(['3', '1'])
    expect(numbers(first.provider)).toEqual(['7', '6', '4'])
    expect([first.consumer.hasOlder, first.provider.hasOlder]).toEqual([true, true])
    const second = await grid('?size=1&page=2&providerPage=2')
    expect([numbers(second.consumer), numbers(second.provider)]).toEqual([['2'], ['5']])
    expect([second.consumer.hasOlder, second.provider.hasOlder]).toEqual([true, false])
  })

  test('is empty for a pair without contracts, and does not know strangers', async () => {
    const reply = await broker.get('/matrix/provider/shop/consumer/stock/grid')
    expect(reply.json).toMatchObject({ consumer: { versions: [] }, provider: { versions: [] }, results: [] })
    expect((await broker.get('/matrix/provider/stock/consumer/nobody/grid')).status).toBe(404)
    expect((await broker.get(`${at}/grid?size=0`)).status).toBe(400)
  })
})

async function cell(query: string): Promise<wire.MatrixCell> {
  const { status, json } = await broker.get(`${at}/version/${query}`)
  expect(status).toBe(200)
  return wire.matrixCell.parse(json)
}

describe('GET /matrix/provider/{provider}/consumer/{consumer}/version/{version}', () => {
  test('tells of a result, and that it was found out for an older version with the same contract', async () => {
    const first = await cell('1?providerVersion=5')
    expect(first).toMatchObject({
      consumer: { name: 'shop', version: '1' },
      provider: { name: 'stock', version: '5' },
      contract: { firstVersion: '1' },
      result: { number: 1, success: true, isReused: false, isPending: false, buildUrl: null },
      next: null,
    })
    const second = await cell('2?providerVersion=5')
    expect(second).toMatchObject({ contract: { firstVersion: '1' }, result: { isReused: true } })
    expect(second._links['pb:verification-result']).toMatchObject({
      href: `${broker.url}/pacts/provider/stock/consumer/shop/pact-version/${first.contract.sha}/verification-results/1`,
    })
  })

  test('says what to run where there is no result, and why there is a failure', async () => {
    const missing = await cell('1?providerVersion=4')
    expect(missing.result).toBeNull()
    expect(missing.next).toMatch(/^tally verify --provider-name stock .* --provider-version 4 --publish$/)
    const failed = await cell('3')
    expect(failed).toMatchObject({ provider: { version: '6' }, result: { success: false } })
    expect(failed.next).toMatch(/^tally verify (?!.*--publish)/)
  })

  test('knows only contracts', async () => {
    expect((await broker.get(`${at}/version/9`)).status).toBe(404)
  })
})
