import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { sql } from 'kysely'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let checkout: { readonly uuid: string; readonly name: string }

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const content = 'first'
  await broker.put('/pacticipants/web', { name: 'web', mainBranch: 'main' })
  await broker.put('/pacticipants/orders', { name: 'orders' })
  await broker.put('/pacticipants/orders/labels/team%20a')
  const published = (consumer: string, provider: string) => world.published(consumer, '1', { for: provider, content })

  await published('shop', 'orders')
  await world.verified({ consumer: 'shop', provider: 'orders', content }, '5', { branch: 'main' })

  await published('shop', 'stock')
  await world.verified({ consumer: 'shop', provider: 'stock', content }, '2')
  await world.verified({ consumer: 'shop', provider: 'stock', content }, '3', { success: false })

  await published('mobile', 'orders')

  await published('mobile', 'stock')
  await world.verified({ consumer: 'mobile', provider: 'stock', content }, '3', { success: false, wip: true })

  // What a feature branch of the consumer wants says nothing of how the pair stands.
  await world.published('web', '1', { for: 'orders', content, branch: 'main' })
  await world.verified({ consumer: 'web', provider: 'orders', content }, '5')
  await world.published('web', '2', { for: 'orders', content: 'other', branch: 'feature' })
  await world.verified({ consumer: 'web', provider: 'orders', content: 'other' }, '5', { success: false })
  const team = await broker.post('/teams', { name: 'Checkout' })
  checkout = { uuid: team.json.uuid, name: 'Checkout' }
  await broker.put('/teams/Checkout/pacticipants/web')

  const production = await world.environment('production', true)
  await world.deployed('shop', '1', { environment: production })
  await world.deployed('orders', '5', { environment: production })
  await world.deployed('stock', '3', { environment: production })
  await published('billing', 'orders')
  await sql`
    update verification_requests set overdue_at = now()
    where consumer_version_id in (
      select versions.id from versions join pacticipants on pacticipants.id = versions.pacticipant_id
      where pacticipants.name = 'billing')`.execute(broker.db)
})

afterAll(() => broker.stop())

async function ask(question = ''): Promise<wire.Overview> {
  const { status, json } = await broker.get(`/overview${question}`)
  expect(status).toBe(200)
  return wire.overview.parse(json)
}

const told = ({ _embedded }: wire.Overview) =>
  _embedded.integrations.map(({ consumer, provider, state }) => `${consumer.name} ${provider.name} ${state}`)

describe('GET /overview', () => {
  test('tells how each pair stands, and what wants attention first', async () => {
    const overview = await ask()
    expect(told(overview)).toEqual([
      'shop stock failed',
      'billing orders overdue',
      'mobile orders unverified',
      'mobile stock pending',
      'web orders verified',
      'shop orders verified',
    ])
    expect(overview.counts).toEqual({
      integrations: 6,
      states: { failed: 1, overdue: 1, unverified: 1, pending: 1, verified: 2 },
    })
    expect(overview.page).toEqual({ number: 1, size: 100, totalElements: 6, totalPages: 1 })
  })

  test('tells of a pair who published and verified, and where to look', async () => {
    const [item] = (await ask('?q=web'))._embedded.integrations
    expect(item).toEqual({
      consumer: { name: 'web', labels: [], team: checkout, version: { number: '1', branch: 'main' } },
      provider: { name: 'orders', labels: ['team a'], team: null, version: { number: '5', branch: 'main' } },
      state: 'verified',
      publishedAt: expect.stringMatching(/^20/),
      verifiedAt: expect.stringMatching(/^20/),
      requestedAt: null,
      webhookStatus: 'none',
      _links: {
        'pb:pact-version': {
          title: 'The contract',
          href: `${broker.url}/pacts/provider/orders/consumer/web/version/1`,
        },
        'pb:consumer': { title: 'Consumer', name: 'web', href: `${broker.url}/pacticipants/web` },
        'pb:provider': { title: 'Provider', name: 'orders', href: `${broker.url}/pacticipants/orders` },
        'pb:matrix': { title: 'Matrix', href: `${broker.url}/matrix/provider/orders/consumer/web` },
      },
    })
  })

  test.each([
    ['?state=verified', ['web orders verified', 'shop orders verified']],
    ['?q=MOB', ['mobile orders unverified', 'mobile stock pending']],
    ['?q=_', []],
    ['?label=team%20a&state=unverified', ['mobile orders unverified']],
    ['?label=nobody', []],
    ['?team=CHECKOUT', ['web orders verified']],
    ['?team=nobody', []],
    ['?environment=production', ['shop stock failed', 'shop orders verified']],
    ['?q=shop&order=consumer', ['shop orders verified', 'shop stock failed']],
    ['?order=provider&q=mobile', ['mobile orders unverified', 'mobile stock pending']],
  ])('%s', async (question, expected) => {
    expect(told(await ask(question))).toEqual(expected)
  })

  test('finds the pairs of a team by its UUID as well', async () => {
    expect(told(await ask(`?team=${checkout.uuid}`))).toEqual(['web orders verified'])
  })

  test('counts what the question is about, whatever the state that is shown', async () => {
    const { counts, page } = await ask('?q=shop&state=failed')
    expect(counts).toMatchObject({ integrations: 2, states: { failed: 1, verified: 1 } })
    expect(page.totalElements).toBe(1)
  })

  test('comes page by page, and each names the ones beside it', async () => {
    const first = await ask('?order=consumer&size=4')
    expect(first.page).toEqual({ number: 1, size: 4, totalElements: 6, totalPages: 2 })
    expect(first._links['next']).toEqual({
      href: `${broker.url}/overview?order=consumer&size=4&page=2`,
      title: 'Next page',
    })
    const second = await ask('?order=consumer&size=4&page=2')
    expect(told(second)).toEqual(['shop stock failed', 'web orders verified'])
    expect(second._links).not.toHaveProperty('next')
  })

  test.each(['?state=odd', '?order=odd', '?page=0'])('refuses %s', async (question) => {
    expect((await broker.get(`/overview${question}`)).status).toBe(400)
  })
})
