import type { VersionDetails } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { ensurePacticipants } from '../pacticipants/pacticipants.sql.ts'
import { type Scope, rebuildContractHeads, rebuildProviderSuccesses } from './facts.sql.ts'
import { type RecordedVersion, type VersionToRecord, recordVersion } from './record-version.command.ts'
import {
  deleteVersion,
  lockBranchesOfHead,
  lockIntegrations,
  lockVerifiedContents,
  lockVersion,
  resetHeads,
} from './removals.sql.ts'
import { deleteTagsExcept } from './tags.sql.ts'
import type { Raising } from '../webhooks/raise-events.command.ts'
import { notFoundBelow } from './not-found.sql.ts'

interface VersionAddress {
  readonly pacticipant: string
  readonly number: string
}

type NewFacts = Omit<VersionToRecord, 'pacticipant' | 'number'>

/** Records a version of a pacticipant by name; both are created where they are missing. */
export async function recordNamedVersion(
  trx: Connection,
  context: Raising,
  { address, facts }: { readonly address: VersionAddress; readonly facts: NewFacts },
): Promise<RecordedVersion> {
  const pacticipants = await ensurePacticipants(trx, [address.pacticipant])
  const pacticipant = pacticipants.get(address.pacticipant)
  if (!pacticipant) throw new Error(`Pacticipant ${address.pacticipant} was neither found nor created`)
  return recordVersion(trx, context, { pacticipant, number: address.number, ...facts })
}

async function saveVersion(
  context: Context,
  address: VersionAddress,
  { tags, ...facts }: NewFacts,
): Promise<'created' | 'updated'> {
  return transaction(context.db, async (trx) => {
    const version = await recordNamedVersion(trx, context, { address, facts: { ...facts, tags } })
    if (tags && !version.isNew && (await deleteTagsExcept(trx, { versionId: version.id, names: tags }))) {
      await rebuildFacts(trx, { versionId: version.id })
    }
    return version.isNew ? 'created' : 'updated'
  })
}

const factsOf = ({ branch, tags }: VersionDetails) => ({
  branch: branch ?? undefined,
  tags: tags?.map((tag) => tag.name),
})

/** Sets the build URL and, where they are given, the tags; adds the branch. Creates the version when it is new. */
export async function replaceVersion(context: Context, address: VersionAddress, details: VersionDetails) {
  return saveVersion(context, address, { ...factsOf(details), buildUrl: details.buildUrl ?? null })
}

/** The same, but a build URL that is not given stays. */
export async function mergeVersion(context: Context, address: VersionAddress, details: VersionDetails) {
  return saveVersion(context, address, { ...factsOf(details), buildUrl: details.buildUrl })
}

/** After a version lost a branch or tag: what was known of it, as consumer's and as provider's, is found again. */
export async function rebuildFacts(
  trx: Connection,
  { versionId, only }: { readonly versionId: number; readonly only?: Scope },
): Promise<void> {
  const scope = only ? { only } : {}
  await rebuildContractHeads(trx, { integrationIds: await lockIntegrations(trx, versionId), ...scope })
  await rebuildProviderSuccesses(trx, { contentIds: await lockVerifiedContents(trx, versionId), ...scope })
}

/** Deletes a version with its contracts, results, tags, deployments and releases. */
export async function removeVersion(context: Context, address: VersionAddress): Promise<void> {
  await transaction(context.db, async (trx) => {
    const versionId = await lockVersion(trx, address)
    if (versionId === undefined) throw await notFoundBelow(trx, address.pacticipant, `version '${address.number}'`)
    const branchIds = await lockBranchesOfHead(trx, versionId)
    const integrationIds = await lockIntegrations(trx, versionId)
    const contentIds = await lockVerifiedContents(trx, versionId)
    await deleteVersion(trx, versionId)
    await resetHeads(trx, branchIds)
    await rebuildContractHeads(trx, { integrationIds })
    await rebuildProviderSuccesses(trx, { contentIds })
    const subject = { kind: 'version', name: `${address.pacticipant} ${address.number}` } as const
    await recordAudit(trx, context, { action: 'version-deleted', subject })
  })
}
