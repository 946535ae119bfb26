// The parts of a context that are made of the others.

import { join } from 'node:path'
import type { Logger } from 'pino'
import { openLimits } from './accounts/limits.command.ts'
import type { Context, Database } from './context.ts'
import { HandedOut } from './contracts/handed-out.ts'
import { startVerifications } from './contracts/start-verifications.command.ts'
import { type EventFeed, openEventFeed } from './events/event-feed.ts'
import { beginReading, readNewEvents } from './events/events.sql.ts'
import { openIdentityProvider } from './kernel/identity-provider.ts'
import { openReadiness } from './kernel/readiness.ts'
import { openSignal } from './kernel/signal.ts'
import { Waiting } from './matrix/waiting.ts'

/** Where the migrations are. */
export const MIGRATIONS = join(import.meta.dirname, '../../migrations')

interface LiveOptions {
  readonly db: Database
  /** Of the database. */
  readonly url: string
  readonly log: Logger
}

export function openEvents({ db, url, log }: LiveOptions): EventFeed {
  return openEventFeed({
    signal: openSignal({ db, url, channel: 'tallystick_events', log }),
    log,
    begin: () => beginReading(db),
    read: (after) => readNewEvents(db, after),
  })
}

type Told = Omit<Context, 'waiting' | 'handedOut' | 'readiness' | 'identityProvider' | 'limits'>

/** The whole context. */
export function withLive(context: Told): Context {
  const { db, jobs, events, log } = context
  return {
    ...context,
    identityProvider: openIdentityProvider(context.config),
    waiting: new Waiting(events),
    handedOut: new HandedOut((contentIds) => startVerifications(context, contentIds), log),
    limits: openLimits(context),
    readiness: openReadiness({ db, jobs, folder: MIGRATIONS, log }),
  }
}
