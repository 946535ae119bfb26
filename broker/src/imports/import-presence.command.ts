import { randomUUID } from 'node:crypto'
import type { ImportRecord } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import { endDeployment, findSameDeployment, insertDeployment, lockPlace, saveRelease } from './presences.sql.ts'
import { noSuchPlace } from './refusal.ts'

type DeploymentRecord = Extract<ImportRecord, { readonly kind: 'deployment' }>
type ReleaseRecord = Extract<ImportRecord, { readonly kind: 'release' }>
type Outcome = 'created' | 'changed' | 'present'

async function placeOf(trx: Connection, { application, version, environment }: DeploymentRecord | ReleaseRecord) {
  const place = await lockPlace(trx, { application, version, environment })
  if (!place) throw noSuchPlace(application, version, environment)
  return place
}

/** That a version runs in an environment, or ran there. */
export async function importDeployment(trx: Connection, record: DeploymentRecord): Promise<Outcome> {
  const place = await placeOf(trx, record)
  const { createdAt, undeployedAt = null } = record
  const uuid = record.uuid ?? randomUUID()
  const deployment = {
    ...place,
    uuid,
    applicationInstance: record.applicationInstance || null,
    createdAt,
    undeployedAt,
  }
  const known = await findSameDeployment(trx, deployment)
  if (!known) {
    await insertDeployment(trx, deployment)
    return 'created'
  }
  if (undeployedAt === null || !known.isCurrent) return 'present'
  await endDeployment(trx, known.id, undeployedAt)
  return 'changed'
}

/** That a version was released to an environment, and whether it is supported there still. */
export async function importRelease(trx: Connection, record: ReleaseRecord): Promise<Outcome> {
  const place = await placeOf(trx, record)
  const { uuid = null, createdAt, supportEndedAt = null } = record
  return saveRelease(trx, { ...place, uuid: uuid ?? randomUUID(), createdAt, supportEndedAt })
}
