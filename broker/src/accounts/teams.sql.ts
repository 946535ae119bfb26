import type { Role } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { brokenConstraint } from '../kernel/transaction.ts'

/** A team with what lists show of it. */
function selectTeams(db: Connection) {
  return db
    .selectFrom('teams')
    .select([
      'teams.id',
      'teams.uuid',
      'teams.name',
      'teams.created_at as createdAt',
      'teams.updated_at as updatedAt',
      sql<number>`(select count(*) from memberships where memberships.team_id = teams.id)`.as('members'),
      sql<number>`(select count(*) from pacticipants where pacticipants.team_id = teams.id)`.as('pacticipants'),
    ])
}

export type TeamRow = Awaited<ReturnType<typeof listTeams>>[number]

/** Part of a name, of any case. */
const matching = (query: string) => sql<boolean>`teams.name ilike ${`%${query.replaceAll(/[\\%_]/g, '\\$&')}%`}`

export async function listTeams(
  db: Connection,
  { query, page }: { readonly query: string | undefined; readonly page: PageRequest },
) {
  return selectTeams(db)
    .$if(query !== undefined, (select) => select.where(matching(query ?? '')))
    .orderBy(sql`lower(teams.name)`)
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countTeams(db: Connection, query: string | undefined): Promise<number> {
  const row = await db
    .selectFrom('teams')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .$if(query !== undefined, (select) => select.where(matching(query ?? '')))
    .executeTakeFirstOrThrow()
  return row.count
}

export interface TeamReference {
  readonly id: number
  readonly uuid: string
  readonly name: string
}

const references = (db: Connection) => db.selectFrom('teams').select(['teams.id', 'teams.uuid', 'teams.name'])

/** By its UUID, or else by its name. */
export async function findTeam(db: Connection, key: string): Promise<TeamReference | undefined> {
  return references(db)
    .where((is) => is.or([is('teams.uuid', '=', key), sql<boolean>`lower(teams.name) = lower(${key})`]))
    .orderBy((is) => is('teams.uuid', '=', key), 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The same, kept from being deleted until the transaction ends. */
export async function holdTeam(trx: Connection, key: string): Promise<TeamReference | undefined> {
  const team = await findTeam(trx, key)
  return team && references(trx).where('teams.id', '=', team.id).forKeyShare().executeTakeFirst()
}

/** Those of these that there are, by name. */
export async function listTeamReferences(db: Connection, ids: readonly number[]): Promise<readonly TeamReference[]> {
  if (ids.length === 0) return []
  return references(db)
    .where('teams.id', '=', sql<number>`any(${ids}::bigint[])`)
    .orderBy(sql`lower(teams.name)`)
    .execute()
}

export async function getTeamRow(db: Connection, id: number): Promise<TeamRow | undefined> {
  return selectTeams(db).where('teams.id', '=', id).executeTakeFirst()
}

/** False where another team has that name. */
async function isNameFree(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (brokenConstraint(error) === 'teams_name_unique') return false
    throw error
  }
}

export async function insertTeam(
  db: Connection,
  team: { readonly uuid: string; readonly name: string },
): Promise<number | undefined> {
  const row = await db
    .insertInto('teams')
    .values(team)
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function renameTeam(
  trx: Connection,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<boolean> {
  return isNameFree(
    trx
      .updateTable('teams')
      .set({ name, updated_at: sql<Date>`now()` })
      .where('teams.id', '=', id)
      .execute(),
  )
}

export async function deleteTeam(trx: Connection, id: number): Promise<boolean> {
  const result = await trx.deleteFrom('teams').where('teams.id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export interface MemberRow {
  readonly uuid: string
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly fromGroup: boolean
}

/** By name. */
export async function listMembers(db: Connection, teamId: number): Promise<readonly MemberRow[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .select([
      'people.uuid',
      'people.name',
      'people.email',
      sql<Role>`memberships.role`.as('role'),
      'memberships.is_from_group as fromGroup',
    ])
    .where('memberships.team_id', '=', teamId)
    .orderBy(sql`lower(people.name)`)
    .orderBy('people.id')
    .execute()
}

/** The applications of a team, by name. */
export async function listNamesOfTeam(db: Connection, teamId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('pacticipants')
    .select('pacticipants.name')
    .where('pacticipants.team_id', '=', teamId)
    .orderBy(sql`lower(pacticipants.name)`)
    .orderBy('pacticipants.name')
    .execute()
  return rows.map(({ name }) => name)
}

/** An application with its team, held against everybody who wants to give it to another. */
export async function lockOwner(trx: Connection, pacticipant: string) {
  return trx
    .selectFrom('pacticipants')
    .leftJoin('teams', 'teams.id', 'pacticipants.team_id')
    .select(['pacticipants.name', 'pacticipants.team_id as teamId', 'teams.name as team'])
    .where('pacticipants.name', '=', pacticipant)
    .forNoKeyUpdate('pacticipants')
    .executeTakeFirst()
}

export async function setTeamOf(
  trx: Connection,
  { pacticipant, teamId }: { readonly pacticipant: string; readonly teamId: number | null },
): Promise<void> {
  await trx.updateTable('pacticipants').set({ team_id: teamId }).where('pacticipants.name', '=', pacticipant).execute()
}
