import type { Role } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export async function findPerson(db: Connection, uuid: string) {
  return db
    .selectFrom('people')
    .select(['people.id', 'people.uuid', 'people.name', 'people.email'])
    .where('people.uuid', '=', uuid)
    .executeTakeFirst()
}

interface Membership {
  readonly teamId: number
  readonly personId: number
}

/** What somebody is in a team, held until the transaction ends. */
export async function lockRole(trx: Connection, { teamId, personId }: Membership): Promise<Role | undefined> {
  const row = await trx
    .selectFrom('memberships')
    .select(sql<Role>`memberships.role`.as('role'))
    .where('memberships.team_id', '=', teamId)
    .where('memberships.person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  return row?.role
}

/** From now on this is their role; who sets it last is right. What is set by hand no group takes away. */
export async function saveMember(
  trx: Connection,
  { teamId, personId, role }: Membership & { readonly role: Role },
): Promise<void> {
  await trx
    .insertInto('memberships')
    .values({ team_id: teamId, person_id: personId, role, is_from_group: false })
    .onConflict((conflict) => conflict.constraint('memberships_pk').doUpdateSet({ role, is_from_group: false }))
    .execute()
}

export async function deleteMember(trx: Connection, { teamId, personId }: Membership): Promise<void> {
  await trx
    .deleteFrom('memberships')
    .where('memberships.team_id', '=', teamId)
    .where('memberships.person_id', '=', personId)
    .execute()
}

/** The teams of a person with their roles, by name. */
export async function listMemberships(db: Connection, personUuid: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .innerJoin('people', 'people.id', 'memberships.person_id')
    .select(['teams.uuid', 'teams.name', sql<Role>`memberships.role`.as('role')])
    .where('people.uuid', '=', personUuid)
    .orderBy(sql`lower(teams.name)`)
    .execute()
}
