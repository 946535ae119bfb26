import { type Kysely, sql } from 'kysely'
import type { AppliedMigration, MigrationFile } from './migration-files.ts'

// "tallystick", as eight letters of a number: no other program should take the same lock.
const LOCK = 7_413_508_291

/** The steps that the database has been through, in order; undefined where it has never been migrated. */
export async function findAppliedMigrations<Tables>(
  db: Kysely<Tables>,
): Promise<readonly AppliedMigration[] | undefined> {
  const table = await sql<{ exists: boolean }>`
    select to_regclass('schema_migrations') is not null as exists
  `.execute(db)
  if (!table.rows[0]?.exists) return undefined
  const { rows } = await sql<AppliedMigration>`
    select
      schema_migrations.number,
      schema_migrations.name,
      schema_migrations.sha256,
      schema_migrations.compatible_with as "compatibleWith"
    from schema_migrations
    order by schema_migrations.number
  `.execute(db)
  return rows
}

export async function createMigrationsTable<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`
    create table if not exists schema_migrations (
      number integer not null constraint schema_migrations_pk primary key,
      name text not null,
      sha256 text not null,
      compatible_with integer,
      applied_at timestamptz not null default now()
    )
  `.execute(db)
}

export async function insertMigration<Tables>(db: Kysely<Tables>, file: MigrationFile): Promise<void> {
  await sql`
    insert into schema_migrations (number, name, sha256, compatible_with)
    values (${file.number}, ${file.name}, ${file.sha256}, ${file.compatibleWith})
  `.execute(db)
}

/** Takes the lock if it is free. Waiting inside the server would hold up `create index concurrently`. */
export async function tryMigrationLock<Tables>(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ isLocked: boolean }>`
    select pg_try_advisory_lock(${sql.lit(LOCK)}) as "isLocked"
  `.execute(db)
  return rows[0]?.isLocked ?? false
}

export async function releaseMigrationLock<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(db)
}

/** For this session: a step may take as long as it needs. */
export async function liftTimeouts<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`set statement_timeout = 0`.execute(db)
}

export async function restoreTimeouts<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`reset statement_timeout`.execute(db)
}

/** Runs SQL text as it is; without parameters it may hold several statements. */
export async function runScript<Tables>(db: Kysely<Tables>, text: string): Promise<void> {
  await sql.raw(text).execute(db)
}
