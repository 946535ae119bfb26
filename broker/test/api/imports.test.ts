// Taking over what another broker knows: with the times at which it happened there, and without a word to anybody here.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pactBetween, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(() => broker.stop())

const day = (number: number) => `2025-03-${String(number).padStart(2, '0')}T10:00:00+00:00`

async function take(...records: readonly object[]): Promise<readonly string[]> {
  const reply = await broker.post('/imports', { records })
  expect(reply.status, reply.text).toBe(200)
  return reply.json.outcomes.map(({ outcome, reason }: Outcome) => (reason ? `${outcome}: ${reason}` : outcome))
}

interface Outcome {
  readonly outcome: string
  readonly reason?: string
}

interface VersionOptions {
  readonly application?: string
  readonly provider?: string
  readonly content?: string
  readonly branches?: readonly object[]
  readonly tags?: readonly string[]
  readonly deployments?: readonly object[]
}

function version(number: number, options: VersionOptions = {}) {
  const { application = 'Shop', provider = 'Stock', content, branches = [{ name: 'main' }], ...more } = options
  const contracts = content === undefined ? [] : [{ provider, content, createdAt: day(number) }]
  const own = { application, number: String(number), createdAt: day(number), branches, contracts }
  return { kind: 'version', tags: [], deployments: [], releases: [], ...own, ...more }
}

const pact = (...descriptions: readonly string[]) =>
  JSON.stringify(pactBetween('Shop', 'Stock', descriptions.map(request)))

const result = (consumerVersion: number, providerVersion: number, more: object = {}) => ({
  kind: 'result',
  consumer: 'Shop',
  consumerVersion: String(consumerVersion),
  provider: 'Stock',
  providerVersion: String(providerVersion),
  success: true,
  verifiedAt: day(providerVersion),
  ...more,
})

describe('versions', () => {
  test('come with their times, branches, tags and contracts', async () => {
    const branches = [{ name: 'main', createdAt: day(1) }, { name: 'feat/x' }]
    const two = version(2, { branches, tags: ['dev'], content: pact('items') })
    expect(await take({ ...two, buildUrl: 'https://ci.example.org/2' }, version(3))).toEqual(['created', 'created'])
    const { json } = await broker.get('/pacticipants/Shop/versions')
    expect(json._embedded.versions).toMatchObject([
      { number: '3', createdAt: day(3) },
      {
        number: '2',
        createdAt: day(2),
        buildUrl: 'https://ci.example.org/2',
        _embedded: {
          branchVersions: expect.arrayContaining([
            expect.objectContaining({ name: 'main', latest: false }),
            expect.objectContaining({ name: 'feat/x', latest: true }),
          ]),
          tags: [{ name: 'dev' }],
        },
      },
    ])
    expect(json._embedded.versions[0]).not.toHaveProperty('updatedAt')
    const contract = (await broker.get('/pacts/provider/Stock/consumer/Shop/version/2')).json
    expect(contract).toMatchObject({ createdAt: day(2), interactions: [{ description: 'items' }] })
    const main = (await broker.get('/pacticipants/Shop/branches/main')).json
    expect(main).toMatchObject({ createdAt: day(1), updatedAt: day(3) })
  })

  test('that are there already get what they have not, and nothing twice', async () => {
    const four = version(4, { content: pact('items') })
    expect(await take(four, four)).toEqual(['created', 'present'])
    expect(await take({ ...four, tags: ['prod'] }, { ...four, tags: ['prod'] })).toEqual(['changed', 'present'])
    const same = { provider: 'Stock', sameAs: '4', createdAt: day(5) }
    const lost = { provider: 'Stock', sameAs: '99', createdAt: day(5) }
    expect(await take({ ...version(29), contracts: [same] }, { ...version(30), contracts: [lost] })).toEqual([
      'created',
      'refused: Version 99 of Shop has no contract with Stock here.',
    ])
  })

  test('make an older version the head of a branch where it is', async () => {
    const branches = (said: object) => [{ name: 'release', ...said }]
    const head = async () => (await broker.get('/pacticipants/Shop/branches/release/latest-version')).json.number
    await take(version(5, { branches: branches({}) }), version(6, { branches: branches({}) }))
    expect(await head()).toBe('6')
    expect(await take(version(5, { branches: branches({ isHead: true }) }))).toEqual(['changed'])
    expect(await head()).toBe('5')
    expect(await take(version(28, { branches: branches({ isHead: false }) }))).toEqual(['created'])
    expect(await head()).toBe('5')
  })

  test('set nothing off, and nothing follows from their names', async () => {
    await take({ kind: 'environment', uuid: 'e-live', name: 'live', production: true, createdAt: day(1) })
    const before = await countEvents()
    await take(version(1, { application: 'Quiet', branches: [], tags: ['live'] }))
    await take(version(2, { application: 'Quiet', branches: [{ name: 'master' }] }))
    expect(await countEvents()).toBe(before)
    const quiet = (await broker.get('/pacticipants/Quiet')).json
    expect(quiet).not.toHaveProperty('mainBranch')
    const one = (await broker.get('/pacticipants/Quiet/versions/1')).json
    expect(one._embedded.branchVersions).toEqual([])
    expect(one._links['pb:deployed-environments']).toEqual([])
  })

  test('are refused whole, with the reason, and hold up no others', async () => {
    const outcomes = await take(
      version(7, { content: 'no contract' }),
      version(4, { content: pact('something else') }),
      version(8),
    )
    expect(outcomes).toEqual([
      'refused: The contract with Stock cannot be read: Unexpected n at position 0',
      expect.stringMatching(/^refused: Cannot change the content of the pact for Shop version 4 and provider Stock/),
      'created',
    ])
    expect((await broker.get('/pacticipants/Shop/versions/7')).status).toBe(404)
  })
})

