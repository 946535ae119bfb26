import type { Connection, Context } from '../context.ts'
import { adoptMainBranch, type PacticipantReference } from '../pacticipants/pacticipants.sql.ts'
import { deployVersion, listEnvironmentIds } from './deployments.sql.ts'
import { keepProviderSuccesses, promoteContractHeads } from './facts.sql.ts'
import { lockOrCreateVersion, placeVersion, updateBuildUrl } from './record-version.sql.ts'

export interface VersionToRecord {
  readonly pacticipant: PacticipantReference
  readonly number: string
  readonly branch?: string | undefined
  readonly tags?: readonly string[] | undefined
  /** Null clears it, undefined leaves it. */
  readonly buildUrl?: string | null | undefined
  /** The caller promotes the version's contracts itself, after it has locked their pairs. */
  readonly promotesContracts?: boolean
}

export interface RecordedVersion {
  readonly id: number
  readonly number: string
  readonly isNew: boolean
  readonly isNewOnBranch: boolean
  readonly newTags: readonly string[]
}

/**
 * Notes a version and what is said of it: build URL, branch, tags. What it already has stays. The version is locked
 * until the transaction ends.
 */
export async function recordVersion(
  trx: Connection,
  context: Pick<Context, 'config'>,
  version: VersionToRecord,
): Promise<RecordedVersion> {
  const { pacticipant, number, branch, buildUrl, tags = [] } = version
  const { id, isNew, ...known } = await lockOrCreateVersion(trx, { pacticipantId: pacticipant.id, number, buildUrl })
  if (buildUrl !== undefined && buildUrl !== known.buildUrl) await updateBuildUrl(trx, { versionId: id, buildUrl })
  if (branch === undefined && tags.length === 0) return { id, number, isNew, isNewOnBranch: false, newTags: [] }

  const tagAsBranch = firstTagAsBranch(context, version)
  const placed = await placeVersion(trx, { pacticipantId: pacticipant.id, versionId: id, branch, tags, tagAsBranch })
  await adoptMainBranchFrom(trx, context, version)
  if (!isNew && (placed.isNewOnBranch || placed.newTags.length > 0)) {
    if (version.promotesContracts !== true) await promoteContractHeads(trx, { versionId: id })
    await keepProviderSuccesses(trx, { versionId: id })
  }
  await deployByTags(trx, context, { versionId: id, tags: placed.newTags })
  return { id, number, isNew, ...placed }
}

function firstTagAsBranch({ config }: Pick<Context, 'config'>, { branch, tags = [] }: VersionToRecord) {
  const [name] = tags
  if (!config.useFirstTagAsBranch || branch !== undefined || name === undefined) return undefined
  return { name, withinSeconds: config.useFirstTagAsBranchTimeLimitSeconds }
}

/** A pacticipant without main branch gets the first branch or tag that has the name of one. */
async function adoptMainBranchFrom(
  trx: Connection,
  { config }: Pick<Context, 'config'>,
  { pacticipant, branch, tags = [] }: VersionToRecord,
): Promise<void> {
  if (pacticipant.mainBranch !== null || !config.autoDetectMainBranch) return
  const names = branch === undefined ? tags : [branch, ...tags]
  const candidate = names.find((name) => config.mainBranchCandidates.includes(name))
  if (candidate !== undefined) await adoptMainBranch(trx, { pacticipantId: pacticipant.id, branch: candidate })
}

/** A tag with the name of an environment was how deployments were recorded before there were any: it still does. */
export async function deployByTags(
  trx: Connection,
  { config }: Pick<Context, 'config'>,
  { versionId, tags }: { readonly versionId: number; readonly tags: readonly string[] },
): Promise<void> {
  if (!config.createDeployedVersionsForTags || tags.length === 0) return
  for (const environmentId of await listEnvironmentIds(trx, tags)) {
    await deployVersion(trx, { versionId, environmentId, applicationInstance: undefined, isAutoCreated: true })
  }
}
