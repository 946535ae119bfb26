import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import type { JobQueue } from '../../src/kernel/jobs.ts'
import { execute, withName } from '../support/database.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

interface Line {
  readonly msg: string
  readonly url?: string
}
const lines: Line[] = []

let broker: TestBroker
beforeAll(async () => {
  const logTo = { write: (line: string) => void lines.push(JSON.parse(line) as Line) }
  broker = await startTestBroker({ runsJobs: true, logTo, config: { token: 'a-secret-token' } })
})
afterAll(async () => broker.stop())

/** An answer holds for a second, and a worker that has just begun has yet to ask for jobs. */
async function readyWith(status: number, asked = broker) {
  return vi.waitFor(
    async () => {
      const reply = await asked.get('/ready')
      expect(reply.status).toBe(status)
      return reply
    },
    { timeout: 15_000, interval: 100 },
  )
}

describe('GET /health', () => {
  test('says that the process answers, to everybody', async () => {
    const reply = await broker.get('/health')
    expect([reply.status, reply.text]).toEqual([200, '{"status":"up"}'])
    expect(reply.headers.get('content-type')).toBe('application/json;charset=utf-8')
  })

  test('asks nothing of the database', async () => {
    const statements: string[] = []
    const watched = await startTestBroker({ onStatement: ({ sql }) => statements.push(sql) })
    statements.length = 0
    await watched.get('/health')
    expect(statements).toEqual([])
    await watched.stop()
  })
})

describe('GET /ready', () => {
  test('says that nothing is missing, to everybody', async () => {
    expect((await readyWith(200)).json).toEqual({ ready: true, missing: [] })
  })

  test('is asked of the database once for all who ask within a second', async () => {
    const statements: string[] = []
    const watched = await startTestBroker({ onStatement: ({ sql }) => statements.push(sql) })
    statements.length = 0
    await Promise.all(Array.from({ length: 20 }, () => watched.get('/ready')))
    expect(statements.filter((statement) => statement.includes('from schema_migrations'))).toHaveLength(1)
    await watched.stop()
  })

  test('does not miss a database whose connections are all at work', async () => {
    const work = Promise.withResolvers<void>()
    const begun: Promise<void>[] = []
    const connections = Array.from({ length: 10 }, () => {
      const start = Promise.withResolvers<void>()
      begun.push(start.promise)
      return broker.db.connection().execute(async () => {
        start.resolve()
        await work.promise
      })
    })
    await Promise.all(begun)
    // An earlier answer holds for a second.
    await setTimeout(1100)
    expect((await broker.get('/ready')).json).toEqual({ ready: true, missing: [] })
    work.resolve()
    await Promise.all(connections)
  })

  test('misses a step of the schema, and one that is other than it was', async () => {
    const { db } = broker
    const kept = sql`create table kept as select * from schema_migrations order by number desc limit 1`
    await kept.execute(db)
    const { rows } = await sql<{ name: string }>`select name from kept`.execute(db)

    await sql`update schema_migrations set sha256 = '0' where number = (select number from kept)`.execute(db)
    const other = { part: 'migrations', why: 'The schema of the database is not one that this release knows' }
    expect((await readyWith(503)).json).toEqual({ ready: false, missing: [other] })

    await sql`delete from schema_migrations where number = (select number from kept)`.execute(db)
    const lacking = { part: 'migrations', why: `The database lacks migration ${rows[0]?.name}` }
    await vi.waitFor(async () => expect((await broker.get('/ready')).json.missing).toEqual([lacking]), 20_000)

    await sql`insert into schema_migrations select * from kept`.execute(db)
    await readyWith(200)
  })

  test('misses a database that cannot be reached, until it is back', async () => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(broker.db)
    const name = rows[0]?.name ?? ''
    const server = withName(inject('database').url, 'postgres')
    await execute(server, `alter database ${name} with allow_connections false`)
    await execute(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    const { json } = await readyWith(503)
    expect(json.missing).toContainEqual({ part: 'queue', why: 'The queue does not answer' })
    expect((await broker.get('/health')).status).toBe(200)
    await execute(server, `alter database ${name} with allow_connections true`)
    await readyWith(200)
  })

  test('is in the log when it changes, and not each time that somebody asks', () => {
    expect(lines.filter(({ msg }) => msg === 'Ready again').length).toBeGreaterThan(1)
    expect(lines.filter(({ url }) => url === '/ready' || url === '/health')).toEqual([])
  })
})

test('a broker that takes no more jobs is not ready', async () => {
  const stopping = await startTestBroker({ runsJobs: true })
  await readyWith(200, stopping)
  await (stopping.context.jobs as JobQueue).stop(0)
  const { json } = await readyWith(503, stopping)
  expect(json.missing.map(({ part }: { part: string }) => part)).toEqual(['queue'])
  await stopping.stop()
})
