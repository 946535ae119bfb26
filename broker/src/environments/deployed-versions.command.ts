import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { type Deployed, deployVersion } from '../versions/deployments.sql.ts'
import {
  type DeployedVersionRow,
  type RecordAddress,
  findCurrentDeployment,
  findDeployedVersion,
  undeployVersion,
} from './deployed-versions.sql.ts'
import { recordTargetNotFound } from './not-found.sql.ts'

type Target = NonNullable<Awaited<ReturnType<typeof findCurrentDeployment>>>

const rowOf = (target: Target, deployed: Deployed): DeployedVersionRow => ({
  ...target,
  ...deployed,
  undeployedAt: null,
})

/** What of the target is current, if it is the version that was asked for. */
function deployedAlready({ uuid, createdAt, updatedAt, ...target }: Target): Deployed | undefined {
  if (target.currentVersionId !== target.versionId || uuid === null || !createdAt || !updatedAt) return undefined
  return { uuid, createdAt, updatedAt, applicationInstance: target.applicationInstance }
}

/** Records that a version runs in an environment, in place of the one that did. Twice the same is once. */
export async function recordDeployment(
  { db }: Context,
  address: RecordAddress,
  applicationInstance: string | undefined,
): Promise<DeployedVersionRow> {
  const target = await findCurrentDeployment(db, { ...address, applicationInstance })
  if (!target) throw await recordTargetNotFound(db, address)
  const known = deployedAlready(target)
  if (known) return rowOf(target, known)
  const { versionId, environmentId } = target
  const deployed = await transaction(db, (trx) =>
    deployVersion(trx, { versionId, environmentId, applicationInstance, isAutoCreated: false }),
  )
  if (!deployed) throw await recordTargetNotFound(db, address)
  return rowOf(target, deployed)
}

/** Records that it does not run there any more. Undefined when there is no such deployment. */
export async function recordUndeployment({ db }: Context, uuid: string): Promise<DeployedVersionRow | undefined> {
  await undeployVersion(db, uuid)
  return findDeployedVersion(db, uuid)
}
