import { contractRemoval, contractVersions, providerContracts } from '@tallystick/client/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publish, pactBetween, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
const AT = '/pacts/provider/PA/consumer/CA'

interface Published {
  readonly branch?: string
  readonly tags?: readonly string[]
  readonly says?: string
}

async function published(consumer: string, version: string, provider: string, more: Published = {}): Promise<void> {
  const { says = 'one', ...placement } = more
  const contracts = { [provider]: pactBetween(consumer, provider, [request(says)]) }
  const reply = await publish(broker, version, { consumer, contracts, ...placement })
  expect(reply.status).toBe(200)
}

async function placed(pacticipant: string, version: string, branch: string): Promise<void> {
  const path = `/pacticipants/${pacticipant}/branches/${encodeURIComponent(branch)}/versions/${version}`
  expect((await broker.put(path)).status).toBe(201)
}

beforeAll(async () => {
  broker = await startTestBroker({ config: { checkForPotentialDuplicatePacticipantNames: false } })
  await published('CA', '1', 'PA', { branch: 'main', tags: ['prod', 'old'] })
  await published('CA', '2', 'PA', { branch: 'feat/x', says: 'two' })
  await published('CA', '3', 'PA', { branch: 'main', tags: ['prod'], says: 'two' })
  await published('CA', '4', 'PA')
  await published('cb', '1', 'PA', { branch: 'main' })
  await published('CA', '3', 'PB', { branch: 'main' })
})

afterAll(() => broker.stop())

async function versionsIn(path: string): Promise<readonly string[]> {
  const reply = await broker.get(path)
  expect(reply.status).toBe(200)
  return contractVersions.parse(reply.json)._embedded.pacts.map((pact) => pact._embedded.consumerVersion.number)
}

async function contractsIn(path: string): Promise<readonly string[]> {
  const reply = await broker.get(path)
  expect(reply.status).toBe(200)
  const links = providerContracts.strict().parse(reply.json)._links['pb:pacts']
  return [links].flat().map((link) => (link?.href ?? '').replace(`${broker.url}/pacts/provider/`, ''))
}

describe('lists of the contracts of a pair', () => {
  test.each([
    [`${AT}/versions`, ['4', '3', '2', '1']],
    [`${AT}/tag/prod`, ['3', '1']],
    [`${AT}/tag/old`, ['1']],
    [`${AT}/tag/unknown`, []],
    [`${AT}/branch/versions`, ['3', '1']],
    [`${AT}/branch/main`, ['3', '1']],
    [`${AT}/branch/feat%2Fx`, ['2']],
    [`${AT}/branch/unknown`, []],
    [`${AT}/branch/latest/versions`, ['3']],
    [`${AT}/branch/main/latest/versions`, ['3']],
    [`${AT}/branch/feat%2Fx/latest/versions`, ['2']],
    [`${AT}/branch/unknown/latest/versions`, []],
    ['/pacts/provider/PB/consumer/cb/versions', []],
    ['/pacts/provider/PB/consumer/cb/branch/latest/versions', []],
  ])('%s lists %j, newest first', async (path, versions) => {
    expect(await versionsIn(path)).toEqual(versions)
  })

  test('say of a branch when each contract was published, and link to it', async () => {
    const { json } = await broker.get(`${AT}/branch/feat%2Fx`)
    const href = `${broker.url}${AT}/version/2`
    const createdAt: string = json._embedded.pacts[0].createdAt
    expect(json).toEqual({
      _embedded: {
        pacts: [
          {
            createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
            _embedded: {
              consumerVersion: {
                number: '2',
                _links: { self: { title: 'Version', name: '2', href: `${broker.url}/pacticipants/CA/versions/2` } },
              },
            },
            _links: { self: { href, title: 'Pact between CA (2) and PA' } },
          },
        ],
      },
      _links: {
        self: { href: `${broker.url}${AT}/branch/feat%2Fx`, title: 'All versions of the pact between CA and PA' },
        consumer: { href: `${broker.url}/pacticipants/CA`, title: 'Consumer', name: 'CA' },
        provider: { href: `${broker.url}/pacticipants/PA`, title: 'Provider', name: 'PA' },
        'pact-versions': [
          { href, title: 'Pact', name: `Version 2 - ${createdAt.slice(0, 10).split('-').toReversed().join('/')}` },
        ],
      },
    })
  })

  test('have prefixed relations where they are of a tag', async () => {
    const { json } = await broker.get(`${AT}/tag/old`)
    expect(json._links).toEqual({
      self: { href: `${broker.url}${AT}/tag/old`, title: 'All versions of the pact between CA and PA with tag old' },
      'pb:consumer': { href: `${broker.url}/pacticipants/CA`, title: 'Consumer', name: 'CA' },
      'pb:provider': { href: `${broker.url}/pacticipants/PA`, title: 'Provider', name: 'PA' },
      'pb:pact-versions': [
        {
          href: `${broker.url}${AT}/version/1`,
          title: 'Pact version',
          name: expect.stringMatching(/^Version 1 - \d\d\/\d\d\/\d{4}$/),
        },
      ],
    })
  })

  test.each([
    'versions',
    'tag/prod',
    'branch/versions',
    'branch/main',
    'branch/latest/versions',
    'branch/main/latest/versions',
  ])('of %s are 404 for applications that nobody knows, whoever asks for them', async (list) => {
    for (const method of ['GET', 'DELETE']) {
      const noConsumer = await broker.request(method, `/pacts/provider/PA/consumer/Nobody/${list}`)
      expect([noConsumer.status, noConsumer.json.error]).toEqual([404, "No consumer with name 'Nobody' found"])
      const noProvider = await broker.request(method, `/pacts/provider/Nobody/consumer/CA/${list}`)
      expect([noProvider.status, noProvider.json.error]).toEqual([404, "No provider with name 'Nobody' found"])
    }
  })
})

