import type { IntegrationState, Stay } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { type VersionScope, inScope } from './versions.sql.ts'

/** With times as the database writes them into JSON. */
type StayRow = Stay

export interface TimelineRow {
  readonly number: string
  readonly buildUrl: string | null
  readonly createdAt: Date
  readonly branches: readonly { readonly name: string; readonly latest: boolean }[]
  readonly tags: readonly string[]
  readonly contracts: readonly { readonly provider: string; readonly state: IntegrationState }[]
  readonly results: readonly { readonly consumer: string; readonly succeeded: number; readonly failed: number }[]
  readonly environments: readonly StayRow[]
}

const branches = sql`(
  select coalesce(json_agg(json_build_object(
    'name', branches.name, 'latest', branches.head_version_id is not distinct from page.id
  ) order by branch_versions.id), '[]')
  from branch_versions
  join branches on branches.id = branch_versions.branch_id
  where branch_versions.version_id = page.id)`

const tags = sql`(
  select coalesce(json_agg(tags.name order by tags.created_at, tags.name), '[]')
  from tags
  where tags.version_id = page.id)`

/** How each stands by the newest result that its content has, as the overview tells it of a pair. */
const contracts = sql`(
  select coalesce(json_agg(json_build_object('provider', providers.name, 'state',
    case
      when result.success then 'verified'
      when result.pending then 'pending'
      when result.id is not null then 'failed'
      when request.overdue then 'overdue'
      else 'unverified'
    end
  ) order by lower(providers.name), providers.name), '[]')
  from contracts
  join integrations on integrations.id = contracts.integration_id
  join pacticipants as providers on providers.id = integrations.provider_id
  left join lateral (
    select verifications.id, verifications.success, verifications.pending
    from verifications
    where verifications.content_id = contracts.content_id
    order by verifications.number desc
    limit 1
  ) as result on true
  left join lateral (
    select bool_or(verification_requests.overdue_at is not null) as overdue
    from verification_requests
    where verification_requests.integration_id = contracts.integration_id
      and verification_requests.content_id = contracts.content_id and verification_requests.done_at is null
  ) as request on true
  where contracts.consumer_version_id = page.id)`

const results = sql`(
  select coalesce(json_agg(json_build_object(
    'consumer', verified.name, 'succeeded', verified.succeeded, 'failed', verified.failed
  ) order by lower(verified.name), verified.name), '[]')
  from (
    select consumers.name, count(*) filter (where latest_verifications.success) as succeeded,
      count(*) filter (where not latest_verifications.success) as failed
    from latest_verifications
    join integrations on integrations.id = latest_verifications.integration_id
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    where latest_verifications.provider_version_id = page.id
    group by consumers.id
  ) as verified)`

/** Of a version that came to a place several times, the last time. */
const environments = sql`(
  select coalesce(json_agg(json_build_object(
    'environment', environments.name, 'displayName', environments.display_name,
    'production', environments.production, 'how', stays.how, 'applicationInstance', stays.application_instance,
    'since', stays.since, 'until', stays.until
  ) order by stays.since, stays.id), '[]')
  from (
    (
      select distinct on (deployed_versions.environment_id, deployed_versions.application_instance)
        deployed_versions.id, deployed_versions.environment_id, deployed_versions.application_instance,
        'deployed' as how, deployed_versions.created_at as since, deployed_versions.undeployed_at as until
      from deployed_versions
      where deployed_versions.version_id = page.id
      order by deployed_versions.environment_id, deployed_versions.application_instance, deployed_versions.id desc
    )
    union all
    select released_versions.id, released_versions.environment_id, null,
      'released', released_versions.created_at, released_versions.support_ended_at
    from released_versions
    where released_versions.version_id = page.id
  ) as stays
  join environments on environments.id = stays.environment_id)`

/** Newest first. What happened to each is a few look-ups. */
export async function listTimeline(
  db: Connection,
  scope: VersionScope,
  page: PageRequest,
): Promise<readonly TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    with page as materialized (${inScope(scope)} order by id desc limit ${page.size} offset ${(page.number - 1) * page.size})
    select versions.number, versions.build_url as "buildUrl", versions.created_at as "createdAt",
      ${branches} as branches, ${tags} as tags, ${contracts} as contracts, ${results} as results,
      ${environments} as environments
    from page
    join versions on versions.id = page.id
    order by page.id desc`.execute(db)
  return rows
}
