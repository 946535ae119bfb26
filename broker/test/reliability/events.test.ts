// Two brokers on one database: what happens at one is told by the other, whatever breaks in between.

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { openEventStream } from '../support/event-stream.ts'
import { pactFor } from '../support/pact-files.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import { publication } from '../support/publications.ts'

let database: TestDatabase
let client: pg.Client
let one: BrokerProcess
let other: BrokerProcess

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const start = () => startBrokerProcess({ on: { databaseUrl: database.url } })
  ;[one, other] = await Promise.all([start(), start()])
})
afterAll(async () => {
  await client.end()
  await Promise.all([one.stop(), other.stop()])
  await database.drop()
})

async function send({ url }: BrokerProcess, path: string, body: unknown) {
  const response = await fetch(path.startsWith('http') ? path : url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/hal+json' },
    body: JSON.stringify(body),
  })
  if (response.status >= 300) throw new Error(`${response.status} ${await response.text()}`)
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  return (await response.json()) as any
}

function publish(broker: BrokerProcess, consumer: string, version: string) {
  const contracts = { Stock: pactFor({ consumer, provider: 'Stock', asksFor: [version] }) }
  return send(broker, '/contracts/publish', publication(version, { consumer, contracts }))
}

const tell = (broker: BrokerProcess, query: string, lastId?: string) =>
  openEventStream(`${broker.url}/events${query}`, lastId === undefined ? {} : { 'last-event-id': lastId })
const numberOf = (count: number) => (events: readonly unknown[]) => events.length >= count

test('an event that is raised at one reaches a stream at the other at once', async () => {
  const stream = await tell(other, '?pacticipant=Across&kind=contract_published')
  await publish(one, 'Across', '0')
  await stream.until(numberOf(1))
  const startedAt = performance.now()
  for (let version = 1; version <= 10; version += 1) {
    await publish(one, 'Across', String(version))
    await stream.until(numberOf(version + 1))
  }
  // Well below what polling would take.
  expect((performance.now() - startedAt) / 10).toBeLessThan(1000)
  await stream.close()
})

test('what goes on in another database of the server holds nothing back', async () => {
  const elsewhere = await createTestDatabase()
  const busy = new pg.Client({ connectionString: elsewhere.url })
  await busy.connect()
  await busy.query('begin')
  await busy.query('select pg_current_xact_id()')
  const stream = await tell(other, '?pacticipant=Unhindered&kind=contract_published')
  await publish(one, 'Unhindered', '1')
  await stream.until(numberOf(1))
  await stream.close()
  await busy.end()
  await elsewhere.drop()
})

test('what goes on in this one is waited for, so that nothing is passed over', async () => {
  await client.query('begin')
  await client.query("insert into events (name, consumer) values ('contract_published', 'Slow')")
  const stream = await tell(other, '?kind=contract_published')
  await publish(one, 'Quick', '1')
  await client.query('commit')
  const told = await stream.until(numberOf(2))
  expect(told.map(({ data }) => data.consumer.name)).toEqual(['Slow', 'Quick'])
  await stream.close()
})

test('a result that comes to one answers who waits at the other', async () => {
  await publish(one, 'Waits', '1')
  const contract = await fetch(`${one.url}/pacts/provider/Stock/consumer/Waits/version/1`)
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  const results = ((await contract.json()) as any)._links['pb:publish-verification-results'].href
  const query = 'q[][pacticipant]=Waits&q[][version]=1&q[][pacticipant]=Stock&latestby=cvpv&wait=60'
  const asked = fetch(`${other.url}/matrix?${query}`)
  const stream = await tell(other, '?pacticipant=Waits')
  await send(one, results, { success: true, providerApplicationVersion: '1' })
  await stream.until(numberOf(1))
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  expect(((await (await asked).json()) as any).summary.deployable).toBe(true)
  await stream.close()
})

test('a session that listens and is cut off is opened again, and nothing is missed', async () => {
  const stream = await tell(other, '?pacticipant=Cut&kind=contract_published')
  for (let version = 1; version <= 3; version += 1) {
    await publish(one, 'Cut', String(version))
    await stream.until(numberOf(version))
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'tallystick-signal'`,
    )
  }
  await publish(one, 'Cut', '4')
  await stream.until(numberOf(4))
  await stream.close()
})

/** A transaction that is given its place before others that end sooner. */
async function takeLong(name: string): Promise<void> {
  const session = new pg.Client({ connectionString: database.url })
  await session.connect()
  await session.query('begin')
  await session.query(`insert into events (name, consumer) values ('contract_published', $1)`, [name])
  await session.query('select pg_sleep(0.03)')
  await session.query('commit')
  await session.end()
}

test('who comes back again and again, to one or the other, misses nothing and hears nothing twice', async () => {
  const WRITERS = 6
  const EACH = 25
  const QUERY = '?kind=contract_published'
  const first = await tell(one, QUERY)
  let lastId = first.lastId()
  await first.close()

  async function write(writer: number) {
    for (let version = 1; version <= EACH; version += 1) {
      // Nobody announces it: it is found with what comes after it.
      const slow = version % 5 === 1 ? takeLong(`Slow ${writer}`) : undefined
      await publish(writer % 2 === 0 ? one : other, `Writer ${writer}`, String(version))
      await slow
    }
  }
  const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))

  const total = WRITERS * (EACH + EACH / 5)
  const heard: string[] = []
  for (let turn = 0; heard.length < total; turn += 1) {
    const stream = await tell(turn % 2 === 0 ? other : one, QUERY, lastId)
    await stream.until(numberOf(Math.min(7, total - heard.length)))
    await stream.close()
    heard.push(...stream.events.map(({ id }) => id))
    lastId = stream.lastId()
  }
  await writing
  const { rows } = await client.query<{ place: string }>(
    `select transaction_id::text || '.' || id as place from events
    where name = 'contract_published' and (consumer like 'Writer %' or consumer like 'Slow %')
    order by transaction_id, id`,
  )
  expect(rows).toHaveLength(total)
  expect(heard).toEqual(rows.map(({ place }) => place))
})

test('a broker that is stopped ends its streams, answers who waits, and does not wait for them itself', async () => {
  const third = await startBrokerProcess({ on: { databaseUrl: database.url } })
  await publish(third, 'Stopped', '1')
  const query = 'q[][pacticipant]=Stopped&q[][version]=1&q[][pacticipant]=Stock&latestby=cvpv&wait=60'
  const asked = fetch(`${third.url}/matrix?${query}`)
  const stream = await tell(third, '?pacticipant=Stopped')
  await publish(one, 'Stopped', '2')
  await stream.until(numberOf(1))
  const startedAt = performance.now()
  expect(await third.stop()).toBe(0)
  await stream.ended
  expect((await asked).status).toBe(200)
  // Requests under way would get ten seconds to end.
  expect(performance.now() - startedAt).toBeLessThan(9000)
})
