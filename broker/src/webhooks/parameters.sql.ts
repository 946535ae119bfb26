import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { EventFacts } from './parameters.ts'

/** The rows that a delivery speaks of. */
export interface Subject {
  readonly consumerId?: number | undefined
  readonly consumerVersionId?: number | undefined
  readonly providerId?: number | undefined
  readonly providerVersionId?: number | undefined
  readonly contentId?: number | undefined
  readonly verificationId?: number | undefined
  readonly pacticipantId?: number | undefined
  readonly versionId?: number | undefined
}

const partyOf = (id: RawBuilder<unknown>) => sql`
  (select json_build_object('name', pacticipants.name, 'labels', (
      select coalesce(json_agg(labels.name order by labels.name), '[]')
      from labels where labels.pacticipant_id = pacticipants.id))
    from pacticipants where pacticipants.id = ${id})`

const versionOf = (id: RawBuilder<unknown>) => sql`
  (select json_build_object('number', versions.number, 'buildUrl', versions.build_url,
      'tags', (select coalesce(json_agg(tags.name order by tags.created_at, tags.name), '[]')
        from tags where tags.version_id = versions.id),
      'branch', (select branches.name
        from branch_versions
        join branches on branches.id = branch_versions.branch_id
        where branch_versions.version_id = versions.id
        order by branch_versions.id desc
        limit 1))
    from versions where versions.id = ${id})`

const given = (name: string) => sql.ref(`given.${name}`)

// How far back the result of the main branch is looked for: nobody waits for a build of long ago.
const RESULTS_LOOKED_AT = 100

/**
 * What is known of each subject, in the order in which they are given. Where none is named, the verification is the
 * newest by the provider's main branch for the content.
 */
export async function listEventFacts(db: Connection, subjects: readonly Subject[]): Promise<readonly EventFacts[]> {
  const { rows } = await sql<EventFacts>`
    with given as materialized (
      select *
      from json_to_recordset(${JSON.stringify(subjects.map((subject, position) => ({ position, ...subject })))}::json)
        as given (
          position integer, "consumerId" bigint, "consumerVersionId" bigint, "providerId" bigint,
          "providerVersionId" bigint, "contentId" bigint, "verificationId" bigint, "pacticipantId" bigint,
          "versionId" bigint
        )
    )
    select
      ${partyOf(given('consumerId'))} as consumer, ${versionOf(given('consumerVersionId'))} as "consumerVersion",
      ${partyOf(given('providerId'))} as provider,
      ${versionOf(sql`coalesce(${given('providerVersionId')}, verification.provider_version_id)`)} as "providerVersion",
      ${partyOf(given('pacticipantId'))} as pacticipant, ${versionOf(given('versionId'))} as version,
      (select contents.sha from contents where contents.id = ${given('contentId')}) as sha,
      (select contracts.id
        from integrations
        join contracts on contracts.integration_id = integrations.id
          and contracts.consumer_version_id = ${given('consumerVersionId')}
        where integrations.consumer_id = ${given('consumerId')} and integrations.provider_id = ${given('providerId')}
      ) as "contractId",
      case when verification.id is not null then json_build_object(
        'number', verification.number, 'success', verification.success, 'buildUrl', verification.build_url)
      end as verification,
      (select coalesce(json_agg(distinct versions.number), '[]')
        from deployed_versions
        join versions on versions.id = deployed_versions.version_id
        where deployed_versions.pacticipant_id = ${given('providerId')} and deployed_versions.undeployed_at is null
      ) as "deployedProviderVersions"
    from given
    left join lateral (
      select verifications.id, verifications.number, verifications.success, verifications.build_url,
        verifications.provider_version_id
      from verifications
      where verifications.id = ${given('verificationId')}
      union all
      (select recent.id, recent.number, recent.success, recent.build_url, recent.provider_version_id
        from (
          select verifications.id, verifications.number, verifications.success, verifications.build_url,
            verifications.provider_version_id
          from verifications
          where verifications.content_id = ${given('contentId')} and ${given('verificationId')} is null
          order by verifications.number desc
          limit ${sql.lit(RESULTS_LOOKED_AT)}
        ) as recent
        where exists (
          select from branch_versions
          join branches on branches.id = branch_versions.branch_id
          join pacticipants on pacticipants.id = branches.pacticipant_id and pacticipants.main_branch = branches.name
          where branch_versions.version_id = recent.provider_version_id)
        order by recent.number desc
        limit 1)
    ) as verification on true
    order by given.position`.execute(db)
  return rows
}
