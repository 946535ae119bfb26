import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { deleteBranch, deleteBranchVersion } from './branches.sql.ts'
import { forgetBranch } from './facts.sql.ts'
import { lockVersion, resetHeads } from './removals.sql.ts'
import { rebuildFacts, recordNamedVersion } from './versions.command.ts'
import { notFoundBelow } from './not-found.sql.ts'

interface BranchAddress {
  readonly pacticipant: string
  readonly branch: string
}

interface BranchVersionAddress extends BranchAddress {
  readonly version: string
}

/** Deletes a branch. Its versions stay. */
export async function removeBranch({ db }: Context, address: BranchAddress): Promise<void> {
  await transaction(db, async (trx) => {
    const deleted = await deleteBranch(trx, address)
    if (!deleted) throw await notFoundBelow(trx, address.pacticipant, `branch '${address.branch}'`)
    await forgetBranch(trx, { ...deleted, name: address.branch })
  })
}

/** Puts a version on a branch; pacticipant, version and branch are created where they are missing. */
export async function addToBranch(
  context: Context,
  { pacticipant, branch, version: number }: BranchVersionAddress,
): Promise<'created' | 'present'> {
  return transaction(context.db, async (trx) => {
    const version = await recordNamedVersion(trx, context, { address: { pacticipant, number }, facts: { branch } })
    return version.isNewOnBranch ? 'created' : 'present'
  })
}

/** Takes a version off a branch. */
export async function removeFromBranch(
  { db }: Context,
  { pacticipant, branch, version: number }: BranchVersionAddress,
): Promise<void> {
  await transaction(db, async (trx) => {
    const versionId = await lockVersion(trx, { pacticipant, number })
    const removed = versionId === undefined ? undefined : await deleteBranchVersion(trx, { versionId, branch })
    if (versionId === undefined || !removed) {
      throw await notFoundBelow(trx, pacticipant, `version '${number}' on branch '${branch}'`)
    }
    if (removed.wasHead) await resetHeads(trx, [removed.branchId])
    await rebuildFacts(trx, { versionId, only: { scope: 'branch', name: branch } })
  })
}
