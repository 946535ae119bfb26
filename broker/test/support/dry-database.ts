// The database on one connection, on which everything can be taken back: what a request did, to ask it again as another.

import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { DB } from '../../src/tables.ts'

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/** A transaction in the one that is taken back. */
const within: readonly (readonly [RegExp, string])[] = [
  [/^(?:begin|start transaction)\b/i, 'savepoint inner_one'],
  [/^commit\b/i, 'release savepoint inner_one'],
  [/^rollback\b/i, 'rollback to savepoint inner_one'],
]

function inner(statement: string): string {
  return within.find(([pattern]) => pattern.test(statement))?.[1] ?? statement
}

/** Close it in the end. */
export async function openDryDatabase(url: string) {
  const client = new pg.Client({ connectionString: url, types })
  await client.connect()
  let last: Promise<unknown> = Promise.resolve()

  /** Gives the connection to one after the other. */
  async function taken(): Promise<() => void> {
    const before = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = promise
    await before
    return resolve
  }

  const pool = {
    async connect() {
      const release = await taken()
      const query = (statement: string | { text: string }, values?: unknown[]) =>
        typeof statement === 'string' ? client.query(inner(statement), values) : client.query(statement)
      return { query, release } as unknown as PostgresPoolClient
    },
    end: () => client.end(),
  }
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as never }) })

  return {
    db,
    /** Does the work, and takes back what it did. */
    async dry<Result>(work: () => Promise<Result>): Promise<Result> {
      await client.query('begin')
      try {
        return await work()
      } finally {
        // What goes on behind an answer, such as that a token was used, is taken back with it.
        const release = await taken()
        await client.query('rollback')
        release()
      }
    },
    close: () => db.destroy(),
  }
}
