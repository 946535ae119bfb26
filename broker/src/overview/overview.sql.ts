import type { IntegrationState, OverviewOrder } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import { currentContract } from '../contracts/current-contract.sql.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { hasWebhooks, latestDeliveries } from '../webhooks/pair-webhooks.sql.ts'
import type { PairDeliveries } from '../webhooks/webhook-status.ts'

export interface OverviewVersion {
  readonly number: string
  readonly branch: string | null
}

export interface OverviewTeam {
  readonly uuid: string
  readonly name: string
}

export interface OverviewRow extends PairDeliveries {
  readonly consumer: string
  readonly consumerLabels: readonly string[]
  readonly consumerTeam: OverviewTeam | null
  readonly consumerVersion: OverviewVersion
  readonly provider: string
  readonly providerLabels: readonly string[]
  readonly providerTeam: OverviewTeam | null
  readonly providerVersion: OverviewVersion | null
  readonly state: IntegrationState
  readonly publishedAt: Date
  readonly verifiedAt: Date | null
  readonly requestedAt: Date | null
}

/** What is not given does not matter. */
export interface OverviewFilter {
  /** A part of the name of either, of any case. */
  readonly text?: string | undefined
  /** The name of the consumer, or of the provider. */
  readonly consumer?: string | undefined
  readonly provider?: string | undefined
  /** That either has. */
  readonly label?: string | undefined
  /** The UUID or name of one that either belongs to. */
  readonly team?: string | undefined
  /** The name of one where both have a version. */
  readonly environment?: string | undefined
  readonly state?: IntegrationState | undefined
}

/** Of each pair the contract that says how it stands, with its newest result: a few look-ups, whatever its history. */
export const standing = sql`
  select integrations.id, integrations.consumer_id, integrations.provider_id, consumers.name as consumer,
    providers.name as provider, consumers.team_id as consumer_team_id, providers.team_id as provider_team_id, contracts.consumer_version_id, contracts.created_at as published_at,
    result.provider_version_id, result.verified_at, request.requested_at,
    greatest(contracts.created_at, result.verified_at) as active_at,
    case
      when result.success then 'verified'
      when result.pending then 'pending'
      when result.id is not null then 'failed'
      when request.overdue then 'overdue'
      else 'unverified'
    end as state
  from integrations
  join pacticipants as consumers on consumers.id = integrations.consumer_id
  join pacticipants as providers on providers.id = integrations.provider_id
  cross join lateral (${currentContract}) as head
  join contracts on contracts.id = head.contract_id
  left join lateral (
    select verifications.id, verifications.success, verifications.pending, verifications.verified_at,
      verifications.provider_version_id
    from verifications
    where verifications.content_id = contracts.content_id
    order by verifications.number desc
    limit 1
  ) as result on true
  left join lateral (
    select min(verification_requests.requested_at) as requested_at,
      bool_or(verification_requests.overdue_at is not null) as overdue
    from verification_requests
    where verification_requests.integration_id = integrations.id
      and verification_requests.content_id = contracts.content_id and verification_requests.done_at is null
  ) as request on true`

const hasLabel = (label: string) => sql`exists (
  select from labels
  where labels.pacticipant_id in (integrations.consumer_id, integrations.provider_id) and labels.name = ${label})`

const isOf = (team: string) => sql`exists (
  select from teams
  where teams.id in (consumers.team_id, providers.team_id)
    and (teams.uuid = ${team} or lower(teams.name) = lower(${team})))`

const isIn = (environment: string, pacticipant: string) => sql`(
  exists (
    select from deployed_versions
    join environments on environments.id = deployed_versions.environment_id
    where deployed_versions.pacticipant_id = ${sql.ref(pacticipant)} and deployed_versions.undeployed_at is null
      and environments.name = ${environment})
  or exists (
    select from released_versions
    join environments on environments.id = released_versions.environment_id
    where released_versions.pacticipant_id = ${sql.ref(pacticipant)} and released_versions.support_ended_at is null
      and environments.name = ${environment}))`

