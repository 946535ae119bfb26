import { readFileSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../../../broker/test/support/server.ts'
import { type BrokerClient, createBrokerClient } from '../../src/index.ts'
import { runTally } from '../support/tally.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'
import { contract, http, jsonBody } from './contracts.ts'

// Every run of tally is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let server: TestBroker
let broker: BrokerClient
let provider: Server
let providerUrl: string
let workplace: Workplace
let told: unknown[]
let shop: string
let stock: string
let count = 0

beforeAll(async () => {
  server = await startTestBroker()
  broker = createBrokerClient({ baseUrl: server.url })
  provider = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url?.startsWith('/_state')) {
      void json(request)
        .catch(() => request.url)
        .then((body) => {
          told.push(body)
          response.statusCode = JSON.stringify(body).includes('broken') ? 500 : 200
          return response.end(response.statusCode === 200 ? '{"id":"7"}' : '{"error":"no database"}')
        })
      return
    }
    response.statusCode = request.url === '/gone' ? 404 : 200
    response.end(JSON.stringify({ url: request.url, as: request.headers.authorization ?? 'nobody' }))
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  providerUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterAll(async () => {
  provider.closeAllConnections()
  provider.close()
  await server.stop()
})
beforeEach(() => {
  count += 1
  shop = `shop ${count}`
  stock = `stock ${count}`
  told = []
  workplace = createWorkplace()
})
afterEach(() => workplace.remove())

const tally = (...args: readonly string[]) =>
  runTally(args, { cwd: workplace.folder, env: { PACT_BROKER_BASE_URL: server.url } })
const verify = (...args: readonly string[]) =>
  tally('verify', '--provider', stock, '--provider-base-url', providerUrl, ...args)

const good = http({ description: 'an item', request: { path: '/item' }, response: jsonBody({ url: '/item' }) })
const bad = http({ description: 'a gone item', request: { path: '/gone' } })
const names = () => ({ consumer: shop, provider: stock })
const write = (...interactions: readonly object[]) =>
  workplace.write('pacts/contract.json', contract(interactions, names()))
const publish = (version: string, ...interactions: readonly object[]) =>
  broker.publishContracts({
    pacticipant: shop,
    version,
    branch: 'main',
    contracts: [{ provider: stock, content: contract(interactions, names()) }],
  })

describe('verify', () => {
  test('replays files and folders, and prints what it found', async () => {
    write(good, bad)
    const run = await verify('--dir', 'pacts', '--file', 'pacts/contract.json')
    expect(run).toMatchObject({ code: 1, stderr: '' })
    expect(run.stdout).toContain(`${shop} → ${stock} (pacts/contract.json)`)
    expect(run.stdout).toContain('  ✓ an item')
    expect(run.stdout).toContain(
      '  ✗ a gone item\n      status: expected 200 but was 404\n        expected 200\n        actual   404',
    )
    expect(run.stdout).toContain('2 of 4 interactions are kept, 2 failed')
    write(good)
    expect(await verify('-d', 'pacts')).toMatchObject({ code: 0 })
  })

  test('prints nothing but JSON when asked for it, and writes JSON and JUnit files', async () => {
    write(good, bad)
    const run = await verify('-d', 'pacts', '-o', 'json', '--json', 'found.json', '--junit', 'found.xml')
    const found = JSON.parse(run.stdout) as { results: object[] }
    expect(found).toMatchObject({
      success: false,
      results: [
        { description: 'an item', success: true },
        { mismatches: [{ part: 'status', expected: 200, actual: 404 }] },
      ],
    })
    expect(JSON.parse(readFileSync(join(workplace.folder, 'found.json'), 'utf8'))).toEqual(found)
    const xml = readFileSync(join(workplace.folder, 'found.xml'), 'utf8')
    expect(xml).toContain(`tests="2" failures="1" errors="0" skipped="0"`)
    expect(xml).toContain('<failure message="expected 200 but was 404">')
  })

  test('tells GitHub Actions of each failure all that there is to know of it', async () => {
    write(good, bad)
    const { code, stdout } = await verify('-d', 'pacts', '--output', 'github')
    expect(code).toBe(1)
    expect(stdout).toContain(
      `::error::${shop} → ${stock}: a gone item%0Astatus: expected 200 but was 404%0A  expected 200%0A  actual   404\n`,
    )
  })

  test('asks the broker, with selectors, and publishes the result', async () => {
    await publish('1', good, bad)
    const selectors = ['--consumer-version-selectors', '{"mainBranch":true}', '--enable-pending']
    const version = ['--provider-version', '5', '--provider-branch', 'main', '--provider-tags', 'a,b']
    const run = await verify(...selectors, ...version, '--publish', '--build-url', 'http://ci/1')
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain('  ! a gone item (pending: it fails nothing)')
    expect(run.stdout).toContain('1 result is published, as version 5.')
    expect(run.stdout).toMatch(
      /This pact is in pending state .*\n[^]*published, as version 5\.\n\nThis pact is still in pending state/,
    )
    const found = await broker.findVersion({ pacticipant: stock, version: '5' })
    expect(found?._embedded.tags.map(({ name }) => name)).toEqual(['a', 'b'])
    const strict = await verify('--consumer-version-selectors', '[{"mainBranch":true}]')
    expect(strict.code).toBe(1)
  })

  test('tells a provider which state to be in, and fails at once when it cannot', async () => {
    write(
      http({
        states: [{ name: 'there is an item', params: { kind: 'x' } }],
        request: { path: '/items/1', generators: { path: { type: 'ProviderState', expression: '/items/${id}' } } },
        response: jsonBody({ url: '/items/7' }),
      }),
      http({ description: 'broken', states: [{ name: 'a broken item' }] }),
    )
    const startedAt = performance.now()
    const run = await verify('-d', 'pacts', '-s', `${providerUrl}/_state`, '--state-change-teardown')
    expect(run.stdout).toContain('  ✓ given there is an item: a request')
    expect(run.stdout).toContain(
      `could not be set up: ${providerUrl}/_state answered with 500: {"error":"no database"}`,
    )
    expect(told).toEqual([
      { state: 'there is an item', params: { kind: 'x' }, action: 'setup' },
      { state: 'there is an item', params: { kind: 'x' }, action: 'teardown' },
      { state: 'a broken item', params: {}, action: 'setup' },
    ])
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    await verify('-d', 'pacts', '--state-change-url', `${providerUrl}/_state?x=1`, '--state-change-as-query')
    expect(told[3]).toBe('/_state?x=1&state=there+is+an+item&action=setup&kind=x')
  })

  test('sends headers, and narrows what is replayed', async () => {
    write(
      http({ request: { path: '/item' }, response: jsonBody({ as: 'Bearer me' }) }),
      http({ description: 'another', states: [{ name: 'at night' }] }),
      bad,
    )
    const run = await verify(
      '-d',
      'pacts',
      '--header',
      'Authorization: Bearer me',
      '--filter-description',
      '^a request$',
    )
    expect(run.stdout).toContain('1 of 1 interaction is kept')
    expect(run.code).toBe(0)
    expect((await verify('-d', 'pacts', '--filter-state', 'night')).stdout).toContain('given at night: another')
    expect((await verify('-d', 'pacts', '--filter-no-state')).stdout).toContain(
      '0 of 2 interactions are kept, 2 failed',
    )
    expect((await verify('-d', 'pacts', '--filter-consumer', 'nobody')).code).toBe(2)
  })

  test('takes the names that other verifiers have', async () => {
    await publish('1', good)
    const names = ['--provider-name', stock, '--pact-broker-base-url', server.url, '--provider-app-version', '8']
    const selection = ['--consumer-version-selector', '{"mainBranch":true}', '--provider-base-url', providerUrl]
    const publishing = [
      '--publish-verification-results',
      '--provider-version-tag',
      'dev',
      '--provider-version-branch',
      'main',
    ]
    const run = await tally('verify', ...names, ...selection, ...publishing)
    expect(run.stdout).toContain('1 result is published, as version 8.')
  })

  test.each([
    ['no provider', ['verify', '--provider-base-url', 'http://127.0.0.1:1'], 'Say which provider it is'],
    ['no address', ['verify', '--provider', 'stock'], 'Say where the provider runs'],
    ['a wrong address', ['verify', '--provider', 'a', '--provider-base-url', 'localhost:80'], 'must begin with http'],
    [
      'a wrong selector',
      ['verify', '--consumer-version-selectors', '{"mainBranch":"yes"}'],
      'mainBranch must be one of: true',
    ],
    [
      'a wrong file',
      ['verify', '--provider', 'a', '--provider-base-url', 'http://127.0.0.1:1', '-f', 'gone.json'],
      `There is no file or folder 'gone.json'`,
    ],
    ['a wrong filter', ['verify', '--filter-state', '('], 'must be a regular expression'],
  ])('says what is wrong with %s, and exits with 2', async (_case, args, message) => {
    const { code, stderr } = await tally(...args)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })

  test('exits with 3 when the broker is away', async () => {
    const { code, stderr } = await verify('--broker-base-url', 'http://127.0.0.1:9', '--retries', '0')
    expect(stderr).toContain('cannot be reached')
    expect(code).toBe(3)
  })
})

describe('states', () => {
  test('prints the types of the states of a provider, from files', async () => {
    write(
      http({
        states: [{ name: "the item's there", params: { id: '1', count: 2 } }],
        request: { generators: { path: { type: 'ProviderState', expression: '/items/${key}/${id}' } } },
      }),
      http({
        description: 'another',
        states: [{ name: "the item's there", params: { id: 3, deep: { list: [1, 'a'] } } }, { name: 'at night' }],
      }),
    )
    const { code, stdout } = await tally('states', '--provider', stock, '--dir', 'pacts')
    expect(code).toBe(0)
    expect(stdout).toContain(`export interface Stock${count}States {
  /** Needed by ${shop}. */
  'at night': { params: {} }
  /** Needed by ${shop}. */
  'the item\\'s there': { params: { count?: number; deep?: { list: readonly (number | string)[] }; id: number | string }; values: { key: string | number | boolean } }
}`)
  })

  test('writes them to a file, from the broker, and checks that they are up to date', async () => {
    await publish('1', http({ states: [{ name: 'at night' }] }))
    const args = ['states', '--provider', stock, '--out', 'states.ts']
    expect(await tally(...args, '--check')).toMatchObject({ code: 1 })
    expect(await tally(...args)).toMatchObject({ code: 0, stdout: 'states.ts is written.\n' })
    expect(readFileSync(join(workplace.folder, 'states.ts'), 'utf8')).toContain("'at night': { params: {} }")
    expect(await tally(...args, '--check')).toMatchObject({ code: 0, stdout: 'states.ts is up to date.\n' })
  })
})
