import type { NewPacticipant, PacticipantDetails } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { beginDeletion } from '../deletions/keep-rows.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { displayNameFor } from './display-name.ts'
import { pacticipantNotFound } from './pacticipants.errors.ts'
import { findPacticipant, insertPacticipant, lockPacticipant, updatePacticipant } from './pacticipants.sql.ts'

const withDisplayName = <Details extends PacticipantDetails & { readonly name: string }>(pacticipant: Details) => ({
  ...pacticipant,
  displayName: pacticipant.displayName ?? displayNameFor(pacticipant.name),
})

/** Creates it, or leaves one of that name as it is. */
export async function createPacticipant({ db }: Context, pacticipant: NewPacticipant): Promise<void> {
  await insertPacticipant(db, withDisplayName(pacticipant))
}

/** Everything that is not given is cleared. Not found when there is none. */
export async function replacePacticipant({ db }: Context, name: string, details: PacticipantDetails): Promise<void> {
  await transaction(db, async (trx) => {
    if (!(await findPacticipant(trx, name))) throw pacticipantNotFound(name)
    await updatePacticipant(trx, name, {
      displayName: details.displayName ?? displayNameFor(name),
      repositoryUrl: details.repositoryUrl ?? null,
      repositoryName: details.repositoryName ?? null,
      repositoryNamespace: details.repositoryNamespace ?? null,
      mainBranch: details.mainBranch ?? null,
    })
  })
}

/** Changes what is given, creating the pacticipant when it is new. */
export async function mergePacticipant(
  { db }: Context,
  name: string,
  details: PacticipantDetails,
): Promise<'created' | 'updated'> {
  return transaction(db, async (trx) => {
    if (await insertPacticipant(trx, withDisplayName({ ...details, name }))) return 'created'
    await updatePacticipant(trx, name, details)
    return 'updated'
  })
}

/** Deletes a pacticipant with everything that belongs to it; for a time this can be undone. */
export async function removePacticipant(context: Context, name: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const id = await lockPacticipant(trx, name)
    if (id === undefined) throw pacticipantNotFound(name)
    const remove = beginDeletion(trx, context, { kind: 'pacticipant', name })
    await remove({ pacticipants: [id] })
  })
}