export function conditionOf(filter: OverviewFilter): RawBuilder<unknown> {
  const { text, consumer, provider, label, team, environment } = filter
  const pattern = `%${(text ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    sql`true`,
    ...(text ? [sql`(consumers.name ilike ${pattern} or providers.name ilike ${pattern})`] : []),
    ...(consumer === undefined ? [] : [sql`consumers.name = ${consumer}`]),
    ...(provider === undefined ? [] : [sql`providers.name = ${provider}`]),
    ...(label ? [hasLabel(label)] : []),
    ...(team ? [isOf(team)] : []),
    ...(environment
      ? [isIn(environment, 'integrations.consumer_id'), isIn(environment, 'integrations.provider_id')]
      : []),
  ]
  return sql.join(conditions, sql` and `)
}

const orders: Readonly<Record<OverviewOrder, RawBuilder<unknown>>> = {
  attention: sql`array_position(array['failed', 'overdue', 'unverified', 'pending', 'verified'], state), active_at desc`,
  activity: sql`active_at desc`,
  consumer: sql`lower(consumer), lower(provider)`,
  provider: sql`lower(provider), lower(consumer)`,
}

const labelsOf = (pacticipant: string) => sql`
  (select coalesce(json_agg(labels.name order by labels.name), '[]')
    from labels
    where labels.pacticipant_id = ${sql.ref(pacticipant)})`

const teamOf = (id: string) => sql`
  (select json_build_object('uuid', teams.uuid, 'name', teams.name) from teams where teams.id = ${sql.ref(id)})`

const versionOf = (version: string) => sql`
  (select json_build_object('number', versions.number, 'branch', (
      select branches.name from branches
      join branch_versions on branch_versions.branch_id = branches.id
      where branch_versions.version_id = versions.id
      order by branches.id desc
      limit 1))
    from versions
    where versions.id = ${sql.ref(version)})`

const pairColumns = { consumerId: sql.ref('page.consumer_id'), providerId: sql.ref('page.provider_id') }

interface OverviewQuestion extends OverviewFilter {
  readonly order: OverviewOrder
  readonly page: PageRequest
}

export async function listOverview(db: Connection, question: OverviewQuestion): Promise<readonly OverviewRow[]> {
  const { order, page, state } = question
  const isAsked = state ? sql`standing.state = ${state}` : sql`true`
  const { rows } = await sql<OverviewRow>`
    with page as materialized (
      select standing.*, row_number() over (order by ${orders[order]}, id) as place
      from (${standing} where ${conditionOf(question)}) as standing
      where ${isAsked}
      order by place
      limit ${page.size} offset ${(page.number - 1) * page.size}
    )
    select page.consumer, page.provider, page.state, page.published_at as "publishedAt",
      page.verified_at as "verifiedAt", page.requested_at as "requestedAt",
      ${labelsOf('page.consumer_id')} as "consumerLabels", ${labelsOf('page.provider_id')} as "providerLabels",
      ${teamOf('page.consumer_team_id')} as "consumerTeam", ${teamOf('page.provider_team_id')} as "providerTeam",
      ${versionOf('page.consumer_version_id')} as "consumerVersion",
      ${versionOf('page.provider_version_id')} as "providerVersion",
      ${hasWebhooks(pairColumns)} as "hasWebhooks", coalesce(deliveries.statuses, '[]') as statuses
    from page
    cross join lateral (
      select json_agg(distinct latest.status) as statuses
      from ${latestDeliveries(pairColumns)} as latest
    ) as deliveries
    order by page.place`.execute(db)
  return rows
}

/** How many pairs are in each state; states that none is in are left out. */
export async function countOverview(
  db: Connection,
  filter: OverviewFilter,
): Promise<ReadonlyMap<IntegrationState, number>> {
  const { rows } = await sql<{ state: IntegrationState; count: number }>`
    select standing.state, count(*)::integer as count
    from (${standing} where ${conditionOf(filter)}) as standing
    group by standing.state`.execute(db)
  return new Map(rows.map(({ state, count }) => [state, count]))
}
