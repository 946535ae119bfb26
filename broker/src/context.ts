import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Caller } from './accounts/caller.ts'
import type { Limits } from './accounts/limits.command.ts'
import type { HandedOut } from './contracts/handed-out.ts'
import type { EventFeed } from './events/event-feed.ts'
import type { Config } from './kernel/config.ts'
import type { IdentityProvider } from './kernel/identity-provider.ts'
import type { Jobs } from './kernel/jobs.ts'
import type { Readiness } from './kernel/readiness.ts'
import type { Secrets } from './kernel/secrets.ts'
import type { Waiting } from './matrix/waiting.ts'
import type { Metrics } from './metrics.ts'
import type { DB } from './tables.ts'

export type Database = Kysely<DB>

/** Everything a handler may reach outside itself. */
export interface Context {
  readonly config: Config
  readonly db: Database
  readonly log: Logger
  readonly clock: () => Date
  readonly jobs: Jobs
  readonly events: EventFeed
  /** Those who wait for verdicts. */
  readonly waiting: Waiting
  /** Contents that were handed out for verification. */
  readonly handedOut: HandedOut
  /** What this broker counts about itself. */
  readonly metrics: Metrics
  /** Whether it can do its work. */
  readonly readiness: Readiness
  readonly secrets: Secrets
  /** With which people sign in; undefined where there is none. */
  readonly identityProvider: IdentityProvider | undefined
  /** How much is asked, and how often somebody is wrong about who they are. */
  readonly limits: Limits
  /** By which URL clients reach the broker: in a request the one they used, in a job the one that is configured. */
  readonly brokerUrl: string
  /** On whose behalf something is done; in a job the broker's own. */
  readonly caller: Caller
  /** From where a request came; a job comes from nowhere. */
  readonly origin?: Origin
}

export interface Origin {
  readonly address: string | undefined
  readonly requestId: string | undefined
}

/** A connection inside a transaction, or the pool: what statements run on. */
export type Connection = Kysely<DB>
