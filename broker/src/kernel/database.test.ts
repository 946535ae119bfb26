import { type AddressInfo, type Server, connect, createServer } from 'node:net'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type TestDatabase, createEmptyDatabase } from '../../test/support/database.ts'
import { openDatabase } from './database.ts'

interface Tables {
  readonly notes: { readonly id: number; readonly text: string; readonly created_at: Date }
}

let database: TestDatabase

beforeAll(async () => {
  database = await createEmptyDatabase()
  const db = await openDatabase<Tables>({ url: database.url, applicationName: 'test' })
  await sql`
    create table notes (id bigint primary key, text text not null, created_at timestamptz not null default now())
  `.execute(db)
  await sql`insert into notes (id, text) select n, 'note ' || n from generate_series(1, 10) as n`.execute(db)
  await db.destroy()
})

afterAll(() => database.drop())

type Options = Partial<Parameters<typeof openDatabase>[0]>

/** With one connection, so that every statement meets the same one. */
async function open(options: Options = {}): Promise<Kysely<Tables>> {
  const db = await openDatabase<Tables>({ url: database.url, applicationName: 'test', poolSize: 1, ...options })
  onTestFinished(() => db.destroy())
  return db
}

function findNote(db: Kysely<Tables>, id: number) {
  return db.selectFrom('notes').select(['notes.id', 'notes.text']).where('notes.id', '=', id).executeTakeFirst()
}

async function prepared(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements where statement not like '%pg_prepared%' order by prepare_time
  `.execute(db)
  return rows.map(({ statement }) => statement)
}

test('whole numbers are numbers, and times are dates', async () => {
  const db = await open()
  const note = await db.selectFrom('notes').selectAll().where('notes.id', '=', 1).executeTakeFirstOrThrow()
  expect(note).toEqual({ id: 1, text: 'note 1', created_at: expect.any(Date) })
  const { rows } = await sql`select count(*) as total from notes`.execute(db)
  expect(rows).toEqual([{ total: 10 }])
})

test('a whole number that a number cannot hold is an error, not another number', async () => {
  const db = await open()
  await expect(sql`select 9007199254740993::bigint as id`.execute(db)).rejects.toThrow('9007199254740993, too large')
})

test('a statement that comes again is prepared, once', async () => {
  const db = await open()
  await findNote(db, 1)
  expect(await prepared(db)).toEqual([])
  for (const id of [2, 3, 4]) expect(await findNote(db, id)).toEqual({ id, text: `note ${id}` })
  expect(await prepared(db)).toEqual(['select "notes"."id", "notes"."text" from "notes" where "notes"."id" = $1'])
})

test('transactions work on prepared statements, and their control is not prepared', async () => {
  const db = await open()
  for (const id of [1, 2, 3]) {
    await db.transaction().execute(async (trx) => {
      const savepoint = await sql`savepoint here`.execute(trx)
      expect(savepoint.rows).toEqual([])
      expect(await findNote(trx, id)).toEqual({ id, text: `note ${id}` })
    })
  }
  expect(await prepared(db)).toHaveLength(1)
})

test('however many statements there are, a connection keeps two hundred', async () => {
  const db = await open()
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 230; n += 1) await sql`select ${sql.raw(`${n}`)} + ${n}::int as sum`.execute(db)
  }
  expect(await prepared(db)).toHaveLength(200)
  expect(await findNote(db, 7)).toEqual({ id: 7, text: 'note 7' })
})

test('a statement whose result changed its type works again after one failure', async () => {
  const db = await open()
  await sql`create table shapes (id bigint, size int)`.execute(db)
  const read = () => sql`select * from shapes where id = ${1}`.execute(db)
  for (let n = 0; n < 3; n += 1) await read()
  await sql`alter table shapes add column name text`.execute(db)
  await expect(read()).rejects.toThrow('cached plan must not change result type')
  for (let n = 0; n < 3; n += 1) await read()
})

test('several statements in one text can be repeated', async () => {
  const db = await open()
  for (let n = 0; n < 3; n += 1) await sql.raw('select 1; select 2').execute(db)
})

test('behind a transaction pooler nothing is prepared', async () => {
  const db = await open({ preparesStatements: false })
  for (const id of [1, 2, 3]) await findNote(db, id)
  expect(await prepared(db)).toEqual([])
})

test('a statement that takes too long is cancelled', async () => {
  const db = await open({ statementTimeoutMs: 50 })
  await expect(sql`select pg_sleep(10)`.execute(db)).rejects.toThrow('canceling statement due to statement timeout')
})

test('a lost connection is replaced, and told of', async () => {
  const warnings: string[] = []
  const log = { warn: (_: object, message: string) => void warnings.push(message) }
  const db = await open({ log })
  const other = await open()
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other)
  await expect.poll(() => warnings).toEqual([expect.stringContaining('Lost an idle database connection')])
  expect(await findNote(db, 1)).toEqual({ id: 1, text: 'note 1' })
})

test('a connection lost in a transaction fails that transaction, and nothing else', async () => {
  const db = await open()
  const other = await open()
  const lost = db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other)
    await findNote(trx, 1)
  })
  await expect(lost).rejects.toThrow(/terminat|not queryable/)
  expect(await findNote(db, 1)).toEqual({ id: 1, text: 'note 1' })
})

test('closing waits for statements that end soon, and cuts those that do not', async () => {
  const db = await openDatabase<Tables>({ url: database.url, applicationName: 'test', closeDeadlineMs: 300 })
  const soon = sql`select pg_sleep(0.05), 'done' as result`.execute(db)
  const late = sql`select pg_sleep(30)`.execute(db).catch((error: unknown) => error)
  await sql`select 1`.execute(db)
  await db.destroy()
  expect((await soon).rows).toMatchObject([{ result: 'done' }])
  expect(await late).toBeInstanceOf(Error)
})

/** A way to the database by a port that can be closed. */
async function openDoor(port = 0): Promise<Server> {
  const { searchParams, hostname, port: databasePort } = new URL(database.url)
  const directory = searchParams.get('host')
  const target = directory
    ? { path: `${directory}/.s.PGSQL.${searchParams.get('port')}` }
    : { host: hostname, port: Number(databasePort) }
  const server = createServer((inward) => {
    const outward = connect(target)
    inward.pipe(outward).pipe(inward)
    for (const side of [inward, outward]) side.on('error', () => inward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

async function closeDoor(door: Server): Promise<number> {
  const { port } = door.address() as AddressInfo
  await new Promise((resolve) => door.close(resolve))
  return port
}

function urlAt(port: number): string {
  const { username, password, pathname } = new URL(database.url)
  return `postgresql://${username}:${password}@127.0.0.1:${port}${pathname}`
}

test('a server that is away for a moment is waited for', async () => {
  const port = await closeDoor(await openDoor())
  const opening = open({ url: urlAt(port) })
  // By the time that a later attempt has been refused the first has been as well.
  await expect(open({ url: urlAt(port), outagePatienceMs: 0 })).rejects.toThrow('No connection')
  const door = await openDoor(port)
  const db = await opening
  expect(await findNote(db, 1)).toEqual({ id: 1, text: 'note 1' })
  await db.destroy()
  await closeDoor(door)
})

test('a server that cannot be reached is named, without the password', async () => {
  const port = await closeDoor(await openDoor())
  const url = `postgresql://someone:secret@127.0.0.1:${port}/contracts`
  const error: unknown = await open({ url, outagePatienceMs: 0 }).catch((reason: unknown) => reason)
  expect(String(error)).toContain(`No connection to the database contracts at 127.0.0.1:${port}`)
  expect(String(error)).not.toContain('secret')
})
