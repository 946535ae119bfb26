import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface NewLink {
  readonly secretHash: Buffer
  /** Null for the first administrator. */
  readonly personId: number | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertSignInLink(trx: Connection, link: NewLink): Promise<void> {
  await trx
    .insertInto('sign_in_links')
    .values({
      secret_hash: link.secretHash,
      person_id: link.personId,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Takes the link away, so that it is good for once: whom it signs in, null for the first administrator. */
export async function takeSignInLink(
  trx: Connection,
  { secretHash, at }: { readonly secretHash: Buffer; readonly at: Date },
): Promise<{ readonly personId: number | null } | undefined> {
  return trx
    .deleteFrom('sign_in_links')
    .where('sign_in_links.secret_hash', '=', secretHash)
    .where('sign_in_links.expires_at', '>', at)
    .returning('sign_in_links.person_id as personId')
    .executeTakeFirst()
}

export async function deleteSignInLinksOf(trx: Connection, personId: number): Promise<void> {
  await trx.deleteFrom('sign_in_links').where('sign_in_links.person_id', '=', personId).execute()
}

export async function deleteExpiredSignInLinks(db: Connection, at: Date): Promise<void> {
  await db.deleteFrom('sign_in_links').where('sign_in_links.expires_at', '<=', at).execute()
}

/** Whether a link for the first administrator was made since then. */
export async function hasFirstLinkSince(trx: Connection, since: Date): Promise<boolean> {
  const row = await trx
    .selectFrom('sign_in_links')
    .select('sign_in_links.id')
    .where('sign_in_links.person_id', 'is', null)
    .where('sign_in_links.created_at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function hasAdministrator(db: Connection): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('people.id')
    .where('people.is_administrator', '=', true)
    .where('people.disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

// The number after that of the retention.
const LOCK = 7_413_508_293

/** Until the transaction ends nobody else becomes the first administrator, or offers that. */
export async function lockFirstAdministrator(trx: Connection): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx)
}
