// Whether this broker can do its work, for those who decide whether to send requests to it. They ask every few seconds
// and without saying who they are, so an answer serves all who ask within a second, and gives nothing away.

import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { poolUse } from './database.ts'
import { inTime } from './in-time.ts'
import type { Jobs } from './jobs.ts'
import { pendingMigrations, readMigrations } from './migration-files.ts'
import { findAppliedMigrations } from './migrate.sql.ts'

/** Something without which the broker cannot work. */
export interface Missing {
  readonly part: 'database' | 'migrations' | 'queue'
  readonly why: string
}

export interface Readiness {
  /** Nothing: the broker is ready. */
  missing(): Promise<readonly Missing[]>
}

interface ReadinessOptions<Tables> {
  readonly db: Kysely<Tables>
  readonly jobs: Pick<Jobs, 'isWorking'>
  /** Of the migrations. */
  readonly folder: string
  readonly log: Pick<Logger, 'info' | 'warn'>
}

// Proxies wait for two seconds.
const LIMIT_MS = 1500
const KEPT_MS = 1000

const noDatabase: Missing = { part: 'database', why: 'The database does not answer' }
const otherSchema: Missing = {
  part: 'migrations',
  why: 'The schema of the database is not one that this release knows',
}
const noJobs: Missing = { part: 'queue', why: 'No jobs are taken from the queue' }
const noQueue: Missing = { part: 'queue', why: 'The queue does not answer' }

type Files = ReturnType<typeof readMigrations>

async function schemaLacks<Tables>(db: Kysely<Tables>, files: Files): Promise<readonly Missing[]> {
  // Requests that wait for each other are no reason to send them elsewhere; the queue has connections of its own.
  const isCrowded = () => poolUse(db).waiting > 0
  if (isCrowded()) return []
  const applied = await inTime(findAppliedMigrations(db), LIMIT_MS).catch(() => 'no answer' as const)
  if (applied === 'no answer') return isCrowded() ? [] : [noDatabase]
  try {
    const [next] = pendingMigrations(await files, applied ?? [])
    return next ? [{ part: 'migrations', why: `The database lacks migration ${next.name}` }] : []
  } catch {
    return [otherSchema]
  }
}

async function queueLacks(jobs: Pick<Jobs, 'isWorking'>): Promise<readonly Missing[]> {
  return inTime(jobs.isWorking(), LIMIT_MS).then(
    (isWorking) => (isWorking ? [] : [noJobs]),
    () => [noQueue],
  )
}

export function openReadiness<Tables>({ db, jobs, folder, log }: ReadinessOptions<Tables>): Readiness {
  let files: Files | undefined
  let kept: { readonly answer: Promise<readonly Missing[]>; freshUntil: number } | undefined
  let last: readonly Missing[] = []

  async function find(): Promise<readonly Missing[]> {
    files ??= readMigrations(folder)
    const found = (await Promise.all([schemaLacks(db, files), queueLacks(jobs)])).flat()
    const sentence = found.map(({ why }) => why).join('. ')
    if (sentence !== last.map(({ why }) => why).join('. ')) {
      if (found.length > 0) log.warn({ missing: found }, `Not ready: ${sentence}`)
      else log.info('Ready again')
    }
    last = found
    return found
  }

  return {
    missing() {
      if (kept === undefined || performance.now() >= kept.freshUntil) {
        const asked = { answer: find(), freshUntil: Infinity }
        kept = asked
        void asked.answer.finally(() => {
          asked.freshUntil = performance.now() + KEPT_MS
        })
      }
      return kept.answer
    },
  }
}
