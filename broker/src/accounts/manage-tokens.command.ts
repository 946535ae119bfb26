import { randomBytes, randomUUID } from 'node:crypto'
import type { TokenDetails } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import {
  notYourToken,
  tokenEndsTooLate,
  tokenEndsTooSoon,
  tokenNeedsEnd,
  tokenNotFound,
  tokenRefused,
} from './accounts.errors.ts'
import { recordAudit } from './audit.command.ts'
import type { Caller } from './caller.ts'
import { insertToken, insertTokenPacticipants, insertTokenTeams, revokeToken } from './create-token.sql.ts'
import { findPerson } from './members.sql.ts'
import { type HeldToken, type WantedReach, maySee, mayRevoke, tooMuch, withReading } from './token-rules.ts'
import { type TokenRow, findTokenRow } from './token-list.sql.ts'
import { TOKEN_PREFIX, hashOfSecret } from './tokens.command.ts'
import { endOfCaller, lookUpReach } from './wanted-reach.command.ts'

const SECRET_BYTES = 32
const HINT_LENGTH = 4
const DAY_MS = 86_400_000

function endOf({ kind, expiresAt }: TokenDetails, { now, longestDays }: { now: Date; longestDays: number }) {
  if (!expiresAt) {
    if (kind === 'personal') throw tokenNeedsEnd(longestDays)
    return null
  }
  const end = new Date(expiresAt)
  if (end <= now) throw tokenEndsTooSoon()
  if (kind === 'personal' && end.getTime() - now.getTime() > longestDays * DAY_MS) throw tokenEndsTooLate(longestDays)
  return end
}

async function personIdOf(trx: Connection, { uuid = '' }: Caller): Promise<number | null> {
  return (await findPerson(trx, uuid))?.id ?? null
}

async function insertReach(trx: Connection, tokenId: number, reach: WantedReach): Promise<void> {
  if (reach === 'everything') return
  await insertTokenTeams(
    trx,
    tokenId,
    reach.teams.map(({ id }) => id),
  )
  await insertTokenPacticipants(
    trx,
    tokenId,
    reach.applications.map(({ name }) => name),
  )
}

/** What is noted of it in the audit log. */
function audited(row: TokenRow) {
  const { uuid, scopes, reachesEverything, personName: person, hint, expiresAt } = row
  const teams = row.teams.map(({ name }) => name)
  const applications = row.applications.map(({ name }) => name)
  return { uuid, person, scopes, reach: reachesEverything ? 'everything' : { teams, applications }, hint, expiresAt }
}

/** A new token. Its secret is known to the answer only. */
export async function createToken(
  context: Context,
  details: TokenDetails,
): Promise<{ readonly row: TokenRow; readonly secret: string }> {
  const { db, clock, config, caller } = context
  const now = clock()
  const expiresAt = endOf(details, { now, longestDays: config.tokenMaxDays })
  const { kind, name } = details
  const scopes = withReading(details.scopes)
  const secret = TOKEN_PREFIX + randomBytes(SECRET_BYTES).toString('base64url')
  const uuid = randomUUID()
  const row = await transaction(db, async (trx) => {
    const reach = await lookUpReach(trx, details.reach)
    const refusal = tooMuch(caller, { kind, scopes, reach, expiresAt }, await endOfCaller(trx, caller))
    if (refusal !== undefined) throw tokenRefused(refusal)
    const tokenId = await insertToken(trx, {
      uuid,
      name,
      secretHash: hashOfSecret(secret),
      hint: secret.slice(-HINT_LENGTH),
      personId: kind === 'personal' ? await personIdOf(trx, caller) : null,
      scopes,
      reachesEverything: reach === 'everything',
      createdBy: caller.name,
      createdAt: now,
      expiresAt,
    })
    await insertReach(trx, tokenId, reach)
    const created = await getRow(trx, uuid)
    await recordAudit(trx, context, {
      action: 'token-created',
      subject: { kind: 'token', name },
      after: audited(created),
    })
    return created
  })
  return { row, secret }
}

async function getRow(db: Connection, uuid: string): Promise<TokenRow> {
  const row = await findTokenRow(db, uuid)
  if (!row) throw tokenNotFound(uuid)
  return row
}

function held({ uuid, personUuid, reachesEverything, teams, applications }: TokenRow): HeldToken {
  const reach = reachesEverything ? 'everything' : { teams: teams.map(({ id }) => id), applications }
  return { uuid, person: personUuid, reach }
}

/** Not found as well where the caller may not see it. */
export async function getToken(db: Connection, caller: Caller, uuid: string): Promise<TokenRow> {
  const row = await getRow(db, uuid)
  if (!maySee(caller, held(row))) throw tokenNotFound(uuid)
  return row
}

/** From the next request on it counts for nothing. One that is revoked already stays as it is. */
export async function endToken(context: Context, uuid: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const row = await getToken(trx, context.caller, uuid)
    if (!mayRevoke(context.caller, held(row))) throw notYourToken(row.name)
    if (!(await revokeToken(trx, { uuid, at: context.clock() }))) return
    const subject = { kind: 'token' as const, name: row.name }
    await recordAudit(trx, context, { action: 'token-revoked', subject, before: audited(row) })
  })
}
