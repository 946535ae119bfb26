import { randomUUID } from 'node:crypto'
import type { Connection, Context } from '../context.ts'
import { recordAudit } from './audit.command.ts'
import { theBroker } from './caller.ts'
import { lockMemberships, saveGroupMember } from './group-members.sql.ts'
import { deleteMember } from './members.sql.ts'
import type { PersonRow } from './people.sql.ts'
import type { Role } from './roles.ts'
import { type TeamReference, holdTeam, insertTeam } from './teams.sql.ts'

type Belonging = Awaited<ReturnType<typeof lockMemberships>>[number]

const subjectOf = (name: string) => ({ kind: 'team' as const, name })

/** The team of that name, which comes to be where there is none: whoever wrote the configuration wants it. */
async function ensureTeam(trx: Connection, context: Context, name: string): Promise<TeamReference | undefined> {
  const found = await holdTeam(trx, name)
  if (found) return found
  const uuid = randomUUID()
  if ((await insertTeam(trx, { uuid, name })) !== undefined) {
    await recordAudit(trx, context, { action: 'team-created', subject: subjectOf(name), after: { uuid, name } })
  }
  return holdTeam(trx, name)
}

/** What is noted of it in the audit log. */
const audited = ({ uuid, name }: PersonRow, role: Role) => ({ person: { uuid, name }, role, fromGroup: true })

interface Wanted {
  readonly person: PersonRow
  readonly role: Role
  readonly known: Belonging | undefined
}

async function give(
  trx: Connection,
  context: Context,
  { team, person, role, known }: Wanted & { readonly team: TeamReference },
) {
  await saveGroupMember(trx, { teamId: team.id, personId: person.id, role })
  await recordAudit(trx, context, {
    action: known ? 'member-updated' : 'member-added',
    subject: subjectOf(team.name),
    before: known && audited(person, known.role),
    after: audited(person, role),
  })
}

/** Gives somebody what their groups are in teams, and takes away what other groups had given; what is set by hand stays. */
export async function applyGroups(
  trx: Connection,
  given: Context,
  { person, roles }: { readonly person: PersonRow; readonly roles: ReadonlyMap<string, Role> },
): Promise<void> {
  const context = { ...given, caller: theBroker }
  const before = await lockMemberships(trx, person.id)
  const wanted = new Set<number>()
  for (const [name, role] of [...roles].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const team = await ensureTeam(trx, context, name)
    if (!team) continue
    wanted.add(team.id)
    const known = before.find(({ teamId }) => teamId === team.id)
    if (known === undefined || known.isFromGroup) await give(trx, context, { team, person, role, known })
  }
  for (const { teamId, name, role, isFromGroup } of before) {
    if (!isFromGroup || wanted.has(teamId)) continue
    await deleteMember(trx, { teamId, personId: person.id })
    await recordAudit(trx, context, {
      action: 'member-removed',
      subject: subjectOf(name),
      before: audited(person, role),
    })
  }
}
