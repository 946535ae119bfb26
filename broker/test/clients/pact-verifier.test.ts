import { join } from 'node:path'
import { Matchers, Pact, PactV2, PactV3 } from '@pact-foundation/pact'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type VerifierWorld, startVerifierWorld } from '../support/real-verifier.ts'

const { integer, like } = Matchers
let world: VerifierWorld

beforeAll(async () => {
  world = await startVerifierWorld()
})

afterAll(() => world.stop())

describe('pending', () => {
  const pair = { consumer: 'shop', provider: 'stock' }
  const options = { enablePending: true }

  test('a contract that was never verified does not fail the run, and its failure is published', async () => {
    await world.publish(await world.contract(pair, '/items/1'), '1', 'main')
    const { output, passed } = await world.verify('stock', '10', {
      ...options,
      providerVersionTags: ['dev'],
      buildUrl: 'http://ci.example.org/10',
    })
    expect(output).toContain('This pact is in pending state for this version of stock because')
    expect(output).toContain('expected 200 but was 404')
    expect(passed).toBe(true)
    expect(await world.results(pair, '1')).toEqual([['10', false]])
  })

  test('the version that failed has its branch and tags, and the result its build and its client', async () => {
    expect(await world.get('/pacticipants/stock/versions/10')).toMatchObject({
      number: '10',
      _embedded: { branchVersions: [{ name: 'main', latest: true }], tags: [{ name: 'dev' }] },
    })
    const { matrix } = await world.get(
      '/matrix?q[][pacticipant]=shop&q[][version]=1&q[][pacticipant]=stock&latestby=cvpv',
    )
    const response = await fetch(matrix[0].verificationResult._links.self.href)
    expect(await response.json()).toMatchObject({
      providerName: 'stock',
      providerApplicationVersion: '10',
      success: false,
      buildUrl: 'http://ci.example.org/10',
      verifiedBy: { implementation: 'Pact-Rust', version: expect.any(String) },
      testResults: [{ interactionId: expect.any(String), success: false }],
    })
  })

  test('once it was verified it is no longer pending, and the next failure fails the run', async () => {
    world.provider.answer({ '/items/1': { id: 5 } })
    const fixed = await world.verify('stock', '11', options)
    expect(fixed.output).toContain('This pact is in pending state for this version of stock because')
    expect(fixed.passed).toBe(true)
    expect(await world.results(pair, '1')).toEqual([
      ['11', true],
      ['10', false],
    ])

    world.provider.answer({})
    const broken = await world.verify('stock', '12', options)
    expect(broken.output).toContain(
      "This pact has previously been successfully verified by a version of stock from branch 'main'",
    )
    expect(broken.passed).toBe(false)
    expect(await world.results(pair, '1')).toEqual([
      ['12', false],
      ['11', true],
      ['10', false],
    ])
  })

  test('without pending the first failure fails the run', async () => {
    const other = { consumer: 'bank', provider: 'ledger' }
    await world.publish(await world.contract(other, '/accounts/1'), '1', 'main')
    const { output, passed } = await world.verify('ledger', '10')
    expect(output).not.toContain('This pact is in pending state')
    expect(passed).toBe(false)
    expect(await world.results(other, '1')).toEqual([['10', false]])
  })
})

test('work in progress is verified without failing the run', async () => {
  const pair = { consumer: 'radio', provider: 'tuner' }
  await world.publish(await world.contract(pair, '/stations'), '1', 'main')
  await world.publish(await world.contract(pair, '/podcasts'), '2', 'feat/podcasts')
  world.provider.answer({ '/stations': { id: 1 } })
  world.provider.takeAsked()

  const first = await world.verify('tuner', '10', { enablePending: true, includeWipPactsSince: '2020-01-01' })
  expect(world.provider.takeAsked()).toEqual(['GET /podcasts', 'GET /stations'])
  expect(first.output).toContain("'work in progress'")
  expect(first.output).toContain("from branch 'feat/podcasts'")
  expect(first.passed).toBe(true)
  expect(await world.results(pair, '1')).toEqual([['10', true]])
  expect(await world.results(pair, '2')).toEqual([['10', false]])

  const without = await world.verify('tuner', '11', { enablePending: true })
  expect(world.provider.takeAsked()).toEqual(['GET /stations'])
  expect(without.passed).toBe(true)
})