async function countEvents(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from events`.execute(broker.db)
  return rows[0]?.count ?? 0
}

describe('what is said of', () => {
  test('applications comes with their labels; what is new is added', async () => {
    const till = { kind: 'application', name: 'Till', mainBranch: 'trunk', labels: ['a'], createdAt: day(1) }
    expect(await take(till, till, { ...till, labels: ['a', 'b'] })).toEqual(['created', 'present', 'changed'])
    expect(await take({ ...till, mainBranch: 'main', displayName: 'The till' })).toEqual(['changed'])
    expect((await broker.get('/pacticipants/Till')).json).toMatchObject({
      displayName: 'The till',
      mainBranch: 'main',
      createdAt: day(1),
      _embedded: { labels: [{ name: 'a' }, { name: 'b' }] },
    })
  })

  test('environments keeps the UUID; one of the same name is the same', async () => {
    const contacts = [{ name: 'Ann', details: { email: 'ann@example.org', area: 'all' } }]
    const test = { kind: 'environment', uuid: 'e-test', name: 'test', production: false, contacts, createdAt: day(1) }
    expect(await take(test, test)).toEqual(['created', 'present'])
    expect(await take({ ...test, uuid: 'another', displayName: 'For tests' })).toEqual(['changed'])
    expect(await take({ ...test, name: 'uat' })).toEqual(['changed'])
    expect((await broker.get('/environments/e-test')).json).toMatchObject({ name: 'uat', contacts, createdAt: day(1) })
  })
})

describe('deployments', () => {
  const prod = { kind: 'environment', uuid: 'e-prod', name: 'prod', production: true, createdAt: day(1) }
  const deployed = (number: number, at: object) => {
    return { kind: 'deployment', application: 'App', version: String(number), environment: 'prod', ...at }
  }
  const current = async () => {
    const { json } = await broker.get('/environments/e-prod/deployed-versions/currently-deployed')
    return json._embedded.deployedVersions.map(
      ({ createdAt, _embedded }: { createdAt: string; _embedded: { version: { number: string } } }) =>
        `${_embedded.version.number} since ${createdAt}`,
    )
  }

  test('come with their beginnings and ends', async () => {
    const past = { environment: 'prod', createdAt: day(1), undeployedAt: day(2) }
    const one = version(1, { application: 'App', deployments: [past] })
    await take(prod, one, version(2, { application: 'App', deployments: [{ environment: 'prod', createdAt: day(2) }] }))
    expect(await current()).toEqual([`2 since ${day(2)}`])
    const { json } = await broker.get('/pacticipants/App/versions/1/deployed-versions/environment/e-prod')
    expect(json._embedded.deployedVersions).toMatchObject([
      { currentlyDeployed: false, createdAt: day(1), undeployedAt: day(2) },
    ])
  })

  test('take the place of earlier ones, and give way to later ones', async () => {
    await take(version(3, { application: 'App' }), version(4, { application: 'App' }))
    expect(await take(deployed(4, { createdAt: day(6) }), deployed(3, { createdAt: day(4) }))).toEqual([
      'created',
      'created',
    ])
    expect(await current()).toEqual([`4 since ${day(6)}`])
    const ended = deployed(4, { createdAt: day(6), undeployedAt: day(7) })
    expect(await take(ended, ended)).toEqual(['changed', 'present'])
    expect(await current()).toEqual([])
  })

  test('and releases need their version and environment', async () => {
    const release = { kind: 'release', application: 'App', version: '1', environment: 'prod', createdAt: day(1) }
    const ended = { ...release, supportEndedAt: day(9) }
    expect(await take(release, release, ended, ended)).toEqual(['created', 'present', 'changed', 'present'])
    expect(await take({ ...release, version: '99' })).toEqual([
      'refused: There is no version 99 of App here, or no environment prod.',
    ])
  })
})

describe('results', () => {
  test('are found when they say so, and count by that', async () => {
    await take(version(10, { content: pact('stock') }), version(1, { application: 'Stock' }))
    const failed = { success: false, verifiedAt: day(3) }
    const before = { success: true, verifiedAt: day(2), buildUrl: 'https://ci.example.org/1' }
    expect(await take(result(10, 1, failed), result(10, 1, before), result(10, 1, failed))).toEqual([
      'created',
      'created',
      'present',
    ])
    const { json } = await broker.get('/matrix/provider/Stock/consumer/Shop')
    const rows = json.matrix.filter((row: { consumer: { version: { number: string } } }) => {
      return row.consumer.version.number === '10'
    })
    expect(rows).toMatchObject([{ verificationResult: { success: false, verifiedAt: day(3) } }])
  })

  test('tell of the interactions, also by the ids that another broker gave them', async () => {
    const document = pactBetween('Shop', 'Stock', [request('ids'), request('others')])
    const interactions = [request('ids'), request('others')].map((one, index) => ({ _id: `own${index}`, ...one }))
    const content = JSON.stringify({ ...document, interactions })
    await take(version(11, { content }), version(2, { application: 'Stock' }))
    const testResults = [
      { interactionId: 'own0', success: true },
      { interactionId: 'own1', success: false, mismatches: [{ attribute: 'body', description: 'another price' }] },
    ]
    await take(result(11, 2, { success: false, testResults, verifiedBy: { implementation: 'pact' } }))
    const contract = (await broker.get('/pacts/provider/Stock/consumer/Shop/version/11')).json
    expect(contract.interactions.map(({ _id }: { _id: string }) => _id)).toEqual(['own0', 'own1'])
    const found = await broker.get(`${contract._links['pb:pact-version'].href}/interaction-results`)
    expect(found.json._embedded.interactions).toMatchObject([
      { description: 'ids', result: { success: true } },
      { description: 'others', result: { success: false, mismatches: [{ description: 'another price' }] } },
    ])
  })

  test('need their contract and their version', async () => {
    expect(await take(result(99, 1), result(10, 99, { verifiedAt: day(1) }))).toEqual([
      'refused: Version 99 of Shop has no contract with Stock here.',
      'refused: There is no version 99 of Stock here. Versions come before what is said of them.',
    ])
  })
})

test('records that are not as they must be are named', async () => {
  const reply = await broker.post('/imports', { records: [version(20), { ...version(21), createdAt: 'yesterday' }] })
  expect(reply.status).toBe(400)
  expect(reply.text).toContain('must be a time in ISO 8601')
  expect((await broker.get('/pacticipants/Shop/versions/20')).status).toBe(404)
})
