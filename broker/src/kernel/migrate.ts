import type { Kysely } from 'kysely'
import { setTimeout as delay } from 'node:timers/promises'
import {
  createMigrationsTable,
  findAppliedMigrations,
  insertMigration,
  liftTimeouts,
  releaseMigrationLock,
  restoreTimeouts,
  runScript,
  tryMigrationLock,
} from './migrate.sql.ts'
import { type MigrationFile, pendingMigrations, readMigrations } from './migration-files.ts'

interface MigrateOptions {
  readonly folder: string
  readonly log: { info(fields: object, message: string): void }
}

const LOCK_POLL_MS = 50

function lineOf(error: unknown, text: string): string {
  if (!(error instanceof Error) || !('position' in error)) return ''
  return ` (line ${text.slice(0, Number(error.position)).split('\n').length})`
}

/**
 * Such a step cannot be undone when it fails, so each of its statements must bear being run again. They end where a
 * line does; bodies in dollar quotes have no place here.
 */
async function runStatements<Tables>(db: Kysely<Tables>, { text }: MigrationFile): Promise<void> {
  for (const statement of text.split(/;[^\S\n]*(?:--.*)?$/m)) {
    if (statement.replaceAll(/^\s*--.*$/gm, '').trim() !== '') await runScript(db, statement)
  }
}

async function apply<Tables>(db: Kysely<Tables>, file: MigrationFile): Promise<void> {
  try {
    if (file.runsInTransaction) {
      await db.transaction().execute(async (trx) => {
        await runScript(trx, file.text)
        await insertMigration(trx, file)
      })
    } else {
      await runStatements(db, file)
      await insertMigration(db, file)
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const line = file.runsInTransaction ? lineOf(error, file.text) : ''
    throw new Error(`Migration ${file.name} failed${line}: ${reason}`, { cause: error })
  }
}

async function applyPending<Tables>(db: Kysely<Tables>, files: readonly MigrationFile[], log: MigrateOptions['log']) {
  await createMigrationsTable(db)
  for (const file of pendingMigrations(files, (await findAppliedMigrations(db)) ?? [])) {
    const startedAt = performance.now()
    await apply(db, file)
    const durationMs = Math.round(performance.now() - startedAt)
    log.info({ migration: file.name, durationMs }, `Applied migration ${file.name} in ${durationMs} ms`)
  }
}

/** Brings the database to the schema of this broker. Several brokers may do so at once: one works, the others wait. */
export async function migrate<Tables>(db: Kysely<Tables>, { folder, log }: MigrateOptions): Promise<void> {
  const files = await readMigrations(folder)
  const applied = await findAppliedMigrations(db)
  if (applied && pendingMigrations(files, applied).length === 0) return
  // The lock belongs to a session, so everything runs on one.
  await db.connection().execute(async (session) => {
    await liftTimeouts(session)
    while (!(await tryMigrationLock(session))) await delay(LOCK_POLL_MS)
    try {
      await applyPending(session, files, log)
    } finally {
      // A session that broke has lost its lock, and must not hide why.
      await releaseMigrationLock(session).catch(() => {})
      await restoreTimeouts(session).catch(() => {})
    }
  })
}

/** For brokers that are told to leave the schema alone. */
export async function checkMigrated<Tables>(db: Kysely<Tables>, folder: string): Promise<void> {
  const [next] = pendingMigrations(await readMigrations(folder), (await findAppliedMigrations(db)) ?? [])
  if (!next) return
  throw new Error(`The database lacks migration ${next.name}. Start a broker with TALLYSTICK_AUTO_MIGRATE_DB=true.`)
}
