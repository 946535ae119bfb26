import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, createEmptyDatabase } from '../../test/support/database.ts'
import { openDatabase } from './database.ts'
import { checkMigrated, migrate } from './migrate.ts'

let database: TestDatabase
let db: Kysely<object>
let folder: string

beforeAll(async () => {
  database = await createEmptyDatabase()
  db = await openDatabase({ url: database.url, applicationName: 'test', statementTimeoutMs: 1_000 })
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-migrations-'))
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
})

afterEach(() => rmSync(folder, { recursive: true }))

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

/** The folder of one broker. */
function files(content: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'tallystick-migrations-'))
  for (const [name, text] of Object.entries(content)) writeFileSync(join(folder, name), text)
}

async function run(): Promise<readonly string[]> {
  const lines: string[] = []
  await migrate(db, { folder, log: { info: (_, message) => lines.push(message.replace(/ in \d+ ms$/, '')) } })
  return lines
}

async function tables(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace
    and relname not like 'schema_migrations%' order by relname
  `.execute(db)
  return rows.map(({ name }) => name)
}

const first = { '0001-first.sql': 'create table a (id int);\ncreate table b (id int);\n' }
const second = { '0002-second.sql': 'create table c (id int);' }

test('every step runs once, in order', async () => {
  files(first)
  expect(await run()).toEqual(['Applied migration 0001-first.sql'])
  files({ ...first, ...second, 'schema.sql': 'this is no step' })
  expect(await run()).toEqual(['Applied migration 0002-second.sql'])
  expect(await run()).toEqual([])
  expect(await tables()).toEqual(['a', 'b', 'c'])
})

test('a step that fails leaves nothing behind and names its file and line', async () => {
  files({ ...first, '0002-second.sql': 'create table c (id int);\n\ncreate table d (id nonsense);\n' })
  await expect(run()).rejects.toThrow('Migration 0002-second.sql failed (line 3): type "nonsense" does not exist')
  expect(await tables()).toEqual(['a', 'b'])
  files({ ...first, ...second })
  expect(await run()).toEqual(['Applied migration 0002-second.sql'])
})

test('a step takes as long as it needs, whatever the limit for other statements', async () => {
  files({ '0001-slow.sql': 'select pg_sleep(1.2);' })
  expect(await run()).toEqual(['Applied migration 0001-slow.sql'])
  await expect(sql`select pg_sleep(1.2)`.execute(db)).rejects.toThrow('statement timeout')
})

test('a file that was edited after it had been applied is refused', async () => {
  files(first)
  await run()
  files({ '0001-first.sql': 'create table changed (id int);', ...second })
  await expect(run()).rejects.toThrow(/^Migration 0001-first\.sql was edited after it had been applied/)
  expect(await tables()).toEqual(['a', 'b'])
})

test('a step outside a transaction can be repeated after it failed', async () => {
  const text = `-- no-transaction
drop index concurrently if exists a_unique; -- left by an attempt that failed
create unique index concurrently a_unique on a (id);
`
  files({ '0001-first.sql': 'create table a (id int);' })
  await run()
  await sql`insert into a values (1), (1)`.execute(db)
  files({ '0001-first.sql': 'create table a (id int);', '0002-unique.sql': text })
  await expect(run()).rejects.toThrow(/^Migration 0002-unique\.sql failed: could not create unique index/)
  await sql`truncate a`.execute(db)
  expect(await run()).toEqual(['Applied migration 0002-unique.sql'])
  expect(await tables()).toEqual(['a', 'a_unique'])
})

test('a broker of the release before goes on where the newer step is compatible with it', async () => {
  files({ ...first, '0002-wider.sql': '-- compatible-with: 0001\nalter table a add column text text;' })
  await run()
  files(first)
  expect(await run()).toEqual([])
})

test('a broker of the release before is refused where the newer step is not compatible with it', async () => {
  files({ ...first, ...second })
  await run()
  files(first)
  await expect(run()).rejects.toThrow(/^The database is newer than this broker: it has been through 0002-second\.sql/)
})

test('a broker that leaves the schema alone starts only on the one it knows', async () => {
  files(first)
  await expect(checkMigrated(db, folder)).rejects.toThrow('The database lacks migration 0001-first.sql.')
  await run()
  await checkMigrated(db, folder)
})
