import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface RequiredVerification {
  readonly contentId: number
  readonly providerVersion: { readonly id: number; readonly number: string }
  /** The branch for which it is needed: the provider's main branch. */
  readonly branch: string | null
  /** Why: `latest from main branch`, `deployed in production`, `released in production`. */
  readonly descriptions: readonly string[]
}

interface ContentOfProvider {
  readonly contentId: number
  readonly providerId: number
}

/**
 * The versions of providers that should verify contents and have no result for them: the head of the main branch, what
 * is deployed, and what is released and supported. Oldest first.
 */
export async function listRequiredVerifications(
  db: Connection,
  contents: readonly ContentOfProvider[],
): Promise<readonly RequiredVerification[]> {
  const { rows } = await sql<RequiredVerification>`
    with given as materialized (
      select *
      from unnest(
        (select ${contents.map(({ contentId }) => contentId)}::bigint[]),
        (select ${contents.map(({ providerId }) => providerId)}::bigint[])
      ) as given (content_id, provider_id)
    ), providers as materialized (
      select distinct given.provider_id as id from given
    ), wanted as (
      select pacticipants.id as provider_id, branches.head_version_id as version_id, branches.name as branch,
        'latest from main branch' as description, 1 as position
      from providers
      join pacticipants on pacticipants.id = providers.id
      join branches on branches.pacticipant_id = pacticipants.id and branches.name = pacticipants.main_branch
      union
      select providers.id, deployed_versions.version_id, null, 'deployed in ' || environments.name, 2
      from providers
      join deployed_versions on deployed_versions.pacticipant_id = providers.id
        and deployed_versions.undeployed_at is null
      join environments on environments.id = deployed_versions.environment_id
      union
      select providers.id, released_versions.version_id, null, 'released in ' || environments.name, 3
      from providers
      join released_versions on released_versions.pacticipant_id = providers.id
        and released_versions.support_ended_at is null
      join environments on environments.id = released_versions.environment_id
    )
    select given.content_id as "contentId", max(wanted.branch) as branch,
      json_build_object('id', versions.id, 'number', versions.number) as "providerVersion",
      array_agg(wanted.description order by wanted.position, wanted.description) as descriptions
    from given
    join wanted on wanted.provider_id = given.provider_id
    join versions on versions.id = wanted.version_id
    where not exists (
      select from latest_verifications
      where latest_verifications.content_id = given.content_id
        and latest_verifications.provider_version_id = versions.id
    )
    group by given.content_id, versions.id
    order by given.content_id, versions.id`.execute(db)
  return rows
}
