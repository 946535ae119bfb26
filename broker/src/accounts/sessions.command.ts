/** Sessions are random and long, as tokens are; the cookie has the secret, and the database its hash. */
import { randomBytes } from 'node:crypto'
import type { Connection, Context } from '../context.ts'
import type { Caller } from './caller.ts'
import { grantsOf } from './roles.ts'
import { deleteExpiredSessions, deleteSession, findSession, insertSession, recordSeen } from './sessions.sql.ts'
import { deleteExpiredSignInLinks } from './sign-in-links.sql.ts'
import { hashOfSecret } from './tokens.command.ts'

const SECRET_BYTES = 32
const HOUR_MS = 3_600_000

/** How exactly it is known when somebody was seen last: a write for each request would cost more than the request. */
const SEEN_ROUNDED_TO_MS = 60_000

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

/** Who calls with this secret, as long as the session lasts. */
export async function findSessionCaller(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  secret: string,
): Promise<Caller | undefined> {
  const at = clock()
  const row = await findSession(db, { secretHash: hashOfSecret(secret), at })
  if (!row) return undefined
  const { uuid, name, lastSeenAt } = row
  if (!lastSeenAt || at.getTime() - lastSeenAt.getTime() > SEEN_ROUNDED_TO_MS) {
    // Nobody waits for it, and nothing depends on it.
    recordSeen(db, { uuid, at }).catch((error: unknown) => log.warn({ err: error }, 'It was not noted who was seen'))
  }
  return { kind: 'person', name, uuid, grants: grantsOf(row) }
}

export interface Session {
  readonly secret: string
  readonly expiresAt: Date
}

/** A new session. Its secret is known to the answer only. */
export async function startSession(
  trx: Connection,
  { clock, config, secrets }: Pick<Context, 'clock' | 'config' | 'secrets'>,
  { personId, idToken }: { readonly personId: number; readonly idToken?: string },
): Promise<Session> {
  const secret = newSecret()
  const createdAt = clock()
  const expiresAt = new Date(createdAt.getTime() + config.sessionHours * HOUR_MS)
  // Without a key it is not kept: then the provider asks once more whether it is to end its session.
  const sealed = idToken !== undefined && secrets.canSeal ? secrets.seal({ idToken }) : null
  await insertSession(trx, { secretHash: hashOfSecret(secret), personId, createdAt, expiresAt, idToken: sealed })
  return { secret, expiresAt }
}

/** Ends the session with this secret. Whose it was; undefined where there is none. */
export async function endSession(trx: Connection, secret: string) {
  return deleteSession(trx, hashOfSecret(secret))
}

/** Forgets what counts for nothing any more. */
export async function forgetExpired({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await deleteExpiredSessions(db, clock())
  await deleteExpiredSignInLinks(db, clock())
}
