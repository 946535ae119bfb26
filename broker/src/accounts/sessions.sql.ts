import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Role } from './roles.ts'

export interface SessionCallerRow {
  readonly uuid: string
  readonly name: string
  readonly isAdministrator: boolean
  readonly memberships: readonly { readonly teamId: number; readonly role: Role }[]
  /** When they were last seen; null: never. */
  readonly lastSeenAt: Date | null
}

interface Shown {
  readonly secretHash: Buffer
  readonly at: Date
}

/** Who has the session, as long as it lasts and they may be here. One look-up: it is asked with every request. */
export async function findSession(db: Connection, { secretHash, at }: Shown): Promise<SessionCallerRow | undefined> {
  const { rows } = await sql<SessionCallerRow>`
    select people.uuid, people.name, people.is_administrator as "isAdministrator", people.last_seen_at as "lastSeenAt",
      (
        select coalesce(json_agg(json_build_object('teamId', memberships.team_id, 'role', memberships.role)), '[]')
        from memberships where memberships.person_id = people.id
      ) as memberships
    from sessions
    join people on people.id = sessions.person_id
    where sessions.secret_hash = ${secretHash} and sessions.expires_at > ${at} and people.disabled_at is null`.execute(
    db,
  )
  return rows[0]
}

export async function recordSeen(
  db: Connection,
  { uuid, at }: { readonly uuid: string; readonly at: Date },
): Promise<void> {
  await sql`
    update people set last_seen_at = ${at}
    where people.uuid = ${uuid} and (people.last_seen_at is null or people.last_seen_at < ${at})`.execute(db)
}

interface NewSession {
  readonly secretHash: Buffer
  readonly personId: number
  readonly createdAt: Date
  readonly expiresAt: Date
  /** Sealed. */
  readonly idToken: Buffer | null
}

export async function insertSession(trx: Connection, session: NewSession): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      secret_hash: session.secretHash,
      person_id: session.personId,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      id_token: session.idToken,
    })
    .execute()
}

/** Ends a session. Whose it was; undefined where there is none. */
export async function deleteSession(trx: Connection, secretHash: Buffer) {
  return trx
    .deleteFrom('sessions')
    .using('people')
    .whereRef('people.id', '=', 'sessions.person_id')
    .where('sessions.secret_hash', '=', secretHash)
    .returning(['people.uuid', 'people.name', 'people.issuer', 'sessions.id_token as idToken'])
    .executeTakeFirst()
}

export async function deleteSessionsOf(trx: Connection, personId: number): Promise<void> {
  await trx.deleteFrom('sessions').where('sessions.person_id', '=', personId).execute()
}

export async function deleteExpiredSessions(db: Connection, at: Date): Promise<void> {
  await db.deleteFrom('sessions').where('sessions.expires_at', '<=', at).execute()
}
