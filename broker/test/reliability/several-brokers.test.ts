// Three brokers on one database behind a proxy that asks them in turn, while one of them is killed and comes back.

import { once } from 'node:events'
import { type IncomingMessage, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, createEmptyDatabase } from '../support/database.ts'
import { pactFor } from '../support/pact-files.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import { publication } from '../support/publications.ts'
import { startRoundRobin } from '../support/round-robin.ts'

const COUNT = 3
const WRITERS = 6
const VERSIONS_EACH = 30

interface Delivery {
  readonly id: string
  readonly by: string
  readonly version: string
}

/** A target of webhooks: what arrived, and whether any delivery was under way twice at a time. */
async function startTarget() {
  const deliveries: Delivery[] = []
  const underWay = new Set<string>()
  let overlaps = 0
  const header = (request: IncomingMessage, name: string) => String(request.headers[name] ?? '')
  const server = createServer(async (request, response) => {
    const id = header(request, 'x-tallystick-delivery')
    if (underWay.has(id)) overlaps += 1
    underWay.add(id)
    const chunks = await request.toArray()
    await delay(20)
    underWay.delete(id)
    const { version } = JSON.parse(Buffer.concat(chunks).toString()) as { version: string }
    deliveries.push({ id, by: header(request, 'user-agent'), version })
    response.writeHead(200).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    deliveries,
    overlaps: () => overlaps,
    stop: () => server.close(),
  }
}

let database: TestDatabase
let brokers: BrokerProcess[]
let target: Awaited<ReturnType<typeof startTarget>>
let proxy: Awaited<ReturnType<typeof startRoundRobin>>

const start = (index: number) =>
  startBrokerProcess({
    on: { databaseUrl: database.url },
    env: {
      TALLYSTICK_USER_AGENT: `broker-${index}`,
      TALLYSTICK_WEBHOOK_SCHEME_WHITELIST: 'http',
      TALLYSTICK_WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
      TALLYSTICK_WEBHOOK_CONCURRENCY: '2',
    },
  })

beforeAll(async () => {
  database = await createEmptyDatabase()
  // All at once on an empty database: each would migrate it.
  brokers = await Promise.all(Array.from({ length: COUNT }, (_, index) => start(index)))
  target = await startTarget()
  proxy = await startRoundRobin(brokers.map((_, index) => () => brokers[index]?.url ?? ''))
})

afterAll(async () => {
  await proxy.stop()
  await Promise.all(brokers.map((broker) => broker.stop()))
  target.stop()
  await database.drop()
})

interface Answer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  readonly json: any
}

async function tryOnce(method: string, path: string, body?: unknown): Promise<Answer | undefined> {
  const url = path.startsWith('http') ? proxy.url + new URL(path).pathname : proxy.url + path
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/hal+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return response.status >= 500
      ? undefined
      : { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** As a client that tries once more does it. */
async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = (await tryOnce(method, path, body)) ?? (await tryOnce(method, path, body))
  if (answer === undefined) throw new Error(`${method} ${path} failed twice`)
  return answer
}

const consumerOf = (writer: number) => `Consumer ${writer}`

async function publishVersion(writer: number, version: string): Promise<void> {
  const consumer = consumerOf(writer)
  const contracts = { Hub: pactFor({ consumer, provider: 'Hub', asksFor: [version] }) }
  const published = await ask(
    'POST',
    '/contracts/publish',
    publication(version, { consumer, branch: 'main', contracts }),
  )
  expect(published.status).toBe(200)
  const contract = await ask('GET', published.json._links['pb:contracts'][0].href)
  const results = contract.json._links['pb:publish-verification-results'].href
  const result = { success: true, providerApplicationVersion: `${writer}.${version}` }
  expect((await ask('POST', results, result)).status).toBe(201)
}

test('no acknowledged write is lost, and no client that retries once sees a failure, while a broker dies', async () => {
  const hook = {
    events: [{ name: 'contract_published' }],
    request: {
      method: 'POST',
      url: target.url,
      headers: { 'content-type': 'application/json' },
      body: { version: '${pactbroker.consumerName} ${pactbroker.consumerVersionNumber}' },
    },
  }
  const created = await ask('POST', '/webhooks', hook)
  expect(created.status, JSON.stringify(created.json)).toBe(201)

  const acknowledged: string[] = []
  const writing = Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let version = 1; version <= VERSIONS_EACH; version += 1) {
        await publishVersion(writer, String(version))
        acknowledged.push(`${consumerOf(writer)} ${version}`)
      }
    }),
  )
  const disturbing = (async () => {
    while (acknowledged.length < 30) await delay(5)
    await brokers[0]?.kill()
    const before = acknowledged.length
    while (acknowledged.length < before + 40) await delay(5)
    brokers[0] = await start(0)
  })()
  await Promise.all([writing, disturbing])

  expect(acknowledged).toHaveLength(WRITERS * VERSIONS_EACH)
  for (let writer = 0; writer < WRITERS; writer += 1) {
    const consumer = consumerOf(writer)
    const listed = await ask('GET', `/pacticipants/${encodeURIComponent(consumer)}/versions`)
    const numbers = listed.json._embedded.versions.map(({ number }: { number: string }) => number)
    expect(numbers.toSorted()).toEqual(Array.from({ length: VERSIONS_EACH }, (_, i) => String(i + 1)).toSorted())
    const newest = await ask('GET', `/pacts/provider/Hub/consumer/${encodeURIComponent(consumer)}/latest`)
    expect(newest.json.interactions[0].description).toContain(String(VERSIONS_EACH))
    const summary = `/verification-results/consumer/${encodeURIComponent(consumer)}/version/${VERSIONS_EACH}/latest`
    expect((await ask('GET', summary)).json.success).toBe(true)
  }

  const missing = () => {
    const delivered = new Set(target.deliveries.map(({ version }) => version))
    return acknowledged.filter((version) => !delivered.has(version))
  }
  for (const end = Date.now() + 60_000; missing().length > 0 && Date.now() < end;) await delay(100)
  expect(missing()).toEqual([])
  expect(target.overlaps(), 'deliveries that two brokers made at once').toBe(0)
  expect(new Set(target.deliveries.map(({ by }) => by)).size, 'brokers that delivered').toBe(COUNT)
})

test('what happens at one broker is streamed by the others', async () => {
  const controller = new AbortController()
  const streams = await Promise.all(
    brokers.map(async ({ url }) => {
      const response = await fetch(`${url}/events?pacticipant=Streamed`, {
        headers: { accept: 'text/event-stream' },
        signal: controller.signal,
      })
      expect(response.status).toBe(200)
      return response.body?.pipeThrough(new TextDecoderStream()).getReader()
    }),
  )
  const contracts = { Hub: pactFor({ consumer: 'Streamed', provider: 'Hub', asksFor: ['it'] }) }
  const published = await ask('POST', '/contracts/publish', publication('1', { consumer: 'Streamed', contracts }))
  expect(published.status).toBe(200)
  for (const stream of streams) {
    let heard = ''
    while (!heard.includes('contract_published')) {
      const { value, done } = (await stream?.read()) ?? { done: true, value: '' }
      if (done) throw new Error(`The stream ended after: ${heard}`)
      heard += value
    }
  }
  controller.abort()
})
