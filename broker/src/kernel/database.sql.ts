import { type Kysely, sql } from 'kysely'

/** Such as "18.4" or "15.14 (Debian 15.14-0+deb12u1)". */
export async function getServerVersion<Tables>(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
  return rows[0]?.server_version ?? ''
}
