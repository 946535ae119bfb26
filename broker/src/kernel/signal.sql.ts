import { type Kysely, sql } from 'kysely'
import type pg from 'pg'

/** Tells every session that listens on the channel. Alone, since a commit that notifies waits for all others that do. */
export async function notify<Tables>(db: Kysely<Tables>, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(db)
}

export async function listenTo(client: pg.Client, channel: string): Promise<void> {
  await client.query(`listen ${client.escapeIdentifier(channel)}`)
}
