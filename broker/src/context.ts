import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './kernel/config.ts'
import type { DB } from './tables.ts'

export type Database = Kysely<DB>

/** Everything a handler may reach outside itself. */
export interface Context {
  readonly config: Config
  readonly db: Database
  readonly log: Logger
  readonly clock: () => Date
}

/** A connection inside a transaction, or the pool: what statements run on. */
export type Connection = Kysely<DB>
