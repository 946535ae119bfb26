import { randomUUID } from 'node:crypto'
import type { TeamDetails } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { refusals } from './access.ts'
import { notOfTeam, notYours, pacticipantNotFound, teamNameTaken, teamNotFound } from './accounts.errors.ts'
import { recordAudit } from './audit.command.ts'
import {
  type TeamReference,
  deleteTeam,
  findTeam,
  getTeamRow,
  holdTeam,
  insertTeam,
  listMembers,
  listNamesOfTeam,
  lockOwner,
  renameTeam,
  setTeamOf,
} from './teams.sql.ts'

const subjectOf = ({ name }: Pick<TeamReference, 'name'>) => ({ kind: 'team' as const, name })

/** A team with its members and applications. */
export async function getTeam(db: Connection, key: string) {
  const found = await findTeam(db, key)
  const row = found && (await getTeamRow(db, found.id))
  if (!row) throw teamNotFound(key)
  return { row, members: await listMembers(db, row.id), pacticipants: await listNamesOfTeam(db, row.id) }
}

/** The UUID of the new team. */
export async function createTeam(context: Context, { name }: TeamDetails): Promise<string> {
  const uuid = randomUUID()
  await transaction(context.db, async (trx) => {
    if ((await insertTeam(trx, { uuid, name })) === undefined) throw teamNameTaken(name)
    await recordAudit(trx, context, { action: 'team-created', subject: subjectOf({ name }), after: { uuid, name } })
  })
  return uuid
}

export async function changeTeam(context: Context, key: string, { name }: TeamDetails): Promise<string> {
  return transaction(context.db, async (trx) => {
    const team = await holdTeam(trx, key)
    if (!team) throw teamNotFound(key)
    if (!(await renameTeam(trx, { id: team.id, name }))) throw teamNameTaken(name)
    const [before, after] = [{ name: team.name }, { name }]
    await recordAudit(trx, context, { action: 'team-updated', subject: subjectOf(team), before, after })
    return team.uuid
  })
}

/** Its applications belong to nobody from then on, and tokens that are limited to it reach nothing of it. */
export async function removeTeam(context: Context, key: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const team = await findTeam(trx, key)
    if (!team) throw teamNotFound(key)
    const members = (await listMembers(trx, team.id)).map(({ name, role }) => ({ name, role }))
    const pacticipants = await listNamesOfTeam(trx, team.id)
    if (!(await deleteTeam(trx, team.id))) throw teamNotFound(key)
    const before = { uuid: team.uuid, name: team.name, members, pacticipants }
    await recordAudit(trx, context, { action: 'team-deleted', subject: subjectOf(team), before })
  })
}

interface Assignment {
  readonly team: string
  readonly pacticipant: string
}

/**
 * The application as it is now, held. Somebody else may have taken it since the request was let in, so that it is asked
 * once more whose it is.
 */
async function lockForTeam(trx: Connection, { caller }: Context, pacticipant: string) {
  const owner = await lockOwner(trx, pacticipant)
  if (!owner) throw pacticipantNotFound(pacticipant)
  const refused = refusals(caller, 'administer', [owner])
  if (refused.length > 0) throw notYours(caller, 'administer', refused)
  return owner
}

async function noteOwner(
  trx: Connection,
  context: Context,
  { name, from, to }: { readonly name: string; readonly from: string | null; readonly to: string | null },
): Promise<void> {
  await recordAudit(trx, context, {
    action: 'pacticipant-updated',
    subject: { kind: 'pacticipant', name },
    before: { team: from },
    after: { team: to },
  })
}

/** The application belongs to the team from then on. */
export async function assignPacticipant(context: Context, { team: key, pacticipant }: Assignment): Promise<void> {
  await transaction(context.db, async (trx) => {
    const team = await holdTeam(trx, key)
    if (!team) throw teamNotFound(key)
    const owner = await lockForTeam(trx, context, pacticipant)
    await setTeamOf(trx, { pacticipant, teamId: team.id })
    await noteOwner(trx, context, { name: pacticipant, from: owner.team, to: team.name })
  })
}

/** The application belongs to nobody from then on. */
export async function releasePacticipant(context: Context, { team: key, pacticipant }: Assignment): Promise<void> {
  await transaction(context.db, async (trx) => {
    const team = await holdTeam(trx, key)
    if (!team) throw teamNotFound(key)
    const owner = await lockForTeam(trx, context, pacticipant)
    if (owner.teamId !== team.id) throw notOfTeam(pacticipant, team.name)
    await setTeamOf(trx, { pacticipant, teamId: null })
    await noteOwner(trx, context, { name: pacticipant, from: team.name, to: null })
  })
}
