import type { NewPacticipant, PacticipantDetails } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import { beginDeletion } from '../deletions/keep-rows.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { displayNameFor } from './display-name.ts'
import { pacticipantNotFound } from './pacticipants.errors.ts'
import {
  type PacticipantRow,
  findPacticipant,
  insertPacticipant,
  lockPacticipant,
  updatePacticipant,
} from './pacticipants.sql.ts'

const withDisplayName = <Details extends PacticipantDetails & { readonly name: string }>(pacticipant: Details) => ({
  ...pacticipant,
  displayName: pacticipant.displayName ?? displayNameFor(pacticipant.name),
})

/** What is noted of it in the audit log. */
function audited(row: PacticipantRow | undefined) {
  if (!row) return undefined
  const { displayName, repositoryUrl, repositoryName, repositoryNamespace, mainBranch } = row
  return { displayName, repositoryUrl, repositoryName, repositoryNamespace, mainBranch }
}

interface Change {
  readonly name: string
  readonly action: 'pacticipant-created' | 'pacticipant-updated' | 'pacticipant-deleted'
  readonly before?: PacticipantRow | undefined
}

async function noteChange(trx: Connection, context: Context, { name, action, before }: Change): Promise<void> {
  const after = audited(await findPacticipant(trx, name))
  await recordAudit(trx, context, { action, subject: { kind: 'pacticipant', name }, before: audited(before), after })
}

/** Creates it, or leaves one of that name as it is. */
export async function createPacticipant(context: Context, pacticipant: NewPacticipant): Promise<void> {
  const { name } = pacticipant
  await transaction(context.db, async (trx) => {
    if (!(await insertPacticipant(trx, withDisplayName(pacticipant)))) return
    await noteChange(trx, context, { name, action: 'pacticipant-created' })
  })
}

/** Everything that is not given is cleared. Not found when there is none. */
export async function replacePacticipant(context: Context, name: string, details: PacticipantDetails): Promise<void> {
  await transaction(context.db, async (trx) => {
    const before = await findPacticipant(trx, name)
    if (!before) throw pacticipantNotFound(name)
    await updatePacticipant(trx, name, {
      displayName: details.displayName ?? displayNameFor(name),
      repositoryUrl: details.repositoryUrl ?? null,
      repositoryName: details.repositoryName ?? null,
      repositoryNamespace: details.repositoryNamespace ?? null,
      mainBranch: details.mainBranch ?? null,
    })
    await noteChange(trx, context, { name, action: 'pacticipant-updated', before })
  })
}

/** Changes what is given, creating the pacticipant when it is new. */
export async function mergePacticipant(
  context: Context,
  name: string,
  details: PacticipantDetails,
): Promise<'created' | 'updated'> {
  return transaction(context.db, async (trx) => {
    if (await insertPacticipant(trx, withDisplayName({ ...details, name }))) {
      await noteChange(trx, context, { name, action: 'pacticipant-created' })
      return 'created'
    }
    const before = await findPacticipant(trx, name)
    await updatePacticipant(trx, name, details)
    await noteChange(trx, context, { name, action: 'pacticipant-updated', before })
    return 'updated'
  })
}

/** Deletes a pacticipant with everything that belongs to it; for a time this can be undone. */
export async function removePacticipant(context: Context, name: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const id = await lockPacticipant(trx, name)
    if (id === undefined) throw pacticipantNotFound(name)
    const before = await findPacticipant(trx, name)
    const remove = beginDeletion(trx, context, { kind: 'pacticipant', name })
    await remove({ pacticipants: [id] })
    await noteChange(trx, context, { name, action: 'pacticipant-deleted', before })
  })
}
