import { randomUUID } from 'node:crypto'
import type { EnvironmentDetails } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { beginDeletion } from '../deletions/keep-rows.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { displayNameFor } from '../pacticipants/display-name.ts'
import { environmentNameTaken, environmentNotFound } from './environments.errors.ts'
import { insertEnvironment, lockEnvironment, updateEnvironment } from './environments.sql.ts'

function completed({ name, displayName, production, contacts }: EnvironmentDetails) {
  const isNamed = displayName !== null && displayName !== undefined && displayName.trim() !== ''
  return { name, displayName: isNamed ? displayName : displayNameFor(name), production, contacts: contacts ?? [] }
}

/** The UUID of the new environment. */
export async function createEnvironment({ db }: Context, details: EnvironmentDetails): Promise<string> {
  const uuid = randomUUID()
  if (!(await insertEnvironment(db, { uuid, ...completed(details) }))) throw environmentNameTaken(details.name)
  return uuid
}

/** Everything that is not given is cleared. Not found when there is none. */
export async function replaceEnvironment({ db }: Context, uuid: string, details: EnvironmentDetails): Promise<void> {
  const outcome = await updateEnvironment(db, { uuid, ...completed(details) })
  if (outcome === 'missing') throw environmentNotFound(uuid)
  if (outcome === 'name-taken') throw environmentNameTaken(details.name)
}

/** Deletes an environment with its deployments and releases; for a time this can be undone. */
export async function removeEnvironment(context: Context, uuid: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const environment = await lockEnvironment(trx, uuid)
    if (!environment) throw environmentNotFound(uuid)
    const remove = beginDeletion(trx, context, { kind: 'environment', name: environment.name })
    await remove({ environments: [environment.id] })
  })
}
