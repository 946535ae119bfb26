// People as they are after they have signed in, put into the database.

import { randomBytes, randomUUID } from 'node:crypto'
import type { Role, Scope } from '@tallystick/client/wire'
import { sql } from 'kysely'
import { allScopes } from '../../src/accounts/caller.ts'
import { hashOfSecret } from '../../src/accounts/tokens.command.ts'
import type { Database } from '../../src/context.ts'

interface SignedUp {
  readonly name: string
  readonly isAdministrator?: boolean
  /** Their roles, by the names of teams; teams that there are not yet come to be. */
  readonly teams?: Readonly<Record<string, Role>>
  /** Of the token by which they call here. */
  readonly scopes?: readonly Scope[]
  readonly issuer?: string
}

async function joined(db: Database, person: string, [team, role]: readonly [string, Role]): Promise<void> {
  await sql`
    insert into teams (uuid, name) values (${randomUUID()}, ${team}) on conflict (lower(name)) do nothing`.execute(db)
  await sql`
    insert into memberships (team_id, person_id, role)
    select teams.id, people.id, ${role}::text
    from teams cross join people where teams.name = ${team} and people.uuid = ${person}`.execute(db)
}

export type Person = Awaited<ReturnType<typeof signedUp>>

/** Somebody who has signed in, and has a personal token that may all that they may. */
export async function signedUp(
  db: Database,
  { name, isAdministrator = false, teams = {}, scopes = allScopes, issuer = 'https://id.example.org' }: SignedUp,
) {
  const [uuid, tokenUuid, secret] = [randomUUID(), randomUUID(), `tally_${randomBytes(32).toString('base64url')}`]
  await sql`
    insert into people (uuid, issuer, subject, name, email, is_administrator)
    values (${uuid}, ${issuer}, ${uuid}, ${name}, ${`${name.toLowerCase()}@example.org`}, ${isAdministrator})`.execute(
    db,
  )
  for (const team of Object.entries(teams)) await joined(db, uuid, team)
  await sql`
    insert into tokens (uuid, name, secret_hash, hint, person_id, scopes, reaches_everything, created_by)
    select ${tokenUuid}, 'laptop', ${hashOfSecret(secret)}, ${secret.slice(-4)}, people.id, ${scopes}::text[], true, ${name}
    from people where people.uuid = ${uuid}`.execute(db)
  return { uuid, tokenUuid, name, headers: { authorization: `Bearer ${secret}` } }
}
