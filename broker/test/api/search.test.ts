import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as wire from '@tallystick/client/wire'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  await broker.post('/pacticipants', { name: 'web-shop', mainBranch: 'main' })
  await broker.post('/pacticipants', { name: 'Orders' })
  await broker.put('/pacticipants/Orders/labels/team%20checkout')
  const interactions = [{ description: 'a request for 100% of an order' }, { description: 'a stock_level' }]
  await world.published('web-shop', '1.4.0', { for: 'Orders', content: '1', branch: 'main', interactions })
  await world.published('web-shop', '1.5.0-ABC', {
    for: 'Orders',
    content: '2',
    branch: 'feat/JIRA-7-refunds',
    interactions: [...interactions, { description: 'a refund' }],
  })
  await world.published('mobile', '1.4.2', { for: 'Orders', content: '1', interactions })
  await world.environment('production', true)
})

afterAll(() => broker.stop())

async function ask(question: string): Promise<wire.SearchResults> {
  const { status, json } = await broker.get(`/search?${question}`)
  expect(status, JSON.stringify(json)).toBe(200)
  return wire.searchResults.parse(json)
}

function nameOf(item: wire.SearchItem): string {
  switch (item.kind) {
    case 'pacticipant':
    case 'environment':
      return item.name
    case 'contract':
      return `${item.consumer} ${item.provider}`
    case 'interaction':
      return `${item.consumer} ${item.description}`
    case 'version':
      return `${item.pacticipant} ${item.number}`
    case 'branch':
      return `${item.pacticipant} ${item.name}`
  }
}

const found = ({ _embedded }: wire.SearchResults) =>
  Object.fromEntries(_embedded.groups.map(({ kind, items }) => [kind, items.map(nameOf)]))

describe('GET /search', () => {
  test.each([
    ['an application by a part of its name, of any case', 'RDER', { pacticipant: ['Orders'] }],
    ['an application by its label', 'team checkout', { pacticipant: ['Orders'] }],
    ['an environment', 'produ', { environment: ['production'] }],
    ['what begins so before what goes on so', 'o', { pacticipant: ['Orders', 'mobile', 'web-shop'] }],
    ['contracts by both sides', 'mobile order', { contract: ['mobile Orders'] }],
    ['an interaction with whom it is of', 'mobile stock', { interaction: ['mobile a stock_level'] }],
    ['versions by how they begin', '1.4', { version: ['mobile 1.4.2', 'web-shop 1.4.0'] }],
    ['a version of an application', 'shop 1.5.0-abc', { version: ['web-shop 1.5.0-ABC'] }],
    ['a branch', 'jira-7', { branch: ['web-shop feat/JIRA-7-refunds'] }],
    ['signs as they are', '100%', { interaction: expect.arrayContaining(['mobile a request for 100% of an order']) }],
  ])('finds %s', async (_, text, expected) => {
    expect(found(await ask(`q=${encodeURIComponent(text)}`))).toMatchObject(expected)
  })

  test.each(['nothing', '_____', '%%%', '.4.0', 'shop nothing'])('finds nothing for %s', async (text) => {
    expect(found(await ask(`q=${encodeURIComponent(text)}`))).toEqual({})
  })

  test('looks for interactions where contracts stand now, and not for all of a name', async () => {
    expect(found(await ask('q=refund'))).toEqual({ branch: ['web-shop feat/JIRA-7-refunds'] })
    expect(found(await ask('q=web-shop'))).toEqual({ pacticipant: ['web-shop'], contract: ['web-shop Orders'] })
  })

  test('says where what is found is', async () => {
    const { _embedded } = await ask('q=mobile&kind=contract')
    expect(_embedded.groups).toEqual([
      {
        kind: 'contract',
        hasMore: false,
        items: [
          {
            kind: 'contract',
            consumer: 'mobile',
            provider: 'Orders',
            consumerVersion: '1.4.2',
            publishedAt: expect.stringMatching(/^20/),
            _links: {
              'pb:pact-version': {
                title: 'The contract',
                href: `${broker.url}/pacts/provider/Orders/consumer/mobile/version/1.4.2`,
              },
            },
          },
        ],
        _links: {
          self: {
            title: 'All that was found of this kind',
            href: `${broker.url}/search?q=mobile&kind=contract&page=1&size=20`,
          },
        },
      },
    ])
  })

  test('gives one kind page by page', async () => {
    const first = await ask('q=1&kind=version&size=2')
    expect(found(first)).toEqual({ version: ['mobile 1.4.2', 'web-shop 1.5.0-ABC'] })
    const [group] = first._embedded.groups
    expect(group?.hasMore).toBe(true)
    const next = new URL((group?._links['next'] as wire.Link | undefined)?.href ?? '')
    expect(found(await ask(next.search.slice(1)))).toEqual({ version: ['web-shop 1.4.0'] })
  })

  test.each(['', '?q=', '?q=%20', '?q=a&kind=odd', '?q=a&size=101', `?q=${'a'.repeat(201)}`])(
    'refuses %s',
    async (question) => {
      expect((await broker.get(`/search${question}`)).status).toBe(400)
    },
  )
})
