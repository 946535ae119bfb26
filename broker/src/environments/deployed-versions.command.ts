import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { type Deployed, deployVersion } from '../versions/deployments.sql.ts'
import { raiseEvents } from '../webhooks/raise-events.command.ts'
import {
  type DeployedVersionRow,
  type RecordAddress,
  findCurrentDeployment,
  findDeployedVersion,
  undeployVersion,
} from './deployed-versions.sql.ts'
import { environmentEvent } from './environment-event.ts'
import { recordTargetNotFound } from './not-found.sql.ts'

type Target = NonNullable<Awaited<ReturnType<typeof findCurrentDeployment>>>

function rowOf(target: Target, deployed: Deployed): DeployedVersionRow {
  const { uuid, applicationInstance, createdAt, updatedAt } = deployed
  return { ...target, uuid, applicationInstance, createdAt, updatedAt, undeployedAt: null }
}

/** What of the target is current, if it is the version that was asked for. */
function deployedAlready({ uuid, createdAt, updatedAt, ...target }: Target): Deployed | undefined {
  if (target.currentVersionId !== target.versionId || uuid === null || !createdAt || !updatedAt) return undefined
  return { uuid, createdAt, updatedAt, applicationInstance: target.applicationInstance, isNew: false }
}

/** Records that a version runs in an environment, in place of the one that did. Twice the same is once. */
export async function recordDeployment(
  context: Context,
  address: RecordAddress,
  applicationInstance: string | undefined,
): Promise<DeployedVersionRow> {
  const { db } = context
  const target = await findCurrentDeployment(db, { ...address, applicationInstance })
  if (!target) throw await recordTargetNotFound(db, address)
  const known = deployedAlready(target)
  if (known) return rowOf(target, known)
  const { versionId, environmentId } = target
  const deployed = await transaction(db, async (trx) => {
    const recorded = await deployVersion(trx, { versionId, environmentId, applicationInstance, isAutoCreated: false })
    if (recorded?.isNew) {
      await raiseEvents(trx, context, [environmentEvent('deployment_recorded', target)])
    }
    return recorded
  })
  if (!deployed) throw await recordTargetNotFound(db, address)
  return rowOf(target, deployed)
}

/** Records that it does not run there any more. Undefined when there is no such deployment. */
export async function recordUndeployment(context: Context, uuid: string): Promise<DeployedVersionRow | undefined> {
  return transaction(context.db, async (trx) => {
    const isUndeployed = await undeployVersion(trx, uuid)
    const row = await findDeployedVersion(trx, uuid)
    if (row && isUndeployed) await raiseEvents(trx, context, [environmentEvent('undeployment_recorded', row)])
    return row
  })
}