describe('contracts of every version of the specification', () => {
  test('V4 with asynchronous messages', async () => {
    const pair = { consumer: 'mailer', provider: 'orders' }
    const dir = await world.newFolder()
    await new Pact({ ...pair, dir, logLevel: 'error' })
      .addAsynchronousInteraction()
      .expectsToReceive('an order was placed', (message) => {
        message.withJSONContent({ orderId: integer(1), total: like(49.5) })
      })
      .executeTest(async () => {})
    await world.publish(join(dir, 'mailer-orders.json'), '1', 'main')
    const { output, passed } = await world.verify('orders', '10')
    expect({ passed, output }).toMatchObject({ passed: true })
    expect(await world.results(pair, '1')).toEqual([['10', true]])
    const contract = await world.get('/pacts/provider/orders/consumer/mailer/version/1')
    expect(contract.interactions).toMatchObject([{ type: 'Asynchronous/Messages', description: 'an order was placed' }])
  })

  test('V3 with states and their parameters', async () => {
    const pair = { consumer: 'library', provider: 'catalogue' }
    const dir = await world.newFolder()
    await new PactV3({ ...pair, dir, logLevel: 'error' })
      .given('there is a book', { isbn: '9780131103627' })
      .uponReceiving('a search')
      .withRequest({ method: 'GET', path: '/books', query: { title: 'C', page: '2' } })
      .willRespondWith({ status: 200, body: { total: integer(1) } })
      .executeTest(async (mock) => {
        expect((await fetch(`${mock.url}/books?title=C&page=2`)).status).toBe(200)
      })
    await world.publish(join(dir, 'library-catalogue.json'), '1', 'main')
    world.provider.answer({ '/books': { total: 3 } })
    world.provider.takeAsked()
    const { output, passed } = await world.verify('catalogue', '10')
    expect({ passed, output }).toMatchObject({ passed: true })
    expect(world.provider.takeStates()).toContain('there is a book')
    expect(world.provider.takeAsked()).toEqual([expect.stringMatching(/^GET \/books\?/)])
    expect(await world.results(pair, '1')).toEqual([['10', true]])
  })

  test('V2 with a state', async () => {
    const pair = { consumer: 'tracker', provider: 'fleet' }
    const dir = await world.newFolder()
    const pact = new PactV2({ ...pair, dir, logLevel: 'error' })
    const { port } = await pact.setup()
    await pact.addInteraction({
      state: 'there is a book',
      uponReceiving: 'a request for a truck',
      withRequest: { method: 'GET', path: '/trucks/1' },
      willRespondWith: { status: 200, body: { wheels: 4 } },
    })
    expect((await fetch(`http://127.0.0.1:${port}/trucks/1`)).status).toBe(200)
    await pact.verify()
    await pact.finalize()
    await world.publish(join(dir, 'tracker-fleet.json'), '1', 'main')
    world.provider.answer({ '/trucks/1': { wheels: 4 } })
    const { output, passed } = await world.verify('fleet', '10')
    expect({ passed, output }).toMatchObject({ passed: true })
    expect(await world.results(pair, '1')).toEqual([['10', true]])
  })

  test('the same content in a new version is verified already', async () => {
    const pair = { consumer: 'owl', provider: 'mouse' }
    const file = await world.contract(pair, '/field')
    world.provider.answer({ '/field': { id: 1 } })
    await world.publish(file, '1', 'main')
    expect((await world.verify('mouse', '10')).passed).toBe(true)
    await world.publish(file, '2', 'main')
    expect(await world.results(pair, '2')).toEqual([['10', true]])
  })
})
