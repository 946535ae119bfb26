import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { statement } from './statement.sql.ts'

export interface BranchOfVersion {
  readonly versionId: number
  readonly name: string
  readonly isHead: boolean
}

export interface TagOfVersion {
  readonly versionId: number
  readonly name: string
  readonly isLatest: boolean
}

export interface EnvironmentOfVersion {
  readonly versionId: number
  readonly uuid: string
  readonly name: string
  readonly displayName: string
  readonly production: boolean
  /** ISO 8601, as JSON has it. */
  readonly createdAt: string
  readonly updatedAt: string
}

/** Where versions are: on branches (in the order they were put there), with tags, in environments. */
export interface VersionDetails {
  readonly branches: readonly BranchOfVersion[]
  readonly tags: readonly TagOfVersion[]
  readonly environments: readonly EnvironmentOfVersion[]
}

const ids = sql`(select $1::bigint[])::bigint[]`

const branches = sql`
  select json_agg(json_build_object('versionId', branch_versions.version_id, 'name', branches.name,
    'isHead', branches.head_version_id = branch_versions.version_id) order by branch_versions.id)
  from branch_versions
  join branches on branches.id = branch_versions.branch_id
  where branch_versions.version_id = any(${ids})`

const tags = sql`
  select json_agg(json_build_object('versionId', tags.version_id, 'name', tags.name, 'isLatest', not exists (
    select 1 from tags as newer
    where newer.pacticipant_id = tags.pacticipant_id and newer.name = tags.name and newer.version_id > tags.version_id
    )) order by tags.created_at, tags.name)
  from tags
  where tags.version_id = any(${ids})`

const environments = sql`
  select json_agg(json_build_object('versionId', present.version_id, 'uuid', environments.uuid,
    'name', environments.name, 'displayName', environments.display_name, 'production', environments.production,
    'createdAt', environments.created_at, 'updatedAt', environments.updated_at)
    order by present.since, environments.name)
  from (
    select entered.version_id, entered.environment_id, min(entered.created_at) as since
    from (
      select deployed_versions.version_id, deployed_versions.environment_id, deployed_versions.created_at
      from deployed_versions
      where deployed_versions.version_id = any(${ids}) and deployed_versions.undeployed_at is null
      union all
      select released_versions.version_id, released_versions.environment_id, released_versions.created_at
      from released_versions
      where released_versions.version_id = any(${ids}) and released_versions.support_ended_at is null
    ) as entered
    group by entered.version_id, entered.environment_id
  ) as present
  join environments on environments.id = present.environment_id`

const details = statement<VersionDetails>(
  () => sql`
    select coalesce((${branches}), '[]') as branches, coalesce((${tags}), '[]') as tags,
      coalesce((${environments}), '[]') as environments`,
)

export async function getVersionDetails(db: Connection, versionIds: readonly number[]): Promise<VersionDetails> {
  const [row] = await details(db, [versionIds])
  return row ?? { branches: [], tags: [], environments: [] }
}
