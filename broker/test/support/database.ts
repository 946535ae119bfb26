import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** The URL of another database on the same server. */
export function withName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

export async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

async function createFrom(template: string): Promise<TestDatabase> {
  const { url } = inject('database')
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await execute(url, `create database ${name} template ${template}`)
  return { url: withName(url, name), drop: () => execute(url, `drop database ${name} with (force)`) }
}

/** A copy of the migrated database, for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(inject('database').template)
}

/** For tests of what happens before there is a schema. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0')
}
