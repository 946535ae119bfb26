import { randomUUID } from 'node:crypto'
import type { EnvironmentDetails } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import { beginDeletion } from '../deletions/keep-rows.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { displayNameFor } from '../pacticipants/display-name.ts'
import { environmentNameTaken, environmentNotFound } from './environments.errors.ts'
import {
  type EnvironmentRow,
  findEnvironment,
  insertEnvironment,
  lockEnvironment,
  updateEnvironment,
} from './environments.sql.ts'

function completed({ name, displayName, production, contacts }: EnvironmentDetails) {
  const isNamed = displayName !== null && displayName !== undefined && displayName.trim() !== ''
  return { name, displayName: isNamed ? displayName : displayNameFor(name), production, contacts: contacts ?? [] }
}

/** What is noted of it in the audit log. */
function audited(row: EnvironmentRow | undefined) {
  if (!row) return undefined
  const { uuid, name, displayName, production, contacts } = row
  return { uuid, name, displayName, production, contacts }
}

interface Change {
  readonly uuid: string
  readonly name: string
  readonly action: 'environment-created' | 'environment-updated' | 'environment-deleted'
  readonly before?: EnvironmentRow | undefined
}

async function noteChange(trx: Connection, context: Context, { uuid, name, action, before }: Change): Promise<void> {
  const after = audited(await findEnvironment(trx, uuid))
  await recordAudit(trx, context, { action, subject: { kind: 'environment', name }, before: audited(before), after })
}

/** The UUID of the new environment. */
export async function createEnvironment(context: Context, details: EnvironmentDetails): Promise<string> {
  const uuid = randomUUID()
  const { name } = details
  await transaction(context.db, async (trx) => {
    if (!(await insertEnvironment(trx, { uuid, ...completed(details) }))) throw environmentNameTaken(name)
    await noteChange(trx, context, { uuid, name, action: 'environment-created' })
  })
  return uuid
}

/** Everything that is not given is cleared. Not found when there is none. */
export async function replaceEnvironment(context: Context, uuid: string, details: EnvironmentDetails): Promise<void> {
  await transaction(context.db, async (trx) => {
    const before = await findEnvironment(trx, uuid)
    const outcome = await updateEnvironment(trx, { uuid, ...completed(details) })
    if (outcome === 'missing' || !before) throw environmentNotFound(uuid)
    if (outcome === 'name-taken') throw environmentNameTaken(details.name)
    await noteChange(trx, context, { uuid, name: before.name, action: 'environment-updated', before })
  })
}

/** Deletes an environment with its deployments and releases; for a time this can be undone. */
export async function removeEnvironment(context: Context, uuid: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const environment = await lockEnvironment(trx, uuid)
    if (!environment) throw environmentNotFound(uuid)
    const { name } = environment
    const before = await findEnvironment(trx, uuid)
    const remove = beginDeletion(trx, context, { kind: 'environment', name })
    await remove({ environments: [environment.id] })
    await noteChange(trx, context, { uuid, name, action: 'environment-deleted', before })
  })
}
