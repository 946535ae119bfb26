import { isDeepStrictEqual } from 'node:util'
import type { ImportRecord } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import { holdTeam, insertTeam, lockOwner, setTeamOf } from '../accounts/teams.sql.ts'
import type { Connection, Context } from '../context.ts'
import {
  type EnvironmentRow,
  findEnvironment,
  insertEnvironment,
  listEnvironments,
  updateEnvironment,
} from '../environments/environments.sql.ts'
import { displayNameFor } from '../pacticipants/display-name.ts'
import { insertLabel } from '../pacticipants/labels.sql.ts'
import {
  type PacticipantRow,
  findPacticipant,
  insertPacticipant,
  updatePacticipant,
} from '../pacticipants/pacticipants.sql.ts'
import { dateBackEnvironment, dateBackPacticipant, dateBackTeam } from './date-back.sql.ts'
import { Refusal } from './refusal.ts'

type ApplicationRecord = Extract<ImportRecord, { readonly kind: 'application' }>
type TeamRecord = Extract<ImportRecord, { readonly kind: 'team' }>
type EnvironmentRecord = Extract<ImportRecord, { readonly kind: 'environment' }>
type Outcome = 'created' | 'changed' | 'present'

function saidOfApplication({
  displayName,
  repositoryUrl,
  repositoryName,
  repositoryNamespace,
  mainBranch,
}: PacticipantRow) {
  return { displayName, repositoryUrl, repositoryName, repositoryNamespace, mainBranch }
}

/** The labels that it did not have. */
async function addLabels(trx: Connection, pacticipantId: number, labels: readonly string[]): Promise<number> {
  let added = 0
  for (const label of labels) if (await insertLabel(trx, { pacticipantId, label })) added += 1
  return added
}

/** A team, without its members. One of the same name is the same. */
export async function importTeam(trx: Connection, context: Context, record: TeamRecord): Promise<Outcome> {
  const { uuid, name, createdAt } = record
  if ((await holdTeam(trx, uuid)) ?? (await holdTeam(trx, name))) return 'present'
  if ((await insertTeam(trx, { uuid, name })) === undefined) return 'present'
  await dateBackTeam(trx, uuid, createdAt)
  const subject = { kind: 'team', name } as const
  await recordAudit(trx, context, { action: 'team-created', subject, after: { uuid, name } })
  return 'created'
}

/** Gives an application that belongs to no team to this one; true when it did not belong to it before. */
async function giveToTeam(trx: Connection, context: Context, { name, team }: ApplicationRecord): Promise<boolean> {
  if (!team) return false
  const owner = await lockOwner(trx, name)
  if (owner?.teamId !== null) return false
  const found = await holdTeam(trx, team)
  if (!found) throw new Refusal(`There is no team ${team} here. Teams come before their applications.`)
  await setTeamOf(trx, { pacticipant: name, teamId: found.id })
  const subject = { kind: 'pacticipant', name } as const
  const [before, after] = [{ team: null }, { team: found.name }]
  await recordAudit(trx, context, { action: 'pacticipant-updated', subject, before, after })
  return true
}

/** An application with its labels. What the record leaves out stays as it is. */
export async function importApplication(
  trx: Connection,
  context: Context,
  record: ApplicationRecord,
): Promise<Outcome> {
  const { kind: _kind, name, labels, team: _team, createdAt, ...details } = record
  const displayName = details.displayName ?? displayNameFor(name)
  const isNew = await insertPacticipant(trx, { ...details, name, displayName })
  const found = await findPacticipant(trx, name)
  if (!found) throw new Error(`Pacticipant ${name} was neither found nor created`)
  const added = await addLabels(trx, found.id, labels)
  const before = saidOfApplication(found)
  const after = { ...before, ...given(details) }
  const subject = { kind: 'pacticipant', name } as const
  if (isNew) {
    await dateBackPacticipant(trx, name, createdAt)
    await recordAudit(trx, context, { action: 'pacticipant-created', subject, after })
    await giveToTeam(trx, context, record)
    return 'created'
  }
  const isGiven = await giveToTeam(trx, context, record)
  if (isDeepStrictEqual(before, after)) return added > 0 || isGiven ? 'changed' : 'present'
  await updatePacticipant(trx, name, details)
  await recordAudit(trx, context, { action: 'pacticipant-updated', subject, before, after })
  return 'changed'
}

/** What is said, without what is not. */
function given(details: object): object {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined && value !== null))
}

function saidOfEnvironment({ uuid, name, displayName, production, contacts }: EnvironmentRow) {
  return { uuid, name, displayName, production, contacts }
}

/** The environment that is meant: the one with that UUID, or else with that name. */
async function findMeant(trx: Connection, { uuid, name }: EnvironmentRecord): Promise<EnvironmentRow | undefined> {
  return (await findEnvironment(trx, uuid)) ?? (await listEnvironments(trx, name))[0]
}

/** An environment, with the UUID that it has there, so that what names it by that finds it here. */
export async function importEnvironment(
  trx: Connection,
  context: Context,
  record: EnvironmentRecord,
): Promise<Outcome> {
  const { uuid, name, production, createdAt } = record
  const displayName = record.displayName ?? displayNameFor(name)
  const details = { name, displayName, production, contacts: record.contacts ?? [] }
  const found = await findMeant(trx, record)
  const subject = { kind: 'environment', name } as const
  if (!found) {
    if (!(await insertEnvironment(trx, { uuid, ...details }))) throw new Refusal(`The name ${name} is taken.`)
    await dateBackEnvironment(trx, uuid, createdAt)
    await recordAudit(trx, context, { action: 'environment-created', subject, after: { uuid, ...details } })
    return 'created'
  }
  const before = saidOfEnvironment(found)
  const after = { uuid: found.uuid, ...details }
  if (isDeepStrictEqual(before, after)) return 'present'
  if ((await updateEnvironment(trx, after)) !== 'updated') throw new Refusal(`The name ${name} is taken.`)
  await recordAudit(trx, context, { action: 'environment-updated', subject, before, after })
  return 'changed'
}
