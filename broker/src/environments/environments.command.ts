import { randomUUID } from 'node:crypto'
import type { EnvironmentDetails } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { displayNameFor } from '../pacticipants/display-name.ts'
import { environmentNameTaken, environmentNotFound } from './environments.errors.ts'
import { deleteEnvironment, insertEnvironment, updateEnvironment } from './environments.sql.ts'

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

export async function removeEnvironment({ db }: Context, uuid: string): Promise<void> {
  if (!(await deleteEnvironment(db, uuid))) throw environmentNotFound(uuid)
}
