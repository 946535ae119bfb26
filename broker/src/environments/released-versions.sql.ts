import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { RecordAddress } from './deployed-versions.sql.ts'
import { environmentColumns } from './environments.sql.ts'

function selectReleasedVersions(db: Connection) {
  return db
    .selectFrom('released_versions')
    .innerJoin('versions', 'versions.id', 'released_versions.version_id')
    .innerJoin('pacticipants', 'pacticipants.id', 'released_versions.pacticipant_id')
    .innerJoin('environments', 'environments.id', 'released_versions.environment_id')
    .select([
      'released_versions.uuid',
      'released_versions.support_ended_at as supportEndedAt',
      'released_versions.created_at as createdAt',
      'released_versions.updated_at as updatedAt',
      'released_versions.pacticipant_id as pacticipantId',
      'pacticipants.name as pacticipantName',
      'released_versions.version_id as versionId',
      'versions.number as versionNumber',
      ...environmentColumns,
    ])
}

export type ReleasedVersionRow = Awaited<ReturnType<typeof listReleasedVersions>>[number]

export async function findReleasedVersion(db: Connection, uuid: string) {
  return selectReleasedVersions(db).where('released_versions.uuid', '=', uuid).executeTakeFirst()
}

/** At most one: a version is released to an environment once. */
export async function listReleasedVersions(
  db: Connection,
  { versionId, environmentId }: { readonly versionId: number; readonly environmentId: number },
) {
  return selectReleasedVersions(db)
    .where('released_versions.version_id', '=', versionId)
    .where('released_versions.environment_id', '=', environmentId)
    .orderBy('released_versions.id')
    .execute()
}

interface SupportedFilter {
  readonly environmentId: number
  readonly pacticipant: string | undefined
  readonly version: string | undefined
}

export async function listCurrentlySupported(db: Connection, { environmentId, pacticipant, version }: SupportedFilter) {
  return selectReleasedVersions(db)
    .where('released_versions.environment_id', '=', environmentId)
    .where('released_versions.support_ended_at', 'is', null)
    .$if(pacticipant !== undefined, (select) => select.where('pacticipants.name', '=', pacticipant ?? ''))
    .$if(version !== undefined, (select) => select.where('versions.number', '=', version ?? ''))
    .orderBy('released_versions.id')
    .execute()
}

/** Releases a version to an environment, or takes back that its support ended. Undefined when either is missing. */
export async function releaseVersion(
  trx: Connection,
  { pacticipant, version, environment }: RecordAddress,
): Promise<{ readonly uuid: string; readonly isNew: boolean; readonly isRevived: boolean } | undefined> {
  const { rows } = await sql<{ uuid: string; isNew: boolean; isRevived: boolean }>`
    with target as materialized (
      select pacticipants.id as pacticipant_id, versions.id as version_id, environments.id as environment_id
      from pacticipants
      join versions on versions.pacticipant_id = pacticipants.id
      cross join environments
      where pacticipants.name = ${pacticipant} and versions.number = ${version} and environments.uuid = ${environment}
      for key share of pacticipants, versions, environments
    )
    insert into released_versions (uuid, pacticipant_id, version_id, environment_id)
    select ${randomUUID()}, target.pacticipant_id, target.version_id, target.environment_id from target
    on conflict on constraint released_versions_unique do update set
      support_ended_at = null,
      updated_at = case when released_versions.support_ended_at is null then released_versions.updated_at else now() end
    returning released_versions.uuid, released_versions.xmax = 0 as "isNew",
      released_versions.xmax <> 0 and released_versions.updated_at = now() as "isRevived"`.execute(trx)
  return rows[0]
}

/** One whose support ended already stays as it is: false. */
export async function endSupport(db: Connection, uuid: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('released_versions')
    .set({ support_ended_at: sql<Date>`now()`, updated_at: sql<Date>`now()` })
    .where('released_versions.uuid', '=', uuid)
    .where('released_versions.support_ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
