// What an older release has written is what the current one finds, after it has brought the database to its schema.

import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pino } from 'pino'
import { readConfig } from '../../src/kernel/config.ts'
import { openDatabase } from '../../src/kernel/database.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { startBroker } from '../../src/start.ts'
import { fillCrawlWorld } from '../support/crawl-world.ts'
import { type TestDatabase, createEmptyDatabase } from '../support/database.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const migrations = join(import.meta.dirname, '../../../migrations')
// The first release with data that somebody keeps.
const OLDEST = 9

let filled: TestBroker
let older: TestDatabase
let folder: string
beforeAll(async () => {
  filled = await startTestBroker()
  await fillCrawlWorld(filled)
  older = await createEmptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'tallystick-older-'))
  for (const name of readdirSync(migrations)) {
    if (Number(name.slice(0, 4)) <= OLDEST) copyFileSync(join(migrations, name), join(folder, name))
  }
})
afterAll(async () => {
  await filled.stop()
  await older.drop()
  rmSync(folder, { recursive: true })
})

interface Column {
  readonly table: string
  readonly column: string
}

/** What the older schema has room for. */
async function columnsOf(db: Kysely<object>): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<Column>`
    select columns.table_name as table, columns.column_name as column
    from information_schema.columns
    where columns.table_schema = 'public' and columns.table_name <> 'schema_migrations'
      and columns.is_generated = 'NEVER'
    order by 1, columns.ordinal_position`.execute(db)
  const columns = new Map<string, string[]>()
  for (const { table, column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
  return columns
}

/** Puts the rows of the current schema into the older one, as far as that has columns for them. */
async function pour(db: Kysely<object>): Promise<number> {
  const columns = await columnsOf(db)
  let count = 0
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    for (const [table, names] of columns) {
      const { rows } = await sql<{ rows: string }>`
        select coalesce(json_agg(to_json(kept)), '[]')::text as rows from ${sql.table(table)} as kept`.execute(
        filled.db,
      )
      const list = sql.join(names.map((name) => sql.ref(name)))
      const { numAffectedRows = 0n } = await sql`
        insert into ${sql.table(table)} (${list}) overriding system value
        select ${list} from json_populate_recordset(null::${sql.table(table)}, ${rows[0]?.rows ?? '[]'}::json)
      `.execute(trx)
      count += Number(numAffectedRows)
    }
  })
  return count
}

async function archiveOf({ url }: Pick<TestBroker, 'url'>): Promise<readonly string[]> {
  const reply = await fetch(`${url}/exports`, { headers: { accept: 'application/x-ndjson' } })
  return (await reply.text()).trimEnd().split('\n')
}

/** What came with later schemas. */
const isKnownToOlder = (line: string) => !/^\{"kind" ?: ?"(team|override|end)"/.test(line)
const withoutTeam = (line: string) => line.replace(/"team" : "[^"]*"/, '"team" : null')

test('an older schema with data is brought to the current one, and nothing is lost', async () => {
  const db = await openDatabase({ url: older.url, applicationName: 'test' })
  await migrate(db, { folder, log: { info: () => {} } })
  expect(await pour(db)).toBeGreaterThan(50)
  await db.destroy()

  const { config } = readConfig({ env: { TALLYSTICK_DATABASE_URL: older.url, TALLYSTICK_PORT: '0' }, flags: {} })
  const upgraded = await startBroker(config, pino({ level: 'silent' }))
  const [found, expected] = [await archiveOf(upgraded), await archiveOf(filled)]
  expect(found.filter(isKnownToOlder)).toEqual(expected.filter(isKnownToOlder).map(withoutTeam))
  expect(found.length).toBeGreaterThan(10)
  for (const path of ['/matrix/provider/Stock/consumer/Shop', '/pacticipants/Shop/versions', '/environments']) {
    expect([path, await read(upgraded, path)]).toEqual([path, await read(filled, path)])
  }
  await upgraded.stop()
})

/** Without the addresses that answers are full of. */
async function read({ url }: Pick<TestBroker, 'url'>, path: string): Promise<string> {
  const reply = await fetch(url + path, { headers: { accept: 'application/hal+json' } })
  return (await reply.text()).replaceAll(url, '')
}
