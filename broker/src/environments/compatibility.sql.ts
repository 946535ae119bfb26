import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Fact } from './compatibility.ts'

export interface Place {
  readonly environmentId: number
  readonly pacticipantId: number
  readonly versionId: number
}

/** The versions of a pacticipant that are in the environment of `placed`, each once. */
const presentOf = (pacticipant: RawBuilder<unknown>) => sql`
  (select deployed_versions.version_id
    from deployed_versions
    where deployed_versions.environment_id = placed.environment_id
      and deployed_versions.pacticipant_id = ${pacticipant} and deployed_versions.undeployed_at is null
  union
  select released_versions.version_id
    from released_versions
    where released_versions.environment_id = placed.environment_id
      and released_versions.pacticipant_id = ${pacticipant} and released_versions.support_ended_at is null)`

/** What the versions find in their environments: one statement for all places, whatever the history. */
export async function listCompatibilityFacts(db: Connection, places: readonly Place[]): Promise<readonly Fact[]> {
  if (places.length === 0) return []
  const { rows } = await sql<Fact>`
    with placed as materialized (
      select distinct given."environmentId" as environment_id, given."pacticipantId" as pacticipant_id,
        given."versionId" as version_id
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb)
        as given("environmentId" bigint, "pacticipantId" bigint, "versionId" bigint)
    ),
    compared as (
      select placed.environment_id, placed.version_id, integrations.provider_id as partner_id,
        present.version_id as partner_version_id, 'provider' as role, contracts.content_id,
        present.version_id as provider_version_id
      from placed
      join contracts on contracts.consumer_version_id = placed.version_id
      join integrations on integrations.id = contracts.integration_id
      left join lateral ${presentOf(sql`integrations.provider_id`)} as present on true
      union all
      select placed.environment_id, placed.version_id, integrations.consumer_id, present.version_id, 'consumer',
        contracts.content_id, placed.version_id
      from placed
      join integrations on integrations.provider_id = placed.pacticipant_id
      cross join lateral ${presentOf(sql`integrations.consumer_id`)} as present
      join contracts on contracts.consumer_version_id = present.version_id
        and contracts.integration_id = integrations.id
    )
    select compared.environment_id as "environmentId", compared.version_id as "versionId",
      pacticipants.name as pacticipant, versions.number as version, compared.role, latest_verifications.success
    from compared
    join pacticipants on pacticipants.id = compared.partner_id
    left join versions on versions.id = compared.partner_version_id
    left join latest_verifications on latest_verifications.content_id = compared.content_id
      and latest_verifications.provider_version_id = compared.provider_version_id
    order by lower(pacticipants.name), pacticipants.id, compared.role, versions.id desc`.execute(db)
  return rows
}
