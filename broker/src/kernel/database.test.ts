import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, createTestDatabase } from '../../test/support/database.ts'
import { openDatabase } from './database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

test('whole numbers of the database are numbers', async () => {
  const db = await openDatabase<object>({ url: database.url, applicationName: 'test' })
  const { rows } = await sql`select 42::bigint as count, count(*) as total from pg_class where false`.execute(db)
  expect(rows).toEqual([{ count: 42, total: 0 }])
  await db.destroy()
})