describe('lists of the contracts of a provider', () => {
  test.each([
    ['', ['1', '2', '3', '4'], ['1']],
    ['/tag/prod', ['1', '3'], []],
    ['/tag/unknown', [], []],
    ['/latest', ['4'], ['1']],
    ['/latest/prod', ['3'], []],
    ['/latest/old', ['1'], []],
    ['/branch', ['1', '3'], ['1']],
    ['/branch/main', ['1', '3'], ['1']],
    ['/branch/feat%2Fx', ['2'], []],
    ['/branch/latest', ['3'], ['1']],
    ['/branch/main/latest', ['3'], ['1']],
    ['/branch/feat%2Fx/latest', ['2'], []],
    ['/branch/unknown/latest', [], []],
  ])('/pacts/provider/PA%s lists versions %j of CA and %j of cb', async (path, ofCa, ofCb) => {
    expect(await contractsIn(`/pacts/provider/PA${path}`)).toEqual([
      ...ofCa.map((version) => `PA/consumer/CA/version/${version}`),
      ...ofCb.map((version) => `PA/consumer/cb/version/${version}`),
    ])
  })

  test('hold links only, each also by its older name', async () => {
    const { json } = await broker.get('/pacts/provider/PB')
    const href = `${broker.url}/pacts/provider/PB/consumer/CA/version/3`
    expect(json).toEqual({
      _links: {
        self: { href: `${broker.url}/pacts/provider/PB`, title: 'All pact versions for the provider PB' },
        'pb:provider': { href: `${broker.url}/pacticipants/PB`, name: 'PB' },
        'pb:pacts': [{ href, title: 'Pact between CA (3) and PB', name: 'CA' }],
        provider: {
          href: `${broker.url}/pacticipants/PB`,
          title: 'PB',
          name: 'DEPRECATED - please use the pb:provider relation',
        },
        pacts: [
          { href, title: 'DEPRECATED - please use the pb:pacts relation. Pact between CA (3) and PB', name: 'CA' },
        ],
      },
    })
  })

  test.each([
    ['', 'All pact versions for the provider PA'],
    ['/tag/prod', "All pact versions for the provider PA with consumer version tag 'prod'"],
    ['/latest', 'Latest pact versions for the provider PA'],
    ['/latest/prod', "Latest pact versions for the provider PA with consumer version tag 'prod'"],
    ['/branch', 'All pact versions for the provider PA'],
    ['/branch/feat%2Fx', "All pact versions for the provider PA with consumer version branch 'feat/x'"],
    ['/branch/latest', 'Latest pact versions for the provider PA'],
    ['/branch/feat%2Fx/latest', "Latest pact versions for the provider PA with consumer version branch 'feat/x'"],
  ])('/pacts/provider/PA%s is called: %s', async (path, title) => {
    const { json } = await broker.get(`/pacts/provider/PA${path}`)
    expect(json._links.self).toEqual({ href: `${broker.url}/pacts/provider/PA${path}`, title })
  })

  test.each(['', '/tag/t', '/latest', '/latest/t', '/branch', '/branch/b', '/branch/latest', '/branch/b/latest'])(
    '/pacts/provider/Nobody%s is 404 with the name',
    async (path) => {
      const reply = await broker.get(`/pacts/provider/Nobody${path}`)
      expect([reply.status, reply.json.error]).toEqual([404, "No provider with name 'Nobody' found"])
    },
  )
})

