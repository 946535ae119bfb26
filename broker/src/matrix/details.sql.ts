import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Details } from './details.ts'
import { statement } from './statement.sql.ts'

// In sub-selects the planner does not see how many there are, and keeps one plan for any number.
const versionIds = sql`(select $1::bigint[])::bigint[]`
const contractIds = sql`(select $2::bigint[])::bigint[]`
const verificationIds = sql`(select $3::bigint[])::bigint[]`

const versions = sql`
  select json_agg(json_build_object('id', versions.id, 'number', versions.number) order by versions.id)
  from versions
  where versions.id = any(${versionIds})`

const contracts = sql`
  select json_agg(json_build_object('id', contracts.id, 'revision', contracts.revision, 'sha', contents.sha,
    'publishedAt', contracts.created_at) order by contracts.id)
  from contracts
  join contents on contents.id = contracts.content_id
  where contracts.id = any(${contractIds})`

const results = sql`
  select json_agg(json_build_object('id', verifications.id, 'number', verifications.number,
    'verifiedAt', verifications.verified_at) order by verifications.id)
  from verifications
  where verifications.id = any(${verificationIds})`

const branches = sql`
  select json_agg(json_build_object('versionId', branch_versions.version_id, 'name', branches.name,
    'isHead', branches.head_version_id = branch_versions.version_id) order by branch_versions.id)
  from branch_versions
  join branches on branches.id = branch_versions.branch_id
  where branch_versions.version_id = any(${versionIds})`

const tags = sql`
  select json_agg(json_build_object('versionId', tags.version_id, 'name', tags.name, 'isLatest', not exists (
    select 1 from tags as newer
    where newer.pacticipant_id = tags.pacticipant_id and newer.name = tags.name and newer.version_id > tags.version_id
    )) order by tags.created_at, tags.name)
  from tags
  where tags.version_id = any(${versionIds})`

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
      where deployed_versions.version_id = any(${versionIds}) and deployed_versions.undeployed_at is null
      union all
      select released_versions.version_id, released_versions.environment_id, released_versions.created_at
      from released_versions
      where released_versions.version_id = any(${versionIds}) and released_versions.support_ended_at is null
    ) as entered
    group by entered.version_id, entered.environment_id
  ) as present
  join environments on environments.id = present.environment_id`

const details = statement<Details>(
  () => sql`
    select coalesce((${contracts}), '[]') as contracts, coalesce((${results}), '[]') as results,
      coalesce((${versions}), '[]') as versions, coalesce((${branches}), '[]') as branches,
      coalesce((${tags}), '[]') as tags, coalesce((${environments}), '[]') as environments`,
)

interface Wanted {
  readonly versionIds: readonly number[]
  readonly contractIds: readonly number[]
  readonly verificationIds: readonly number[]
}

const nothing: Details = { contracts: [], results: [], versions: [], branches: [], tags: [], environments: [] }

export async function getDetails(db: Connection, wanted: Wanted): Promise<Details> {
  const [row] = await details(db, [wanted.versionIds, wanted.contractIds, wanted.verificationIds])
  return row ?? nothing
}
