// What is told of each write: the events kept with it, in their order.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker()
  world = new VerificationWorld(broker)
})

afterAll(() => broker.stop())

/** The events that the work raised, each with what it says. */
async function raisedBy(work: () => Promise<unknown>): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const last = await broker.db.selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  await work()
  const rows = await broker.db
    .selectFrom('events')
    .selectAll()
    .where('id', '>', last?.id ?? 0)
    .orderBy('transaction_id')
    .orderBy('id')
    .execute()
  const kept = new Set(['id', 'transaction_id', 'created_at'])
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && !kept.has(name))),
  )
}

const names = (events: readonly Readonly<Record<string, unknown>>[]) => events.map(({ name }) => name)

describe('a publication', () => {
  test('tells that a contract was published, and that it changed', async () => {
    const events = await raisedBy(() => world.published('Web', '1', { for: 'Api', content: 'A', branch: 'main' }))
    const pair = { consumer: 'Web', consumer_version: '1', provider: 'Api' }
    expect(events).toEqual([
      { name: 'branch_created', pacticipant: 'Web', version: '1', branch: 'main' },
      { name: 'contract_published', ...pair },
      { name: 'contract_content_changed', ...pair, comment: expect.stringContaining('first time') },
    ])
  })

  test('tells that a contract needs a verification only where no result is there for it', async () => {
    await world.placed('Api', 'p1', { branch: 'main' })
    const first = await raisedBy(() => world.published('Web', '2', { for: 'Api', content: 'B', branch: 'main' }))
    expect(names(first)).toContain('contract_requiring_verification_published')
    await world.verified({ consumer: 'Web', provider: 'Api', content: 'B' }, 'p1', { branch: 'main' })
    const again = await raisedBy(() => world.published('Web', '3', { for: 'Api', content: 'B', branch: 'main' }))
    expect(names(again)).toEqual(['contract_published'])
  })

  test('by PUT of a contract tells the same', async () => {
    const body = {
      consumer: { name: 'Web' },
      provider: { name: 'Put' },
      interactions: [{ description: 'x', request: { method: 'GET', path: '/' }, response: { status: 200 } }],
    }
    const put = () => broker.put('/pacts/provider/Put/consumer/Web/version/9', body)
    expect(names(await raisedBy(put))).toEqual(['contract_published', 'contract_content_changed'])
    expect(names(await raisedBy(put))).toEqual(['contract_published'])
  })

  test('that is refused tells nothing', async () => {
    const other = { interactions: [{ description: 'other', request: { method: 'GET' }, response: { status: 200 } }] }
    expect(
      await raisedBy(async () => {
        const reply = await broker.put('/pacts/provider/Put/consumer/Web/version/9', other)
        expect(reply.status).toBe(409)
      }),
    ).toEqual([])
  })
})

describe('a verification result', () => {
  test('tells that it was published and how it went, and when all contracts of the version are verified', async () => {
    await world.published('Shop', '1', { for: 'Cart', content: 'A', branch: 'main' })
    await world.published('Shop', '1', { for: 'Stock', content: 'A', branch: 'main' })
    const cart = { consumer: 'Shop', provider: 'Cart', content: 'A' }
    const stock = { consumer: 'Shop', provider: 'Stock', content: 'A' }
    await world.placed('Cart', 'c1', { branch: 'main' })
    const of = (provider: string, version: string) => ({
      consumer: 'Shop',
      consumer_version: '1',
      provider,
      provider_version: version,
    })
    expect(await raisedBy(() => world.verified(cart, 'c1'))).toEqual([
      { name: 'provider_verification_published', ...of('Cart', 'c1') },
      { name: 'provider_verification_succeeded', ...of('Cart', 'c1') },
    ])
    await world.placed('Stock', 's1', { branch: 'main' })
    expect(await raisedBy(() => world.verified(stock, 's1', { success: false }))).toEqual([
      { name: 'provider_verification_published', ...of('Stock', 's1') },
      { name: 'provider_verification_failed', ...of('Stock', 's1') },
    ])
    expect((await raisedBy(() => world.verified(stock, 's1'))).at(-1)).toEqual({
      name: 'consumer_version_fully_verified',
      pacticipant: 'Shop',
      version: '1',
    })
    expect(names(await raisedBy(() => world.verified(cart, 'c1')))).not.toContain('consumer_version_fully_verified')
  })

  test('speaks of every consumer version for which the contract was handed out', async () => {
    await world.published('Multi', '1', { for: 'Many', content: 'A', branch: 'main' })
    await world.published('Multi', '2', { for: 'Many', content: 'A', branch: 'feat' })
    await world.placed('Many', 'm1', { branch: 'main' })
    const selected = await broker.post('/pacts/provider/Many/for-verification', {
      providerVersionBranch: 'main',
      consumerVersionSelectors: [{ branch: 'main' }, { branch: 'feat' }],
    })
    const contract = await broker.get(selected.json._embedded.pacts[0]._links.self.href)
    const address = contract.json._links['pb:publish-verification-results'].href
    const events = await raisedBy(() => broker.post(address, { success: true, providerApplicationVersion: 'm1' }))
    const told = events.filter(({ name }) => name === 'provider_verification_succeeded')
    expect(told.map(({ consumer_version }) => consumer_version)).toEqual(['1', '2'])
  })
})

describe('an environment', () => {
  test('tells of deployments, undeployments, releases and the end of support, each once', async () => {
    await world.placed('Placed', '1', {})
    await world.placed('Placed', '1', { branch: 'main' })
    const environment = await world.environment('events-test')
    const said = { pacticipant: 'Placed', version: '1', environment: 'events-test' }
    const deploy = () => world.deployed('Placed', '1', { environment })
    expect(await raisedBy(deploy)).toEqual([{ name: 'deployment_recorded', ...said }])
    expect(await raisedBy(deploy)).toEqual([])
    const current = await broker.get(`/environments/${environment}/deployed-versions/currently-deployed`)
    const { uuid } = current.json._embedded.deployedVersions[0]
    const undeploy = () => broker.patch(`/deployed-versions/${uuid}`, { currentlyDeployed: false })
    expect(await raisedBy(undeploy)).toEqual([{ name: 'undeployment_recorded', ...said }])
    expect(await raisedBy(undeploy)).toEqual([])

    const release = () => world.released('Placed', '1', { environment })
    expect(await raisedBy(release)).toEqual([{ name: 'release_recorded', ...said }])
    expect(await raisedBy(release)).toEqual([])
    const supported = await broker.get(`/environments/${environment}/released-versions/currently-supported`)
    const released = supported.json._embedded.releasedVersions[0].uuid
    const end = () => broker.patch(`/released-versions/${released}`, { currentlySupported: false })
    expect(await raisedBy(end)).toEqual([{ name: 'support_ended', ...said }])
    expect(await raisedBy(release)).toEqual([{ name: 'release_recorded', ...said }])
  })

  test('tells of the deployment that a tag with its name stands for', async () => {
    await world.environment('events-prod', true)
    await world.placed('Tagged', '1', { branch: 'main' })
    expect(await raisedBy(() => world.placed('Tagged', '1', { tags: ['events-prod'] }))).toEqual([
      { name: 'deployment_recorded', pacticipant: 'Tagged', version: '1', environment: 'events-prod' },
    ])
  })
})

test('a branch tells once that it came to be', async () => {
  const place = (version: string) => raisedBy(() => world.placed('Branched', version, { branch: 'feat/x' }))
  expect(await place('1')).toEqual([
    { name: 'branch_created', pacticipant: 'Branched', version: '1', branch: 'feat/x' },
  ])
  expect(await place('2')).toEqual([])
})
