import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type BadInputWorld,
  bodies,
  endpointsWithBody,
  expectAnswer,
  nameOf,
  named,
  startBadInputWorld,
} from '../support/bad-input.ts'
import { pactBetween, pactPath, publish, request } from '../support/publications.ts'

const LIMIT = 1_000_000
const large = 'x'.repeat(10_000_000)

describe('bodies of 10 MB', () => {
  let world: BadInputWorld

  beforeAll(async () => {
    world = await startBadInputWorld()
  })

  afterAll(() => world.stop())

  test.each(named(endpointsWithBody))('%s reads them', async (name, endpoint) => {
    const reply = await world.ask(endpoint, { body: { ...bodies[name]?.('large'), large }, call: 'large' })
    expectAnswer(reply, name)
  })

  test('a contract of 10 MB is published, shown and verified', async () => {
    const body = Array.from({ length: 100_000 }, (_, id) => ({
      id,
      name: `item ${id}`,
      price: 1.5,
      tags: ['a', 'b', 'c'],
    }))
    const contract = pactBetween('Shop', 'Warehouse', [{ ...request('all'), response: { status: 200, body } }])
    expect(JSON.stringify(contract).length).toBeGreaterThan(5_000_000)
    const published = await publish(world, 'huge', { consumer: 'Shop', contracts: { Warehouse: contract } })
    expect(published.status).toBe(200)
    const stored = await world.get(pactPath('huge', { consumer: 'Shop', provider: 'Warehouse' }))
    expect(stored.json.interactions[0].response.body.length).toBe(body.length)
    const results = await world.post(stored.json._links['pb:publish-verification-results'].href, {
      success: false,
      providerApplicationVersion: '1',
      testResults: [
        { interactionId: stored.json.interactions[0]._id, success: false, mismatches: [{ description: large }] },
      ],
    })
    expect(results.status).toBe(201)
  })
})

describe('with a limit of 1 MB', () => {
  let world: BadInputWorld

  beforeAll(async () => {
    world = await startBadInputWorld({ bodyLimit: LIMIT })
  })

  afterAll(() => world.stop())

  test.each(named(endpointsWithBody))(
    '%s refuses more with 413, and says what the limit is',
    async (name, endpoint) => {
      const before = await world.written()
      const reply = await world.ask(endpoint, { body: { ...bodies[name]?.('large'), large } })
      expectAnswer(reply, nameOf(endpoint))
      expect(reply.status).toBe(413)
      expect(reply.json.error).toContain(`larger than the limit of ${LIMIT} bytes`)
      expect(await world.written()).toEqual(before)
    },
  )
})
