// Exact numbers, each table read once. That takes time in proportion to the history, which is why nobody asks for them
// with every request: see metrics.routes.ts.

import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'

/** The only row that a statement without grouping gives. */
async function one<Row>(db: Connection, statement: RawBuilder<Row>): Promise<Row> {
  const [row] = (await statement.execute(db)).rows
  if (!row) throw new Error('A statement that counts gave no row')
  return row
}

/** Every revision of a contract is a publication. */
async function countContracts(db: Connection) {
  return one(
    db,
    sql<{
      readonly publications: number
      readonly first: Date | null
      readonly last: Date | null
      readonly contents: number
      readonly perVersion: Readonly<Record<string, number>>
      readonly integrations: number
    }>`
      with contracts as materialized (
        select count(*) as count, min(contracts.created_at) as first, max(contracts.updated_at) as last from contracts
      ), revised as materialized (
        select count(*) + 1 as publications from contract_revisions group by contract_revisions.contract_id
      ), distribution as (
        select 1 as publications, (select contracts.count from contracts) - (select count(*) from revised) as count
        union all
        select revised.publications, count(*) from revised group by revised.publications
      )
      select
        (select sum(distribution.publications * distribution.count) from distribution)::bigint as publications,
        (select contracts.first from contracts) as first,
        (select contracts.last from contracts) as last,
        (select count(*) from contents) as contents,
        (
          select coalesce(json_object_agg(distribution.publications, distribution.count), '{}')
          from distribution
          where distribution.count > 0
        ) as "perVersion",
        (
          select count(*)
          from integrations
          where exists (
            select from contract_heads
            where contract_heads.integration_id = integrations.id and contract_heads.scope = 'latest')
        ) as integrations`,
  )
}

/** In the newest contract of each pair. */
async function countLatestInteractions(db: Connection) {
  return one(
    db,
    sql<{ readonly http: number; readonly messages: number }>`
      select count(*) filter (where interaction.kind = 'http') as http,
        count(*) filter (where interaction.kind <> 'http') as messages
      from integrations
      join contract_heads on contract_heads.integration_id = integrations.id and contract_heads.scope = 'latest'
      join contracts on contracts.id = contract_heads.contract_id
      join contents on contents.id = contracts.content_id
      cross join unnest(contents.interaction_ids) as given (interaction_id)
      cross join lateral (
        select interactions.kind from interactions where interactions.id = given.interaction_id limit 1
      ) as interaction`,
  )
}

/** Results are distinct that differ in provider version, content or outcome. */
async function countVerifications(db: Connection) {
  return one(
    db,
    sql<{
      readonly count: number
      readonly successes: number
      readonly distinct: number
      readonly first: Date | null
      readonly last: Date | null
      readonly perContent: Readonly<Record<string, number>>
    }>`
      with pairs as materialized (
        select verifications.content_id, count(*) as count,
          count(*) filter (where verifications.success) as successes,
          min(verifications.created_at) as first, max(verifications.created_at) as last
        from verifications
        group by verifications.content_id, verifications.provider_version_id
      ), contents as (
        select sum(pairs.count)::bigint as count from pairs group by pairs.content_id
      ), distribution as (
        select contents.count, count(*) as contents from contents group by contents.count
      )
      select coalesce(sum(pairs.count), 0)::bigint as count,
        coalesce(sum(pairs.successes), 0)::bigint as successes,
        coalesce(sum((pairs.successes > 0)::int + (pairs.successes < pairs.count)::int), 0)::bigint as distinct,
        min(pairs.first) as first, max(pairs.last) as last,
        (
          select coalesce(json_object_agg(distribution.count, distribution.contents), '{}') from distribution
        ) as "perContent"
      from pairs`,
  )
}

async function countVersions(db: Connection) {
  return one(
    db,
    sql<{
      readonly count: number
      readonly withBranch: number
      readonly withUserCreatedBranch: number
      readonly tags: number
      readonly tagNames: number
      readonly tagsOfPacticipants: number
    }>`
      with placed as materialized (
        select bool_or(not branch_versions.auto_created) as by_user
        from branch_versions
        group by branch_versions.version_id
      ), used as materialized (
        select tags.name, count(*) as count from tags group by tags.pacticipant_id, tags.name
      )
      select (select count(*) from versions) as count,
        (select count(*) from placed) as "withBranch",
        (select count(*) from placed where placed.by_user) as "withUserCreatedBranch",
        (select coalesce(sum(used.count), 0)::bigint from used) as tags,
        (select count(distinct used.name) from used) as "tagNames",
        (select count(*) from used) as "tagsOfPacticipants"`,
  )
}

/** What is not many, or only counted. */
async function countTheRest(db: Connection) {
  return one(
    db,
    sql<{
      readonly pacticipants: number
      readonly withMainBranch: number
      readonly webhooks: number
      readonly triggeredWebhooks: number
      readonly executions: number
      readonly environments: number
      readonly deployed: number
      readonly deployedByUser: number
      readonly currentlyDeployed: number
      readonly released: number
      readonly currentlySupported: number
    }>`
      with deployed as materialized (
        select count(*) as count,
          count(*) filter (where not deployed_versions.auto_created) as by_user,
          count(*) filter (where deployed_versions.undeployed_at is null) as current
        from deployed_versions
      )
      select count(*) as pacticipants, count(pacticipants.main_branch) as "withMainBranch",
        (select count(*) from webhooks) as webhooks,
        (select count(*) from triggered_webhooks) as "triggeredWebhooks",
        (select count(*) from webhook_executions) as executions,
        (select count(*) from environments) as environments,
        (select deployed.count from deployed) as deployed,
        (select deployed.by_user from deployed) as "deployedByUser",
        (select deployed.current from deployed) as "currentlyDeployed",
        (select count(*) from released_versions) as released,
        (select count(*) from released_versions where released_versions.support_ended_at is null) as
          "currentlySupported"
      from pacticipants`,
  )
}

/** One after the other, so that no more than one connection is busy with it. */
export async function countAll(db: Connection) {
  return {
    contracts: await countContracts(db),
    interactions: await countLatestInteractions(db),
    verifications: await countVerifications(db),
    versions: await countVersions(db),
    rest: await countTheRest(db),
  }
}

export type Counts = Awaited<ReturnType<typeof countAll>>
