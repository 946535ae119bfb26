import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Scope } from '../kernel/endpoint.ts'

interface NewToken {
  readonly uuid: string
  readonly name: string
  readonly secretHash: Buffer
  readonly hint: string
  readonly personId: number | null
  readonly scopes: readonly Scope[]
  readonly reachesEverything: boolean
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

export async function insertToken(trx: Connection, token: NewToken): Promise<number> {
  const row = await trx
    .insertInto('tokens')
    .values({
      uuid: token.uuid,
      name: token.name,
      secret_hash: token.secretHash,
      hint: token.hint,
      person_id: token.personId,
      scopes: [...token.scopes],
      reaches_everything: token.reachesEverything,
      created_by: token.createdBy,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function insertTokenTeams(trx: Connection, tokenId: number, teams: readonly number[]): Promise<void> {
  await sql`
    insert into token_teams (token_id, team_id)
    select ${tokenId}, given.id from unnest(${teams}::bigint[]) as given (id)
    on conflict on constraint token_teams_pk do nothing`.execute(trx)
}

export async function insertTokenPacticipants(
  trx: Connection,
  tokenId: number,
  names: readonly string[],
): Promise<void> {
  await sql`
    insert into token_pacticipants (token_id, pacticipant)
    select ${tokenId}, given.name from unnest(${names}::text[]) as given (name)
    on conflict on constraint token_pacticipants_pk do nothing`.execute(trx)
}

/** These teams, by their UUIDs or names, in the given order; those that there are not are missing. */
export async function listNamedTeams(trx: Connection, keys: readonly string[]) {
  const { rows } = await sql<{ readonly key: string; readonly id: number; readonly name: string }>`
    select given.key, found.id, found.name
    from unnest(${keys}::text[]) with ordinality as given (key, position)
    join lateral (
      select teams.id, teams.name from teams
      where teams.uuid = given.key or lower(teams.name) = lower(given.key)
      order by teams.uuid = given.key desc
      limit 1
    ) as found on true
    order by given.position`.execute(trx)
  return rows
}

/** When a token that is valid expires; undefined: there is none. */
export async function findTokenEnd(trx: Connection, uuid: string): Promise<Date | null | undefined> {
  const row = await trx
    .selectFrom('tokens')
    .select('tokens.expires_at as expiresAt')
    .where('tokens.uuid', '=', uuid)
    .where('tokens.revoked_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row && row.expiresAt
}

/** False where it is revoked already. */
export async function revokeToken(
  trx: Connection,
  { uuid, at }: { readonly uuid: string; readonly at: Date },
): Promise<boolean> {
  const result = await trx
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('tokens.uuid', '=', uuid)
    .where('tokens.revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
