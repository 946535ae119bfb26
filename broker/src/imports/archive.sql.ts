// Everything that the broker knows, as the records of an archive: JSON as PostgreSQL writes it, times to the microsecond.

import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** A record, as a line of JSON. */
export interface ArchiveLine {
  /** Where to go on. */
  readonly id: number
  readonly line: string
}

/** What follows an id. */
export interface Batch {
  readonly after: number
  readonly limit: number
}

// One line may be as large as what a request may hold; a batch is then not much larger.
const BATCH_BYTES = 4 * 1024 * 1024

/** All that follows in this transaction sees what there is now, and times in UTC. */
export async function beginSnapshot(trx: Connection): Promise<void> {
  await sql`set local time zone 'UTC'`.execute(trx)
}

export async function listTeamLines(trx: Connection, { after, limit }: Batch): Promise<readonly ArchiveLine[]> {
  const { rows } = await sql<ArchiveLine>`
    select teams.id, json_build_object(
        'kind', 'team', 'uuid', teams.uuid, 'name', teams.name, 'createdAt', teams.created_at
      )::text as line
    from teams
    where teams.id > ${after}
    order by teams.id
    limit ${limit}`.execute(trx)
  return rows
}

export async function listEnvironmentLines(trx: Connection, { after, limit }: Batch): Promise<readonly ArchiveLine[]> {
  const { rows } = await sql<ArchiveLine>`
    select environments.id, json_build_object(
        'kind', 'environment', 'uuid', environments.uuid, 'name', environments.name,
        'displayName', environments.display_name, 'production', environments.production,
        'contacts', environments.contacts, 'createdAt', environments.created_at
      )::text as line
    from environments
    where environments.id > ${after}
    order by environments.id
    limit ${limit}`.execute(trx)
  return rows
}

export async function listApplicationLines(trx: Connection, { after, limit }: Batch): Promise<readonly ArchiveLine[]> {
  const { rows } = await sql<ArchiveLine>`
    select pacticipants.id, json_build_object(
        'kind', 'application', 'name', pacticipants.name, 'displayName', pacticipants.display_name,
        'repositoryUrl', pacticipants.repository_url, 'repositoryName', pacticipants.repository_name,
        'repositoryNamespace', pacticipants.repository_namespace, 'mainBranch', pacticipants.main_branch,
        'labels', array(
          select labels.name from labels where labels.pacticipant_id = pacticipants.id order by labels.name
        ),
        'team', teams.name, 'createdAt', pacticipants.created_at
      )::text as line
    from pacticipants
    left join teams on teams.id = pacticipants.team_id
    where pacticipants.id > ${after}
    order by pacticipants.id
    limit ${limit}`.execute(trx)
  return rows
}

const branches = sql`
  select coalesce(json_agg(json_build_object(
      'name', branches.name, 'createdAt', branches.created_at, 'updatedAt', branches.updated_at,
      'addedAt', branch_versions.created_at, 'isHead', branches.head_version_id is not distinct from branch_versions.version_id
    ) order by branch_versions.id), '[]')
  from branch_versions
  join branches on branches.id = branch_versions.branch_id
  where branch_versions.version_id = next.id`

const tags = sql`
  select coalesce(json_agg(json_build_object('name', tags.name, 'createdAt', tags.created_at) order by tags.name), '[]')
  from tags
  where tags.version_id = next.id`

/** The oldest version that says the same as a contract: its text is only written there. */
const firstVersionId = sql`(
  select same.consumer_version_id
  from contracts as same
  where same.content_id = contracts.content_id
  order by same.consumer_version_id
  limit 1)`

const contracts = sql`
  select coalesce(json_agg(
      case
        when first.id = next.id then json_build_object(
          'provider', providers.name, 'createdAt', contracts.created_at, 'updatedAt', contracts.updated_at,
          'content', contents.content
        )
        else json_build_object(
          'provider', providers.name, 'createdAt', contracts.created_at, 'updatedAt', contracts.updated_at,
          'sameAs', first.number
        )
      end order by providers.name), '[]')
  from contracts
  join contents on contents.id = contracts.content_id
  join integrations on integrations.id = contracts.integration_id
  join pacticipants as providers on providers.id = integrations.provider_id
  join versions as first on first.id = ${firstVersionId}
  where contracts.consumer_version_id = next.id`

const deployments = sql`
  select coalesce(json_agg(json_build_object(
      'environment', environments.name, 'uuid', deployed_versions.uuid,
      'applicationInstance', deployed_versions.application_instance,
      'createdAt', deployed_versions.created_at, 'undeployedAt', deployed_versions.undeployed_at
    ) order by deployed_versions.created_at, environments.name, deployed_versions.uuid), '[]')
  from deployed_versions
  join environments on environments.id = deployed_versions.environment_id
  where deployed_versions.version_id = next.id`

