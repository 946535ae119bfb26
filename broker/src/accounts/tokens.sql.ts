import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Scope } from '../kernel/endpoint.ts'
import type { Owned } from './access.ts'

export interface TokenCallerRow {
  readonly uuid: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly reachesEverything: boolean
  readonly teams: readonly number[]
  readonly applications: readonly Owned[]
  /** When it was last seen to be used; null: never. */
  readonly lastUsedAt: Date | null
  /** Whose rights it has, within its own; null for a token of the system. */
  readonly person: {
    readonly uuid: string
    readonly name: string
    readonly isAdministrator: boolean
    readonly memberships: readonly { readonly teamId: number; readonly role: 'viewer' | 'contributor' | 'maintainer' }[]
  } | null
}

/** The token with this secret, as long as it is valid. One look-up: it is asked with every request. */
export async function findToken(
  db: Connection,
  { secretHash, at }: { readonly secretHash: Buffer; readonly at: Date },
): Promise<TokenCallerRow | undefined> {
  const { rows } = await sql<TokenCallerRow>`
    select tokens.uuid, tokens.name, tokens.scopes, tokens.reaches_everything as "reachesEverything",
      tokens.last_used_at as "lastUsedAt",
      (
        select coalesce(json_agg(token_teams.team_id), '[]') from token_teams where token_teams.token_id = tokens.id
      ) as teams,
      (
        select coalesce(json_agg(json_build_object('name', named.pacticipant, 'teamId', pacticipants.team_id)), '[]')
        from token_pacticipants as named
        left join pacticipants on pacticipants.name = named.pacticipant
        where named.token_id = tokens.id
      ) as applications,
      case when people.id is not null then json_build_object(
        'uuid', people.uuid,
        'name', people.name,
        'isAdministrator', people.is_administrator,
        'memberships', (
          select coalesce(json_agg(json_build_object('teamId', memberships.team_id, 'role', memberships.role)), '[]')
          from memberships where memberships.person_id = people.id
        )
      ) end as person
    from tokens
    left join people on people.id = tokens.person_id
    where tokens.secret_hash = ${secretHash}
      and tokens.revoked_at is null
      and (tokens.expires_at is null or tokens.expires_at > ${at})
      and people.disabled_at is null`.execute(db)
  return rows[0]
}

export async function recordUse(
  db: Connection,
  { uuid, at }: { readonly uuid: string; readonly at: Date },
): Promise<void> {
  await sql`
    update tokens set last_used_at = ${at}
    where tokens.uuid = ${uuid} and (tokens.last_used_at is null or tokens.last_used_at < ${at})`.execute(db)
}
