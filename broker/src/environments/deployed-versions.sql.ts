import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { environmentColumns } from './environments.sql.ts'

export interface RecordAddress {
  readonly pacticipant: string
  readonly version: string
  /** UUID */
  readonly environment: string
}

function selectDeployedVersions(db: Connection) {
  return db
    .selectFrom('deployed_versions')
    .innerJoin('versions', 'versions.id', 'deployed_versions.version_id')
    .innerJoin('pacticipants', 'pacticipants.id', 'deployed_versions.pacticipant_id')
    .innerJoin('environments', 'environments.id', 'deployed_versions.environment_id')
    .select([
      'deployed_versions.uuid',
      'deployed_versions.application_instance as applicationInstance',
      'deployed_versions.undeployed_at as undeployedAt',
      'deployed_versions.created_at as createdAt',
      'deployed_versions.updated_at as updatedAt',
      'deployed_versions.pacticipant_id as pacticipantId',
      'pacticipants.name as pacticipantName',
      'deployed_versions.version_id as versionId',
      'versions.number as versionNumber',
      ...environmentColumns,
    ])
}

export type DeployedVersionRow = Awaited<ReturnType<typeof listDeployedVersions>>[number]

export async function findDeployedVersion(db: Connection, uuid: string) {
  return selectDeployedVersions(db).where('deployed_versions.uuid', '=', uuid).executeTakeFirst()
}

/** Every deployment of a version to an environment, the newest first. */
export async function listDeployedVersions(
  db: Connection,
  { versionId, environmentId }: { readonly versionId: number; readonly environmentId: number },
) {
  return selectDeployedVersions(db)
    .where('deployed_versions.version_id', '=', versionId)
    .where('deployed_versions.environment_id', '=', environmentId)
    .orderBy('deployed_versions.id', 'desc')
    .execute()
}

interface CurrentFilter {
  readonly environmentId: number
  readonly pacticipant: string | undefined
  /** Empty: those without instance. Undefined: of every instance. */
  readonly applicationInstance: string | undefined
}

export async function listCurrentlyDeployed(db: Connection, filter: CurrentFilter) {
  const { environmentId, pacticipant, applicationInstance } = filter
  return selectDeployedVersions(db)
    .where('deployed_versions.environment_id', '=', environmentId)
    .where('deployed_versions.undeployed_at', 'is', null)
    .$if(pacticipant !== undefined, (select) => select.where('pacticipants.name', '=', pacticipant ?? ''))
    .$if(applicationInstance !== undefined, (select) =>
      select.where(sql`coalesce(deployed_versions.application_instance, '')`, '=', applicationInstance ?? ''),
    )
    .orderBy('deployed_versions.id', 'desc')
    .execute()
}

/** The version and the environment that an address names, and what runs there now. Undefined when one is missing. */
export async function findCurrentDeployment(
  db: Connection,
  address: RecordAddress & { readonly applicationInstance: string | undefined },
) {
  return db
    .selectFrom('pacticipants')
    .innerJoin('versions', 'versions.pacticipant_id', 'pacticipants.id')
    .innerJoin('environments', (join) => join.on('environments.uuid', '=', address.environment))
    .leftJoin('deployed_versions as current', (join) =>
      join
        .onRef('current.environment_id', '=', 'environments.id')
        .onRef('current.pacticipant_id', '=', 'pacticipants.id')
        .on(sql`coalesce(current.application_instance, '')`, '=', address.applicationInstance ?? '')
        .on('current.undeployed_at', 'is', null),
    )
    .select([
      'versions.id as versionId',
      'versions.number as versionNumber',
      'pacticipants.id as pacticipantId',
      'pacticipants.name as pacticipantName',
      'environments.id as environmentId',
      ...environmentColumns,
      'current.uuid',
      'current.version_id as currentVersionId',
      'current.application_instance as applicationInstance',
      'current.created_at as createdAt',
      'current.updated_at as updatedAt',
    ])
    .where('pacticipants.name', '=', address.pacticipant)
    .where('versions.number', '=', address.version)
    .executeTakeFirst()
}

/** One that is undeployed already stays as it is: false. */
export async function undeployVersion(db: Connection, uuid: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deployed_versions')
    .set({ undeployed_at: sql<Date>`now()`, updated_at: sql<Date>`now()` })
    .where('deployed_versions.uuid', '=', uuid)
    .where('deployed_versions.undeployed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