const releases = sql`
  select coalesce(json_agg(json_build_object(
      'environment', environments.name, 'uuid', released_versions.uuid,
      'createdAt', released_versions.created_at, 'supportEndedAt', released_versions.support_ended_at
    ) order by released_versions.created_at, environments.name), '[]')
  from released_versions
  join environments on environments.id = released_versions.environment_id
  where released_versions.version_id = next.id`

/** Versions in the order in which the broker heard of them, with all that belongs to them; at least one, if any is left. */
export async function listVersionLines(trx: Connection, { after, limit }: Batch): Promise<readonly ArchiveLine[]> {
  const { rows } = await sql<ArchiveLine>`
    with candidates as materialized (
      select versions.id, versions.number, versions.pacticipant_id, versions.build_url, versions.created_at
      from versions
      where versions.id > ${after}
      order by versions.id
      limit ${limit}
    ), sized as (
      select candidates.*, sum((
          select coalesce(sum(pg_column_size(contents.content)), 0)
          from contracts
          join contents on contents.id = contracts.content_id
          where contracts.consumer_version_id = candidates.id and ${firstVersionId} = candidates.id
        )) over (order by candidates.id) as bytes
      from candidates
    ), next as (
      select sized.* from sized
      where sized.bytes <= ${BATCH_BYTES} or sized.id = (select min(candidates.id) from candidates)
    )
    select next.id, json_build_object(
        'kind', 'version', 'application', pacticipants.name, 'number', next.number, 'createdAt', next.created_at,
        'buildUrl', next.build_url, 'branches', (${branches}), 'tags', (${tags}), 'contracts', (${contracts}),
        'deployments', (${deployments}), 'releases', (${releases})
      )::text as line
    from next
    join pacticipants on pacticipants.id = next.pacticipant_id
    order by next.id`.execute(trx)
  return rows
}

/** Results in the order in which they were found; those of contents that no version says any more belong to nothing. */
export async function listResultLines(trx: Connection, { after, limit }: Batch): Promise<readonly ArchiveLine[]> {
  const { rows } = await sql<ArchiveLine>`
    with candidates as materialized (
      select verifications.id,
        sum(coalesce(pg_column_size(verifications.test_results), 0)) over (order by verifications.id) as bytes
      from verifications
      where verifications.id > ${after}
      order by verifications.id
      limit ${limit}
    ), next as (
      select candidates.id from candidates
      where candidates.bytes <= ${BATCH_BYTES} or candidates.id = (select min(candidates.id) from candidates)
    )
    select next.id, case when consumed.number is null then '' else json_build_object(
        'kind', 'result', 'consumer', consumers.name, 'consumerVersion', consumed.number, 'provider', providers.name,
        'providerVersion', versions.number, 'success', verifications.success, 'verifiedAt', verifications.verified_at,
        'pending', verifications.pending, 'wip', verifications.wip, 'buildUrl', verifications.build_url,
        'testResults', verifications.test_results, 'verifiedBy', verifications.verified_by
      )::text end as line
    from next
    join verifications on verifications.id = next.id
    join versions on versions.id = verifications.provider_version_id
    join contents on contents.id = verifications.content_id
    join integrations on integrations.id = contents.integration_id
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
    left join lateral (
      select of.number
      from contracts
      join versions as of on of.id = contracts.consumer_version_id
      where contracts.content_id = contents.id
      order by contracts.consumer_version_id
      limit 1
    ) as consumed on true
    order by next.id`.execute(trx)
  return rows
}

export async function listOverrideLines(trx: Connection, { after, limit }: Batch): Promise<readonly ArchiveLine[]> {
  const { rows } = await sql<ArchiveLine>`
    select overrides.id, json_build_object(
        'kind', 'override', 'uuid', overrides.uuid, 'application', pacticipants.name, 'version', versions.number,
        'environment', environments.name, 'reason', overrides.reason, 'createdBy', overrides.created_by,
        'createdAt', overrides.created_at, 'expiresAt', overrides.expires_at, 'revokedAt', overrides.revoked_at,
        'revokedBy', overrides.revoked_by
      )::text as line
    from overrides
    join pacticipants on pacticipants.id = overrides.pacticipant_id
    join versions on versions.id = overrides.version_id
    join environments on environments.id = overrides.environment_id
    where overrides.id > ${after}
    order by overrides.id
    limit ${limit}`.execute(trx)
  return rows
}
