import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/kernel/database.ts'
import { createEmptyDatabase } from '../support/database.ts'

const script = join(import.meta.dirname, '../support/migrate-process.ts')

const steps = {
  '0001-first.sql': 'create table a (id int); insert into a values (1);',
  '0002-second.sql': 'insert into a values (2); select pg_sleep(0.2);',
  // Waits for every transaction that is open: also for those of brokers that wait for their turn.
  '0003-index.sql': '-- no-transaction\ncreate index concurrently a_id on a (id);',
}

test('six brokers that start at once apply each migration once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-migrations-'))
  for (const [name, text] of Object.entries(steps)) writeFileSync(join(folder, name), text)
  const database = await createEmptyDatabase()
  const args = ['--conditions=@tallystick/source', script, database.url, folder]
  const all = await Promise.all(Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, args)))
  expect(all.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean))).toHaveLength(3)

  const db = await openDatabase({ url: database.url, applicationName: 'test' })
  expect((await sql`select id from a order by id`.execute(db)).rows).toEqual([{ id: 1 }, { id: 2 }])
  expect((await sql`select indisvalid from pg_index where indexrelid = 'a_id'::regclass`.execute(db)).rows).toEqual([
    { indisvalid: true },
  ])
  await db.destroy()
  await database.drop()
  rmSync(folder, { recursive: true })
})
