import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A database whose user may create others, and the migrated one to copy. */
    database: { readonly url: string; readonly template: string }
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** A copy of the migrated database, for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('database')
  return createDatabase(url, template)
}

/** An empty database, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(inject('database').url, 'template0')
}

async function createDatabase(url: string, template: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await execute(url, `create database ${name} template ${template}`)
  return { url: withName(url, name), drop: () => execute(url, `drop database ${name} with (force)`) }
}
