import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { deleteAuditEntriesBefore } from '../accounts/audit.sql.ts'
import type { Context } from '../context.ts'
import { purgeDeletions, purgeRows } from '../deletions/deletions.sql.ts'
import { job } from '../kernel/jobs.ts'
import { cleanBranches } from './clean-branches.command.ts'
import { cleanContents } from './clean-contents.command.ts'
import { cleanOverwritten } from './clean-overwritten.command.ts'
import { type CleanRun, paced } from './clean-run.command.ts'
import { cleanVersions } from './clean-versions.command.ts'
import { daysBefore } from './keep-version.ts'
import { type CleanUp, cleanUpType } from './clean-up.ts'
import {
  addToRun,
  beginRun,
  closeLostRuns,
  deleteRunsBefore,
  findRun,
  finishRun,
  insertRun,
  releaseRetentionLock,
  tryRetentionLock,
} from './runs.sql.ts'
import { settingsInForce } from './settings-in-force.ts'

const SIX_HOURS = 6 * 3600
const PURGED_AT_ONCE = 500
const RUNS_KEPT_DAYS = 365
const LOCK_POLL_MS = 500

/** Forgets what was deleted so long ago that it cannot be restored. How many deletions. */
async function purgeExpired(run: Pick<CleanRun, 'db' | 'now' | 'signal'>): Promise<number> {
  const { db, now } = run
  while ((await paced(run, () => purgeRows(db, { now, limit: PURGED_AT_ONCE }))) > 0);
  return purgeDeletions(db, now)
}

/** How many entries of the audit log were too old. They go even where nothing else is cleaned up. */
async function forgetAudit(run: Pick<CleanRun, 'db' | 'config' | 'now' | 'signal'>): Promise<number> {
  const { db, config, now } = run
  if (config.auditRetentionDays === 0) return 0
  const at = daysBefore(now, config.auditRetentionDays)
  let count = 0
  for (;;) {
    const deleted = await paced(run, () => deleteAuditEntriesBefore(db, { at, limit: PURGED_AT_ONCE }))
    if (deleted === 0) return count
    count += deleted
  }
}

async function cleanEverything(run: CleanRun): Promise<void> {
  await cleanVersions(run)
  await cleanBranches(run)
  await cleanOverwritten(run)
  await cleanContents(run)
  const deletions = run.isDryRun ? 0 : await purgeExpired(run)
  if (deletions > 0) await addToRun(run.db, run.uuid, { deletions })
  if (!run.isDryRun) await forgetAudit(run)
  await deleteRunsBefore(run.db, daysBefore(run.now, RUNS_KEPT_DAYS))
}

/** Whether the work stopped because it was told to. */
const isEnded = (error: unknown, signal: AbortSignal) =>
  signal.aborted && error instanceof Error && error.name === 'AbortError'

/** A broker that stops leaves the rest to another one, or to itself when it is back. */
async function cleanUp(context: Context, uuid: string, signal: AbortSignal): Promise<void> {
  const { db, config, clock, log, jobs } = context
  const now = clock()
  const row = await findRun(db, uuid)
  if (!row) return
  await closeLostRuns(db, { except: uuid, finishedAt: now })
  await beginRun(db, uuid)
  try {
    await cleanEverything({ db, config, uuid, isDryRun: row.isDryRun, now, signal })
    await finishRun(db, { uuid, finishedAt: clock(), error: null })
  } catch (error) {
    if (isEnded(error, signal)) {
      await jobs.send(db, { type: cleanUpType, data: [{ run: uuid }] })
      return
    }
    const message = error instanceof Error ? error.message : String(error)
    await finishRun(db, { uuid, finishedAt: clock(), error: message })
    throw error
  }
  const counts = (await findRun(db, uuid))?.counts ?? {}
  const summary = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
  const what = summary.length > 0 ? summary.join(', ') : 'nothing'
  log.info({ run: uuid, dryRun: row.isDryRun, counts }, `Cleaned up${row.isDryRun ? ' (dry run)' : ''}: ${what}`)
}

/** One run at a time on a database, whichever broker works. Whether it had its turn. */
async function alone({ db }: Pick<Context, 'db'>, work: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    if (!(await tryRetentionLock(connection))) return false
    try {
      await work()
    } finally {
      await releaseRetentionLock(connection)
    }
    return true
  })
}

/** A run that was asked for waits for its turn. */
async function runWhenFree(context: Context, uuid: string, signal: AbortSignal): Promise<void> {
  while (!(await alone(context, () => cleanUp(context, uuid, signal)))) {
    await delay(LOCK_POLL_MS)
    if (signal.aborted) return context.jobs.send(context.db, { type: cleanUpType, data: [{ run: uuid }] })
  }
}

/** The run of the night does not wait for another one: it would only do the same again. */
async function runByCalendar(context: Context, signal: AbortSignal): Promise<void> {
  const { db, config, clock, log } = context
  const hadItsTurn = await alone(context, async () => {
    if (config.databaseCleanEnabled) {
      const uuid = randomUUID()
      const settings = settingsInForce(config)
      await insertRun(db, { uuid, isDryRun: settings.dryRun, settings, startedAt: clock() })
      await cleanUp(context, uuid, signal)
    } else {
      await purgeExpired({ db, now: clock(), signal })
      await forgetAudit({ db, config, now: clock(), signal })
    }
  })
  if (!hadItsTurn) log.info('Not cleaning up, since another run is under way')
}

async function runCleanUp(context: Context, { run }: CleanUp, signal: AbortSignal): Promise<void> {
  try {
    await (run === undefined ? runByCalendar(context, signal) : runWhenFree(context, run, signal))
  } catch (error) {
    if (!isEnded(error, signal)) throw error
  }
}

export const cleanUpJob = job(cleanUpType, runCleanUp, {
  cron: (config) => config.databaseCleanCronSchedule,
  expireInSeconds: SIX_HOURS,
})