describe('the latest of a branch', () => {
  test('is the head of the branch in lists, even without a contract, and the newest contract by its own address', async () => {
    await published('Head', '1', 'PH', { branch: 'main' })
    await published('Head', '2', 'PH', { branch: 'main' })
    await placed('Head', '3', 'main')
    const at = '/pacts/provider/PH/consumer/Head'
    expect(await versionsIn(`${at}/branch/main`)).toEqual(['2', '1'])
    expect(await versionsIn(`${at}/branch/main/latest/versions`)).toEqual([])
    expect(await versionsIn(`${at}/branch/latest/versions`)).toEqual([])
    expect(await contractsIn('/pacts/provider/PH/branch/latest')).toEqual([])
    expect(await contractsIn('/pacts/provider/PH/branch/main/latest')).toEqual([])
    expect((await broker.get(`${at}/branch/main/latest`)).headers.get('x-pact-consumer-version')).toBe('2')
  })

  test('is of the branch that each consumer calls its main branch', async () => {
    await published('Trunk', '1', 'PM', { branch: 'trunk' })
    await published('Trunk', '2', 'PM', { branch: 'side' })
    await published('Main', '1', 'PM', { branch: 'main' })
    await broker.patch('/pacticipants/Trunk', { mainBranch: 'trunk' })
    expect(await contractsIn('/pacts/provider/PM/branch')).toEqual([
      'PM/consumer/Main/version/1',
      'PM/consumer/Trunk/version/1',
    ])
    expect(await versionsIn('/pacts/provider/PM/consumer/Trunk/branch/versions')).toEqual(['1'])
  })
})

describe('DELETE of a list', () => {
  /** A pair with a contract of each of five versions: 1 and 3 on main, 2 on side, 3 and 4 with the tag t. */
  let pairs = 0
  async function newPair() {
    pairs += 1
    const [consumer, provider] = [`C${pairs}`, `P${pairs}`]
    await published(consumer, '1', provider, { branch: 'main' })
    await published(consumer, '2', provider, { branch: 'side' })
    await published(consumer, '3', provider, { branch: 'main', tags: ['t'], says: 'two' })
    await published(consumer, '4', provider, { tags: ['t'], branch: 'other' })
    await published(consumer, '5', provider)
    return { at: `/pacts/provider/${provider}/consumer/${consumer}`, consumer, provider }
  }

  test.each([
    ['tag/t', ['5', '2', '1']],
    ['tag/unknown', ['5', '4', '3', '2', '1']],
    ['branch/side', ['5', '4', '3', '1']],
    ['branch/unknown', ['5', '4', '3', '2', '1']],
    ['branch/versions', ['5', '4', '2']],
    ['branch/main/latest/versions', ['5', '4', '2', '1']],
    ['branch/latest/versions', ['5', '4', '2', '1']],
  ])('deletes what %s lists, no more: %j stay', async (list, left) => {
    const { at } = await newPair()
    const reply = await broker.del(`${at}/${list}`)
    expect(reply.status).toBe(200)
    expect(contractRemoval.strict().parse(reply.json)._links).toEqual({
      index: { href: broker.url },
      'pb:latest-pact-version': { href: `${broker.url}${at}/latest`, title: 'Latest pact' },
    })
    expect(await versionsIn(`${at}/${list}`)).toEqual([])
    expect(await versionsIn(`${at}/versions`)).toEqual(left)
  })

  test('has the newest contract found again, of all, of the branch and of the tag', async () => {
    const { at, consumer } = await newPair()
    await broker.del(`${at}/branch/latest/versions`)
    const newest = async (path: string) => (await broker.get(`${at}/${path}`)).headers.get('x-pact-consumer-version')
    expect(await newest('branch/main/latest')).toBe('1')
    expect(await newest('latest/t')).toBe('4')
    await broker.del(`${at}/tag/t`)
    expect((await broker.get(`${at}/latest/t`)).status).toBe(404)
    await broker.del(`${at}/branch/main`)
    expect((await broker.get(`${at}/branch/main/latest`)).status).toBe(404)
    expect((await broker.get(`/pacticipants/${consumer}/versions/3`)).status).toBe(200)
  })

  test('links to no latest contract when none is left', async () => {
    await published('Only', '1', 'PO', { branch: 'main' })
    const reply = await broker.del('/pacts/provider/PO/consumer/Only/branch/main')
    expect(reply.json).toEqual({ _links: { index: { href: broker.url } } })
  })

  test('is 204 for all contracts of a pair, as often as it is asked', async () => {
    const { at } = await newPair()
    expect((await broker.del(`${at}/versions`)).status).toBe(204)
    expect(await versionsIn(`${at}/versions`)).toEqual([])
    expect((await broker.del(`${at}/versions`)).status).toBe(204)
  })

  test('leaves the contracts of the same versions with other providers', async () => {
    const { at, consumer } = await newPair()
    await published(consumer, '3', 'PX', { branch: 'main' })
    await broker.del(`${at}/branch/main`)
    expect(await versionsIn(`/pacts/provider/PX/consumer/${consumer}/branch/main`)).toEqual(['3'])
  })

  test('loses nothing when contracts are published meanwhile', async () => {
    const { at, consumer, provider } = await newPair()
    const more = Array.from({ length: 10 }, (_, index) => `n${index}`)
    const [, ...replies] = await Promise.all([
      broker.del(`${at}/branch/main`),
      ...more.map((version) => published(consumer, version, provider, { branch: 'side', says: version })),
    ])
    expect(replies).toHaveLength(10)
    expect((await versionsIn(`${at}/branch/side`)).toSorted()).toEqual(['2', ...more].toSorted())
    expect((await broker.get(`${at}/branch/main/latest`)).status).toBe(404)
  })
})
