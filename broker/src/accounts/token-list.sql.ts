import { type Expression, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Connection } from '../context.ts'
import type { Scope } from '../kernel/endpoint.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { Seen } from './token-rules.ts'

/** Tokens with what is shown of them: never the secret, nor its hash. */
function selectTokens(db: Connection) {
  return db
    .selectFrom('tokens')
    .leftJoin('people', 'people.id', 'tokens.person_id')
    .select((from) => [
      'tokens.uuid',
      'tokens.name',
      sql<readonly Scope[]>`tokens.scopes`.as('scopes'),
      'tokens.reaches_everything as reachesEverything',
      'tokens.hint',
      'people.uuid as personUuid',
      'people.name as personName',
      'tokens.created_by as createdBy',
      'tokens.created_at as createdAt',
      'tokens.expires_at as expiresAt',
      'tokens.revoked_at as revokedAt',
      'tokens.last_used_at as lastUsedAt',
      jsonArrayFrom(
        from
          .selectFrom('token_teams')
          .innerJoin('teams', 'teams.id', 'token_teams.team_id')
          .select(['teams.id', 'teams.uuid', 'teams.name'])
          .whereRef('token_teams.token_id', '=', 'tokens.id')
          .orderBy(sql`lower(teams.name)`),
      ).as('teams'),
      jsonArrayFrom(
        from
          .selectFrom('token_pacticipants')
          .leftJoin('pacticipants', 'pacticipants.name', 'token_pacticipants.pacticipant')
          .select(['token_pacticipants.pacticipant as name', 'pacticipants.team_id as teamId'])
          .whereRef('token_pacticipants.token_id', '=', 'tokens.id')
          .orderBy('token_pacticipants.pacticipant'),
      ).as('applications'),
    ])
}

export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number]

interface TokenFilter {
  readonly seen: Seen
  /** Those that count, or those that do not any more. */
  readonly active: boolean | undefined
  /** The UUID or name of one that is named in what they reach. */
  readonly team: string | undefined
  readonly now: Date
}

/** The same rule as `maySee`. */
function isSeen({ all, itself, person, teams, applications }: Seen): Expression<SqlBool> {
  if (all) return sql<boolean>`true`
  return sql<boolean>`(
    tokens.uuid = ${itself ?? null}
    or tokens.person_id = (select owners.id from people as owners where owners.uuid = ${person ?? null})
    or tokens.person_id is null and not tokens.reaches_everything and (
      exists (
        select from token_teams
        where token_teams.token_id = tokens.id and token_teams.team_id = any(${teams}::bigint[])
      )
      or exists (
        select from token_pacticipants as named
        left join pacticipants on pacticipants.name = named.pacticipant
        where named.token_id = tokens.id
          and (named.pacticipant = any(${applications}::text[]) or pacticipants.team_id = any(${teams}::bigint[]))
      )
    ))`
}

const isActive = (now: Date) =>
  sql<boolean>`tokens.revoked_at is null and (tokens.expires_at is null or tokens.expires_at > ${now})`

const reachesTeam = (team: string) => sql<boolean>`exists (
  select from token_teams
  join teams on teams.id = token_teams.team_id
  where token_teams.token_id = tokens.id and (teams.uuid = ${team} or lower(teams.name) = lower(${team})))`

function isWanted({ seen, active, team, now }: TokenFilter): Expression<SqlBool> {
  const conditions = [
    isSeen(seen),
    ...(active === undefined ? [] : [sql<boolean>`(${isActive(now)}) = ${active}`]),
    ...(team === undefined ? [] : [reachesTeam(team)]),
  ]
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** The newest first. */
export async function listTokens(db: Connection, filter: TokenFilter, page: PageRequest) {
  return selectTokens(db)
    .where(isWanted(filter))
    .orderBy('tokens.id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countTokens(db: Connection, filter: TokenFilter): Promise<number> {
  const row = await db
    .selectFrom('tokens')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .where(isWanted(filter))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findTokenRow(db: Connection, uuid: string): Promise<TokenRow | undefined> {
  return selectTokens(db).where('tokens.uuid', '=', uuid).executeTakeFirst()
}
