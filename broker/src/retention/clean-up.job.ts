import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
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
async function purgeExpired({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const now = clock()
  while ((await paced(() => purgeRows(db, { now, limit: PURGED_AT_ONCE }))) > 0);
  return purgeDeletions(db, now)
}

async function cleanUp(context: Context, uuid: string): Promise<void> {
  const { db, config, clock, log } = context
  const now = clock()
  const row = await findRun(db, uuid)
  if (!row) return
  const run: CleanRun = { db, config, uuid, isDryRun: row.isDryRun, now }
  await closeLostRuns(db, { except: uuid, finishedAt: now })
  await beginRun(db, uuid)
  try {
    await cleanVersions(run)
    await cleanBranches(run)
    await cleanOverwritten(run)
    await cleanContents(run)
    const deletions = run.isDryRun ? 0 : await purgeExpired(context)
    if (deletions > 0) await addToRun(db, uuid, { deletions })
    await deleteRunsBefore(db, daysBefore(now, RUNS_KEPT_DAYS))
    await finishRun(db, { uuid, finishedAt: clock(), error: null })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await finishRun(db, { uuid, finishedAt: clock(), error: message })
    throw error
  }
  const counts = (await findRun(db, uuid))?.counts ?? {}
  const summary = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []))
  const what = summary.length > 0 ? summary.join(', ') : 'nothing'
  log.info({ run: uuid, dryRun: run.isDryRun, counts }, `Cleaned up${run.isDryRun ? ' (dry run)' : ''}: ${what}`)
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

/** A run that was asked for waits for its turn. The one of the night does not: it would only do the same again. */
async function runCleanUp(context: Context, { run }: CleanUp): Promise<void> {
  const { db, config, clock, log } = context
  if (run !== undefined) {
    while (!(await alone(context, () => cleanUp(context, run)))) await delay(LOCK_POLL_MS)
    return
  }
  const hadItsTurn = await alone(context, async () => {
    if (!config.databaseCleanEnabled) {
      await purgeExpired(context)
      return
    }
    const uuid = randomUUID()
    const settings = settingsInForce(config)
    await insertRun(db, { uuid, isDryRun: settings.dryRun, settings, startedAt: clock() })
    await cleanUp(context, uuid)
  })
  if (!hadItsTurn) log.info('Not cleaning up, since another run is under way')
}

export const cleanUpJob = job(cleanUpType, runCleanUp, {
  cron: (config) => config.databaseCleanCronSchedule,
  expireInSeconds: SIX_HOURS,
})
