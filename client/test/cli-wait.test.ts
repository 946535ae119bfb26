import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../../broker/test/support/server.ts'
import { type BrokerClient, createBrokerClient } from '../src/index.ts'
import { runTally } from './support/tally.ts'
import { type Workplace, createWorkplace } from './support/workplace.ts'

// Every run of tally is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let server: TestBroker
let broker: BrokerClient
let workplace: Workplace
/** Names of this test's own: the broker is shared. */
let shop: string
let stock: string
let count = 0

beforeAll(async () => {
  server = await startTestBroker()
  broker = createBrokerClient({ baseUrl: server.url })
  await broker.createEnvironment({ name: 'production', production: true })
})
afterAll(() => server.stop())

beforeEach(async () => {
  count += 1
  shop = `Shop ${count}`
  stock = `Stock ${count}`
  workplace = createWorkplace()
  workplace.write('pacts/stock.json', contract('a request'))
  const main = `/pacticipants/${encodeURIComponent(stock)}`
  await server.put(main, { name: stock, mainBranch: 'main' })
  await server.put(`${main}/branches/main/versions/5`)
})
afterEach(() => workplace.remove())

const contract = (description: string) => ({
  consumer: { name: shop },
  provider: { name: stock },
  interactions: [{ description, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
  metadata: { pactSpecification: { version: '2.0.0' } },
})

const tally = (...args: readonly string[]) => tallyAt(server.url, ...args)
const tallyAt = (url: string, ...args: readonly string[]) =>
  runTally(args, { cwd: workplace.folder, env: { PACT_BROKER_BASE_URL: url } })

async function verify(success: boolean, providerVersion = '5'): Promise<void> {
  const found = await broker.findLatestContract({ consumer: shop, provider: stock })
  if (!found) throw new Error('there is no contract')
  const result = { success, providerApplicationVersion: providerVersion, providerApplicationVersionBranch: 'main' }
  await broker.publishVerificationResult(found, result)
}

/** Calls back once the contract is published. */
async function whenPublished(): Promise<void> {
  for await (const _ of broker.followEvents({ pacticipant: shop, kinds: ['contract_published'], after: '0.0' })) return
}

/** A broker that knows nothing of waiting, as a Pact Broker: it passes everything else on. */
async function startOlderBroker() {
  let asked = 0
  const proxy = createServer(async (request, response) => {
    const url = (request.url ?? '').replace(/&?wait=\d+/, '')
    if (url.startsWith('/matrix')) asked += 1
    if (url.startsWith('/verification-requests')) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}')
      return
    }
    const body = Buffer.concat(await request.toArray())
    const answer = await fetch(server.url + url, {
      method: request.method ?? 'GET',
      headers: { accept: 'application/hal+json', 'content-type': 'application/json' },
      ...(body.length > 0 ? { body } : {}),
    })
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      .end(await answer.text())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    /** When can-i-deploy has been asked so often. */
    async until(times: number) {
      const isEnough = () => asked >= times
      while (!isEnough()) await once(proxy, 'request')
    },
    stop: () => proxy.close(),
  }
}

describe('can-i-deploy --wait', () => {
  const args = (...more: readonly string[]) =>
    ['can-i-deploy', '-a', shop, '-e', '1', '--to-environment', 'production', ...more] as const

  beforeEach(async () => {
    await broker.publishContracts({
      pacticipant: shop,
      version: '1',
      branch: 'main',
      contracts: [{ provider: stock, content: contract('a request') }],
    })
    await broker.recordDeployment({ pacticipant: stock, version: '5', environment: 'production' })
  })

  const waits = async () => {
    while (server.context.waiting.size === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  test('says yes as soon as the result is there', async () => {
    const run = tally(...args('--wait'))
    await waits()
    await verify(true)
    const { code, stdout, stderr } = await run
    expect(code).toBe(0)
    expect(stdout).toContain(`Yes: ${shop} version 1 can be deployed to production.`)
    expect(stderr).toContain('1 result is missing: waiting up to 600 seconds')
  })

  test('says no as soon as one result is', async () => {
    const run = tally(...args('--wait', '30'))
    await waits()
    await verify(false)
    expect((await run).code).toBe(1)
  })

  test('ends with 1 when nothing has come in time', async () => {
    const { code, stdout } = await tally(...args('--wait', '1'))
    expect(code).toBe(1)
    expect(stdout).toContain(`Not yet: ${shop} version 1 cannot be deployed to production`)
  })

  test('asks again and again where the broker does not wait', async () => {
    const older = await startOlderBroker()
    const run = tallyAt(older.url, ...args('--wait', '--retry-interval', '1'))
    await older.until(3)
    await verify(true)
    expect((await run).code).toBe(0)
    older.stop()
  })

  test('is not mixed with asking again', async () => {
    const { code, stderr } = await tally(...args('--wait', '--retry-while-unknown', '3'))
    expect([code, stderr]).toEqual([2, expect.stringContaining('Give either --wait or --retry-while-unknown')])
    expect((await tally(...args('--wait', 'long'))).code).toBe(2)
  })
})

describe('publish --wait', () => {
  const publish = (...more: readonly string[]) => tally('publish', 'pacts', '-a', '1', '-h', 'main', ...more)

  test('tells how it goes, and ends with 0 when everything is verified', async () => {
    const run = publish('--wait')
    await whenPublished()
    const selected = await broker.listContractsForVerification({ provider: stock, providerVersionBranch: 'main' })
    await server.context.handedOut.flush()
    expect(selected).toHaveLength(1)
    await verify(true)
    const { code, stdout, stderr } = await run
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`✓ ${stock} 5 (latest from main branch) has verified it`)
    expect(stdout).toContain(`What ${shop} 1 published is verified`)
  })

  test('ends with 1 when a provider fails', async () => {
    const run = publish('--wait')
    await whenPublished()
    await verify(false)
    const { code, stdout } = await run
    expect(code).toBe(1)
    expect(stdout).toContain(`✗ ${stock} 5 (latest from main branch) has failed to verify it`)
  })

  test('ends with 1 when the time is over', async () => {
    const { code, stdout } = await publish('--wait', '1')
    expect(code).toBe(1)
    expect(stdout).toMatch(new RegExp(`^… ${stock} 5 \\(latest from main branch\\) has yet to verify it, since `, 'm'))
    expect(stdout).toContain(`The time is over: 1 of 1 verifications of ${shop} 1 are missing`)
  })

  test('ends at once when there is nothing to wait for, or when it had failed before', async () => {
    const first = publish('--wait')
    await whenPublished()
    await verify(true)
    await first
    const again = await publish('--wait')
    expect(again.code).toBe(0)
    await verify(false)
    const failed = await publish('--wait')
    expect(failed.code).toBe(1)
    expect(failed.stdout).toMatch(new RegExp(`^✗ The verification .*${stock}`, 'm'))
  })

  test('gives JSON with what came of it', async () => {
    const run = publish('--wait', '--output', 'json')
    await whenPublished()
    await verify(true)
    const { code, stdout } = await run
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      { verificationRequests: [{ status: 'done', success: true, provider: { name: stock, version: '5' } }] },
    ])
  })

  test('asks what the main branches say where the broker keeps no list', async () => {
    const older = await startOlderBroker()
    const run = tallyAt(older.url, 'publish', 'pacts', '-a', '1', '-h', 'main', '--wait', '3')
    await older.until(2)
    await verify(true)
    const { code, stdout } = await run
    expect(code).toBe(0)
    expect(stdout).toContain(stock)
    older.stop()
  })
})

test('followers of events are there again after the broker was restarted', async () => {
  const first = await startTestBroker()
  const follower = createBrokerClient({ baseUrl: first.url })
  const opened = Promise.withResolvers<void>()
  const controller = new AbortController()
  const heard: string[] = []
  const following = (async () => {
    const events = follower.followEvents({
      kinds: ['branch_created'],
      onOpen: opened.resolve,
      signal: controller.signal,
    })
    for await (const { branch } of events) {
      heard.push(branch ?? '')
      if (branch === 'second') controller.abort()
    }
  })()
  await opened.promise
  await first.put('/pacticipants/A/branches/first/versions/1')
  while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  // All connections are cut off; the broker is there again at once.
  first.disconnect()
  await first.put('/pacticipants/A/branches/second/versions/1')
  await following
  expect(heard).toEqual(['first', 'second'])
  await first.stop()
})
