import { type Kysely, sql } from 'kysely'

/** Fails when the database does not answer. */
export async function pingDatabase<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`select 1`.execute(db)
}

export interface DatabaseFacts {
  readonly version: string
  readonly sizeBytes: number
  readonly migration: string
}

export async function getDatabaseFacts<Tables>(db: Kysely<Tables>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select current_setting('server_version') as version, pg_database_size(current_database())::bigint as "sizeBytes",
      (select schema_migrations.name from schema_migrations order by schema_migrations.number desc limit 1) as migration`.execute(
    db,
  )
  return rows[0] ?? { version: '', sizeBytes: 0, migration: '' }
}
