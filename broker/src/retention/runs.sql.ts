import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { RetentionSettings } from '@tallystick/client/wire'

/** What a run deletes, or would delete. */
export type Counts = Readonly<
  Record<
    'versions' | 'contents' | 'interactions' | 'branches' | 'revisions' | 'results' | 'deliveries' | 'deletions',
    number
  >
>

const nothing: Counts = {
  versions: 0,
  contents: 0,
  interactions: 0,
  branches: 0,
  revisions: 0,
  results: 0,
  deliveries: 0,
  deletions: 0,
}

interface NewRun {
  readonly uuid: string
  readonly isDryRun: boolean
  readonly settings: RetentionSettings
  readonly startedAt: Date
}

export async function insertRun(db: Connection, { uuid, isDryRun, settings, startedAt }: NewRun): Promise<void> {
  await db
    .insertInto('retention_runs')
    .values({ uuid, dry_run: isDryRun, settings: JSON.stringify(settings), started_at: startedAt })
    .execute()
}

function selectRuns(db: Connection) {
  return db.selectFrom('retention_runs').select([
    'retention_runs.uuid',
    'retention_runs.dry_run as isDryRun',
    sql<RetentionSettings>`retention_runs.settings`.as('settings'),
    // Empty until the run begins.
    sql<Partial<Counts>>`retention_runs.counts`.as('counts'),
    'retention_runs.error',
    'retention_runs.started_at as startedAt',
    'retention_runs.finished_at as finishedAt',
  ])
}

export type RunRow = Awaited<ReturnType<typeof listRuns>>[number]

/** The newest first. */
export async function listRuns(db: Connection, page: PageRequest) {
  return selectRuns(db)
    .orderBy('retention_runs.started_at', 'desc')
    .orderBy('retention_runs.id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countRuns(db: Connection): Promise<number> {
  const row = await db
    .selectFrom('retention_runs')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findRun(db: Connection, uuid: string) {
  return selectRuns(db).where('retention_runs.uuid', '=', uuid).executeTakeFirst()
}

/** A run that goes on after its broker ended goes on counting; a dry one begins anew. */
export async function beginRun(db: Connection, uuid: string): Promise<void> {
  await sql`
    update retention_runs
    set counts = ${JSON.stringify(nothing)}::jsonb
        || case when retention_runs.dry_run then '{}' else retention_runs.counts end,
      finished_at = null, error = null
    where retention_runs.uuid = ${uuid}`.execute(db)
}

/** Adds to what the run has done, in the transaction that does it. */
export async function addToRun(trx: Connection, uuid: string, added: Partial<Counts>): Promise<void> {
  await sql`
    update retention_runs
    set counts = retention_runs.counts || (
      select jsonb_object_agg(added.name, added.value::bigint + coalesce((retention_runs.counts ->> added.name)::bigint, 0))
      from jsonb_each_text(${JSON.stringify(added)}::jsonb) as added (name, value))
    where retention_runs.uuid = ${uuid}`.execute(trx)
}

export async function finishRun(
  db: Connection,
  { uuid, finishedAt, error }: { readonly uuid: string; readonly finishedAt: Date; readonly error: string | null },
): Promise<void> {
  await db
    .updateTable('retention_runs')
    .set({ finished_at: finishedAt, error })
    .where('retention_runs.uuid', '=', uuid)
    .execute()
}

/** Runs that have begun and never ended: their broker was killed. Only who holds the lock can say so. */
export async function closeLostRuns(
  db: Connection,
  { except, finishedAt }: { readonly except: string; readonly finishedAt: Date },
): Promise<void> {
  await sql`
    update retention_runs
    set finished_at = ${finishedAt}, error = 'The broker that ran it ended before. The next run goes on from there.'
    where retention_runs.finished_at is null and retention_runs.counts <> '{}' and retention_runs.uuid <> ${except}
  `.execute(db)
}

/** Records of runs that began before are forgotten. */
export async function deleteRunsBefore(db: Connection, before: Date): Promise<void> {
  await db.deleteFrom('retention_runs').where('retention_runs.started_at', '<', before).execute()
}

// The number after that of the migrations.
const LOCK = 7_413_508_292

/** For this session, if nobody has it. */
export async function tryRetentionLock(db: Connection): Promise<boolean> {
  const { rows } = await sql<{ isLocked: boolean }>`
    select pg_try_advisory_lock(${sql.lit(LOCK)}) as "isLocked"`.execute(db)
  return rows[0]?.isLocked ?? false
}

export async function releaseRetentionLock(db: Connection): Promise<void> {
  await sql`select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(db)
}
