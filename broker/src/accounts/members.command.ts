import type { MemberDetails } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { memberNotFound, personNotFound, teamNotFound } from './accounts.errors.ts'
import { recordAudit } from './audit.command.ts'
import { deleteMember, findPerson, lockRole, saveMember } from './members.sql.ts'
import { holdTeam } from './teams.sql.ts'

interface Place {
  readonly team: string
  /** By UUID. */
  readonly person: string
}

async function find(trx: Connection, { team: key, person: uuid }: Place) {
  const team = await holdTeam(trx, key)
  if (!team) throw teamNotFound(key)
  const person = await findPerson(trx, uuid)
  if (!person) throw personNotFound(uuid)
  return { team, person, at: { teamId: team.id, personId: person.id } }
}

/** What is noted of it in the audit log. */
const audited = ({ uuid, name }: { readonly uuid: string; readonly name: string }, role: MemberDetails['role']) => ({
  person: { uuid, name },
  role,
})

/** They are in the team with that role from then on. */
export async function setMember(context: Context, place: Place, { role }: MemberDetails): Promise<'added' | 'updated'> {
  return transaction(context.db, async (trx) => {
    const { team, person, at } = await find(trx, place)
    const was = await lockRole(trx, at)
    await saveMember(trx, { ...at, role })
    await recordAudit(trx, context, {
      action: was === undefined ? 'member-added' : 'member-updated',
      subject: { kind: 'team', name: team.name },
      before: was && audited(person, was),
      after: audited(person, role),
    })
    return was === undefined ? 'added' : 'updated'
  })
}

export async function removeMember(context: Context, place: Place): Promise<void> {
  await transaction(context.db, async (trx) => {
    const { team, person, at } = await find(trx, place)
    const was = await lockRole(trx, at)
    if (was === undefined) throw memberNotFound(person.name, team.name)
    await deleteMember(trx, at)
    const before = audited(person, was)
    await recordAudit(trx, context, { action: 'member-removed', subject: { kind: 'team', name: team.name }, before })
  })
}
