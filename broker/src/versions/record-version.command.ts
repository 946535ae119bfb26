import type { Connection, Context } from '../context.ts'
import { adoptMainBranch, type PacticipantReference } from '../pacticipants/pacticipants.sql.ts'
import type { BrokerEvent } from '../events/events.ts'
import { type Raising, raiseEvents } from '../webhooks/raise-events.command.ts'
import { deployVersion, listEnvironments } from './deployments.sql.ts'
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

/** A version with what it is called. */
interface KnownVersion {
  readonly id: number
  readonly number: string
  readonly pacticipant: Pick<PacticipantReference, 'id' | 'name'>
}

export interface RecordedVersion extends KnownVersion {
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
  context: Raising,
  version: VersionToRecord,
): Promise<RecordedVersion> {
  const { pacticipant, number, branch, buildUrl, tags = [] } = version
  const { id, isNew, ...known } = await lockOrCreateVersion(trx, { pacticipantId: pacticipant.id, number, buildUrl })
  if (buildUrl !== undefined && buildUrl !== known.buildUrl) await updateBuildUrl(trx, { versionId: id, buildUrl })
  if (branch === undefined && tags.length === 0)
    return { id, number, pacticipant, isNew, isNewOnBranch: false, newTags: [] }

  const tagAsBranch = firstTagAsBranch(context, version)
  const placed = await placeVersion(trx, { pacticipantId: pacticipant.id, versionId: id, branch, tags, tagAsBranch })
  await adoptMainBranchFrom(trx, context, version)
  if (!isNew && (placed.isNewOnBranch || placed.newTags.length > 0)) {
    if (version.promotesContracts !== true) await promoteContractHeads(trx, { versionId: id })
    await keepProviderSuccesses(trx, { versionId: id })
  }
  const recorded = { id, number, pacticipant, isNew, isNewOnBranch: placed.isNewOnBranch, newTags: placed.newTags }
  if (placed.newBranch !== null) await raiseEvents(trx, context, [branchCreated(recorded, placed.newBranch)])
  await deployByTags(trx, context, { version: recorded, tags: placed.newTags })
  return recorded
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

function branchCreated({ id, number, pacticipant }: KnownVersion, branch: string): BrokerEvent {
  const ids = { pacticipantId: pacticipant.id, versionId: id }
  return { name: 'branch_created', pacticipant: pacticipant.name, version: number, branch, ids }
}

/** A tag with the name of an environment was how deployments were recorded before there were any: it still does. */
export async function deployByTags(
  trx: Connection,
  context: Raising,
  { version, tags }: { readonly version: KnownVersion; readonly tags: readonly string[] },
): Promise<void> {
  if (!context.config.createDeployedVersionsForTags || tags.length === 0) return
  const { id: versionId, number, pacticipant } = version
  const events: BrokerEvent[] = []
  for (const environment of await listEnvironments(trx, tags)) {
    const place = { versionId, environmentId: environment.id, applicationInstance: undefined }
    const deployed = await deployVersion(trx, { ...place, isAutoCreated: true })
    const ids = { pacticipantId: pacticipant.id, versionId }
    const event = { pacticipant: pacticipant.name, version: number, environment: environment.name, ids }
    if (deployed?.isNew) events.push({ name: 'deployment_recorded', ...event })
  }
  await raiseEvents(trx, context, events)
}
