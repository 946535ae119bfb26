import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Role } from './roles.ts'

/** What somebody is in teams, held until the transaction ends. */
export async function lockMemberships(trx: Connection, personId: number) {
  return trx
    .selectFrom('memberships')
    .innerJoin('teams', 'teams.id', 'memberships.team_id')
    .select([
      'memberships.team_id as teamId',
      'teams.name',
      sql<Role>`memberships.role`.as('role'),
      'memberships.is_from_group as isFromGroup',
    ])
    .where('memberships.person_id', '=', personId)
    .orderBy('memberships.team_id')
    .forNoKeyUpdate('memberships')
    .execute()
}

interface GroupMember {
  readonly teamId: number
  readonly personId: number
  readonly role: Role
}

/** What is set by hand stays. */
export async function saveGroupMember(trx: Connection, { teamId, personId, role }: GroupMember): Promise<void> {
  await trx
    .insertInto('memberships')
    .values({ team_id: teamId, person_id: personId, role, is_from_group: true })
    .onConflict((conflict) =>
      conflict.constraint('memberships_pk').doUpdateSet({ role }).where('memberships.is_from_group', '=', true),
    )
    .execute()
}
