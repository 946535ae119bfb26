// Brokers that are killed while they deliver, and brokers that deliver together.

import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { pactFor } from '../support/pact-files.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import { publication } from '../support/publications.ts'
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts'

let database: TestDatabase
let client: pg.Client
let receiver: Receiver
let brokers: BrokerProcess[]

beforeEach(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  receiver = await startReceiver()
  brokers = []
})

afterEach(async () => {
  await Promise.all(brokers.map((broker) => broker.stop()))
  await receiver.stop()
  await client.end()
  await database.drop()
})

async function startBroker(env: Readonly<Record<string, string>> = {}): Promise<BrokerProcess> {
  const broker = await startBrokerProcess({
    on: { databaseUrl: database.url },
    env: {
      TALLYSTICK_WEBHOOK_SCHEME_WHITELIST: 'http',
      TALLYSTICK_WEBHOOK_HOST_WHITELIST: '127.0.0.1',
      TALLYSTICK_WEBHOOK_RETRY_SCHEDULE: '1 1 1 1 1 1 1 1',
      TALLYSTICK_WEBHOOK_PAUSE_AFTER_FAILURES: '1000',
      ...env,
    },
  })
  brokers.push(broker)
  return broker
}

async function post(url: string, body: unknown): Promise<number | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  await response?.text().catch(() => undefined)
  return response?.status
}

async function createWebhook(broker: BrokerProcess): Promise<void> {
  const request = { method: 'POST', url: receiver.url, body: '${pactbroker.consumerVersionNumber}' }
  expect(await post(`${broker.url}/webhooks`, { events: [{ name: 'contract_published' }], request })).toBe(201)
}

async function publish(broker: BrokerProcess, version: string): Promise<boolean> {
  const contracts = { Stock: pactFor({ consumer: 'Shop', provider: 'Stock', asksFor: [version] }) }
  return (await post(`${broker.url}/contracts/publish`, publication(version, { consumer: 'Shop', contracts }))) === 200
}

async function rows<Row extends pg.QueryResultRow>(query: string, values: unknown[] = []): Promise<readonly Row[]> {
  return (await client.query<Row>(query, values)).rows
}

const unfinished = () => rows<{ uuid: string }>(`select uuid from triggered_webhooks where status <> 'success'`)

async function allDelivered(): Promise<void> {
  await vi.waitFor(async () => expect(await unfinished()).toEqual([]), { timeout: 80_000, interval: 200 })
}

test('what was committed is delivered, however often the broker is killed, and nothing else', async () => {
  const told: string[] = []
  const tooEarly: string[] = []
  // Another connection sees what is committed, and nothing else.
  async function check(number: string): Promise<void> {
    const query = 'select from versions join contracts on contracts.consumer_version_id = versions.id where number = $1'
    const found = await rows(query, [number])
    if (found.length === 0) tooEarly.push(number)
    await delay(30)
  }
  receiver.answerWith(({ body }, response) => {
    told.push(body)
    void check(body).finally(() => response.end())
  })
  await createWebhook(await startBroker())
  const acknowledged: string[] = []
  for (const round of [1, 2]) {
    const broker = brokers.at(-1) ?? (await startBroker())
    const enough = told.length + 12
    const killed = new AbortController()
    const kill = async () => {
      await receiver.until(() => told.length >= enough)
      killed.abort()
      await broker.kill()
    }
    const publishing = ['a', 'b', 'c', 'd'].map(async (worker) => {
      for (let i = 0; !killed.signal.aborted; i += 1) {
        const version = `${round}.${i}.${worker}`
        if (await publish(broker, version)) acknowledged.push(version)
      }
    })
    await Promise.all([kill(), ...publishing])
    brokers.pop()
    await startBroker()
  }
  await allDelivered()
  const committed = await rows<{ number: string }>('select number from versions order by id')
  const numbers = committed.map(({ number }) => number)
  expect(numbers).toEqual(expect.arrayContaining(acknowledged))
  expect(numbers.filter((number) => !told.includes(number))).toEqual([])
  expect(tooEarly).toEqual([])
  expect(told.filter((number) => !numbers.includes(number))).toEqual([])
}, 120_000)

test('several brokers share the deliveries, and none is made twice', async () => {
  receiver.answerWith((_received, response) => setTimeout(() => response.end(), 20))
  const [one, two] = [
    await startBroker({ TALLYSTICK_USER_AGENT: 'one' }),
    await startBroker({ TALLYSTICK_USER_AGENT: 'two' }),
  ]
  await createWebhook(one)
  const versions = Array.from({ length: 60 }, (_, index) => String(index))
  for (let i = 0; i < versions.length; i += 6) {
    const together = versions.slice(i, i + 6).map((version, index) => publish(index % 2 === 0 ? one : two, version))
    expect(await Promise.all(together)).not.toContain(false)
  }
  await allDelivered()
  const by = (header: string) => receiver.received.map(({ headers }) => String(headers[header]))
  expect(receiver.received.map(({ body }) => body).toSorted()).toEqual(versions.toSorted())
  expect(new Set(by('x-tallystick-delivery')).size).toBe(versions.length)
  expect([...new Set(by('user-agent'))].toSorted()).toEqual(['one', 'two'])
}, 60_000)
