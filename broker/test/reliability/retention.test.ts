import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../src/context.ts'
import { openDatabase } from '../../src/kernel/database.ts'
import type { DB } from '../../src/tables.ts'
import { addAgedHistory } from '../support/aged-history.ts'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { pactFor } from '../support/pact-files.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import { publication } from '../support/publications.ts'
import { wrongFacts } from '../support/wrong-facts.ts'

const VERSIONS = 1000
const DAYS = 500
const PROVIDERS = ['Stock', 'Prices'] as const
const env = { TALLYSTICK_DATABASE_CLEAN_DELETION_LIMIT: '100000' }

interface Reply {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  readonly json: any
}

async function send(url: string, method: string, body?: unknown): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: { accept: 'application/hal+json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
}

const begin = async (broker: BrokerProcess): Promise<string> => {
  const { status, json } = await send(`${broker.url}/retention/runs`, 'POST', {})
  expect(status).toBe(202)
  return json.uuid
}

const stateOf = async (broker: BrokerProcess, uuid: string): Promise<Reply['json']> =>
  (await send(`${broker.url}/retention/runs/${uuid}`, 'GET')).json

const ended = (broker: BrokerProcess, uuid: string) =>
  vi.waitUntil(
    async () => {
      const run = await stateOf(broker, uuid)
      return run.state === 'done' ? run : undefined
    },
    { timeout: 90_000, interval: 100 },
  )

const patience = { timeout: 60_000, interval: 20 }

let database: TestDatabase
let db: Database

async function open(): Promise<void> {
  database = await createTestDatabase()
  db = await openDatabase<DB>({ url: database.url, applicationName: 'tallystick-test' })
  await addAgedHistory(db, { consumer: 'Shop', providers: PROVIDERS, versions: VERSIONS, days: DAYS })
}

async function close(): Promise<void> {
  await db.destroy()
  await database.drop()
}

const countVersions = async (): Promise<number> => {
  const { count } = await db
    .selectFrom('versions')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

describe('while old versions are deleted', () => {
  let brokers: readonly BrokerProcess[]

  beforeAll(async () => {
    await open()
    brokers = await Promise.all([0, 1].map(() => startBrokerProcess({ on: { databaseUrl: database.url }, env })))
  })

  afterAll(async () => {
    await Promise.all(brokers.map((broker) => broker.stop()))
    await close()
  })

  test('publishing, verifying, tagging and deploying go on, and nothing that was said is lost', async () => {
    const [one, two] = brokers
    if (!one || !two) throw new Error('There are two brokers')
    const environment = await send(`${one.url}/environments`, 'POST', { name: 'prod', production: true })
    const runs = [await begin(one), await begin(two)]
    const refused: unknown[] = []
    const published: string[] = []
    const kept: string[] = []
    const cleaning = { goesOn: true }

    /** Everything that people do with versions, new ones and such as are about to go. */
    async function work(broker: BrokerProcess, worker: number): Promise<void> {
      for (let n = 0; cleaning.goesOn || n < 10; n += 1) {
        const version = `2.${worker}.${n}`
        const asks = [`one ${n % 3}`, `two ${worker}`]
        const contracts = Object.fromEntries(
          PROVIDERS.map((provider) => [provider, pactFor({ consumer: 'Shop', provider, asksFor: asks })]),
        )
        const options = { consumer: 'Shop', branch: worker % 2 === 0 ? 'main' : 'feat/3', tags: ['build-1'], contracts }
        const said = await send(`${broker.url}/contracts/publish`, 'POST', publication(version, options))
        if (said.status === 200) published.push(version)
        else refused.push(said)
        const contract = await send(`${broker.url}/pacts/provider/Stock/consumer/Shop/version/${version}`, 'GET')
        const results = new URL(contract.json._links['pb:publish-verification-results'].href).pathname
        const result = { success: true, providerApplicationVersion: `3.${worker}.${n}` }
        const verified = await send(`${broker.url}${results}`, 'POST', result)
        if (verified.status !== 201) refused.push(verified)
        // An old one that is put to use: either it has gone already, or it stays.
        const old = `1.0.${VERSIONS - 300 - ((n * 4 + worker) % 500)}`
        const path = `${broker.url}/pacticipants/Shop/versions/${old}/deployed-versions/environment/${environment.json.uuid}`
        const deployed = await send(path, 'POST', { applicationInstance: `${worker}.${n}` })
        if (deployed.status === 201) kept.push(old)
        else if (deployed.status !== 404) refused.push(deployed)
      }
    }

    const working = [work(one, 0), work(two, 1), work(one, 2), work(two, 3)]
    for (const uuid of runs) await ended(one, uuid)
    cleaning.goesOn = false
    await Promise.all(working)

    expect(refused).toEqual([])
    expect(await wrongFacts(db)).toEqual([])
    const { rows } = { rows: await db.selectFrom('versions').select('number').execute() }
    const left = new Set(rows.map(({ number }) => number))
    expect([...published, ...kept].filter((number) => !left.has(number))).toEqual([])
    expect(kept.length).toBeGreaterThan(0)
    const state = await Promise.all(runs.map((uuid) => stateOf(one, uuid)))
    const deleted = state.reduce((sum, { counts }) => sum + counts.versions, 0)
    // What is at most 90 days old stays, and so do heads and what was deployed meanwhile.
    expect(deleted).toBeGreaterThan(VERSIONS)
    expect(
      brokers.flatMap(({ log }) => log().split('\n')).filter((line) => /"level":"(error|fatal)"/.test(line)),
    ).toEqual([])
  })
})

describe('a broker that is killed while it cleans up', () => {
  let broker: BrokerProcess

  beforeAll(open)

  afterAll(async () => {
    await broker.stop()
    await close()
  })

  test('leaves every fact as it has to be, and another one goes on', async () => {
    const before = await countVersions()
    broker = await startBrokerProcess({ on: { databaseUrl: database.url }, env })
    for (const least of [1, 100, 400]) {
      const uuid = await begin(broker)
      await vi.waitUntil(async () => before - (await countVersions()) >= least, patience)
      await broker.kill()
      expect(await wrongFacts(db)).toEqual([])
      broker = await startBrokerProcess({ on: { databaseUrl: database.url }, env })
      expect((await stateOf(broker, uuid)).counts.versions).toBeGreaterThan(0)
    }
    // One that is told to stop does so at once, and goes on when it is back.
    const last = await begin(broker)
    await vi.waitUntil(async () => (await stateOf(broker, last)).counts.versions > 0, patience)
    const stopping = performance.now()
    expect(await broker.stop()).toBe(0)
    expect(performance.now() - stopping).toBeLessThan(8000)
    expect(broker.log()).not.toMatch(/"level":"(error|fatal)"/)
    broker = await startBrokerProcess({ on: { databaseUrl: database.url }, env })
    await ended(broker, last)
    expect(await wrongFacts(db)).toEqual([])
    const { json } = await send(`${broker.url}/retention/preview`, 'GET')
    const left = json._embedded.pacticipants.map(
      ({ versions }: { versions: { toDelete: { count: number } } }) => versions.toDelete.count,
    )
    expect(left).toEqual([0, 0, 0])
  })
})
