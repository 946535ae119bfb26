import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { pacticipantNotFound } from '../pacticipants/pacticipants.errors.ts'
import { deleteBranch, deleteBranchVersion, deleteBranches, findBranchesToDelete } from './branches.sql.ts'
import { forgetBranches } from './facts.sql.ts'
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
export async function removeBranch(context: Context, address: BranchAddress): Promise<void> {
  await transaction(context.db, async (trx) => {
    const deleted = await deleteBranch(trx, address)
    if (!deleted) throw await notFoundBelow(trx, address.pacticipant, `branch '${address.branch}'`)
    await forgetBranches(trx, { ...deleted, names: [address.branch] })
    const subject = { kind: 'branch', name: `${address.pacticipant} ${address.branch}` } as const
    await recordAudit(trx, context, { action: 'branch-deleted', subject })
  })
}

// So few that what is locked is free again soon, so many that the work for each batch does not tell.
const BATCH_SIZE = 50

/**
 * Deletes the branches that a pacticipant has now, but for the main branch and those to keep. Their versions stay. It
 * is done in batches, each a transaction of its own, so that nobody waits for long.
 */
export async function removeBranches(
  context: Context,
  { pacticipant, keep }: { readonly pacticipant: string; readonly keep: readonly string[] },
): Promise<{ readonly deletedCount: number; readonly remaining: readonly string[] }> {
  const { db } = context
  const found = await findBranchesToDelete(db, { pacticipant, keep })
  if (!found) throw pacticipantNotFound(pacticipant)
  const { pacticipantId, ids, remaining } = found
  for (let start = 0; start < ids.length; start += BATCH_SIZE) {
    await transaction(db, async (trx) => {
      const names = await deleteBranches(trx, ids.slice(start, start + BATCH_SIZE))
      await forgetBranches(trx, { pacticipantId, names })
      const subject = { kind: 'branch', name: pacticipant } as const
      await recordAudit(trx, context, { action: 'branch-deleted', subject, before: { branches: names } })
    })
  }
  return { deletedCount: ids.length, remaining }
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
  context: Context,
  { pacticipant, branch, version: number }: BranchVersionAddress,
): Promise<void> {
  await transaction(context.db, async (trx) => {
    const versionId = await lockVersion(trx, { pacticipant, number })
    const removed = versionId === undefined ? undefined : await deleteBranchVersion(trx, { versionId, branch })
    if (versionId === undefined || !removed) {
      throw await notFoundBelow(trx, pacticipant, `version '${number}' on branch '${branch}'`)
    }
    if (removed.wasHead) await resetHeads(trx, [removed.branchId])
    await rebuildFacts(trx, { versionId, only: { scope: 'branch', name: branch } })
    const subject = { kind: 'version', name: `${pacticipant} ${number}` } as const
    await recordAudit(trx, context, { action: 'branch-version-removed', subject, before: { branch } })
  })
}
