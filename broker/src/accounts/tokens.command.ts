/** Tokens are random and long, so that a plain hash is enough: there is nothing to guess. */
import { hash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Caller, Grant } from './caller.ts'
import { grantsOf, within } from './roles.ts'
import { withinReach } from './token-rules.ts'
import { type TokenCallerRow, findToken, recordUse } from './tokens.sql.ts'

/** What the secret of every token begins with, so that scanners for leaked secrets know it. */
export const TOKEN_PREFIX = 'tally_'

/** How exactly the last use is known: a write for each request would cost more than the request. */
const USE_ROUNDED_TO_MS = 60_000

export const hashOfSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer')

function shownToken(header: string | undefined): string | undefined {
  const [, token] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? []
  return token?.startsWith(TOKEN_PREFIX) ? token : undefined
}

function grantsOfToken({ person, scopes, reachesEverything, teams, applications }: TokenCallerRow): readonly Grant[] {
  const reach = reachesEverything ? 'everything' : { teams, applications }
  if (person) return withinReach(within(grantsOf(person), scopes), reach)
  if (reach === 'everything') return [{ scopes, reach }]
  return [{ scopes, reach: { teams, applications: applications.map(({ name }) => name) } }]
}

/** Who calls with this header, where it shows a token that is valid. */
export async function findTokenCaller(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  header: string | undefined,
): Promise<Caller | undefined> {
  const secret = shownToken(header)
  if (secret === undefined) return undefined
  const at = clock()
  const row = await findToken(db, { secretHash: hashOfSecret(secret), at })
  if (!row) return undefined
  if (!row.lastUsedAt || at.getTime() - row.lastUsedAt.getTime() > USE_ROUNDED_TO_MS) {
    // Nobody waits for it, and nothing depends on it.
    recordUse(db, { uuid: row.uuid, at }).catch((error: unknown) =>
      log.warn({ err: error }, 'A use of a token was not noted'),
    )
  }
  const name = row.person ? `${row.person.name} (token ${row.name})` : `the token ${row.name}`
  const owner = row.person ? { person: row.person.uuid } : {}
  return { kind: 'token', name, uuid: row.uuid, ...owner, grants: grantsOfToken(row) }
}
