import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Pair } from '../contracts/contracts.sql.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { statement } from '../matrix/statement.sql.ts'
import { hasWebhooks, latestDeliveries } from '../webhooks/pair-webhooks.sql.ts'
import type { PairDeliveries } from '../webhooks/webhook-status.ts'

interface DashboardVersion {
  readonly number: string
  /** Branches of which it is the head, in the order in which they came to be. */
  readonly headBranches: readonly string[]
}

export interface DashboardRow extends PairDeliveries {
  readonly consumer: string
  readonly consumerVersion: DashboardVersion
  readonly provider: string
  readonly providerVersion: DashboardVersion | null
  readonly publishedAt: Date
  /** Tags of which the contract is the newest of the pair. */
  readonly tags: readonly string[]
  readonly success: boolean | null
  readonly pending: boolean | null
  readonly verifiedAt: Date | null
  /** Tags of which the provider version is the newest. */
  readonly providerTags: readonly string[]
  /** Of the newest delivery to a webhook of the pair. */
  readonly triggeredAt: Date | null
}

/**
 * What matters of each pair: its newest contract, the newest of each tag, and those of the versions that are in an
 * environment. Of the tags as many as a page holds, the newest first, so that old ones cost nothing.
 */
function heads(pair: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select contract_heads.contract_id as id
    from integrations
    join contract_heads on contract_heads.integration_id = integrations.id and contract_heads.scope = 'latest'
    where ${pair}
    union
    select tagged.contract_id
    from integrations
    cross join lateral (
      select contract_heads.contract_id
      from contract_heads
      where contract_heads.integration_id = integrations.id and contract_heads.scope = 'tag'
      order by contract_heads.consumer_version_id desc
      limit (select $1::bigint + $2::bigint)
    ) as tagged
    where ${pair}
    union
    select contracts.id
    from (
      select deployed_versions.version_id from deployed_versions where deployed_versions.undeployed_at is null
      union
      select released_versions.version_id from released_versions where released_versions.support_ended_at is null
    ) as present
    join contracts on contracts.consumer_version_id = present.version_id
    join integrations on integrations.id = contracts.integration_id
    where ${pair}`
}

const headBranches = (versionId: string) => sql`
  (select coalesce(json_agg(branches.name order by branches.id), '[]')
    from branches
    where branches.head_version_id = ${sql.ref(versionId)})`

const pairColumns = { consumerId: sql.ref('integrations.consumer_id'), providerId: sql.ref('integrations.provider_id') }

const isPair = sql`
  integrations.consumer_id = (select pacticipants.id from pacticipants where pacticipants.name = $3)
  and integrations.provider_id = (select pacticipants.id from pacticipants where pacticipants.name = $4)`

/** The page that skips `$1` items and has `$2`. */
function dashboardRows(pair: RawBuilder<unknown>): RawBuilder<DashboardRow> {
  return sql<DashboardRow>`
    with page as materialized (
      select contract.id, contract.integration_id, contract.consumer_version_id, contract.created_at,
        result.id as verification_id, greatest(contract.created_at, result.verified_at) as active_at
      from (${heads(pair)}) as head
      -- Laterals with a limit are look-ups; joins might be planned as scans of the whole history.
      cross join lateral (
        select contracts.id, contracts.integration_id, contracts.consumer_version_id, contracts.created_at,
          contracts.content_id
        from contracts
        where contracts.id = head.id
        limit 1
      ) as contract
      left join lateral (
        select verifications.id, verifications.verified_at
        from verifications
        where verifications.content_id = contract.content_id
        order by verifications.number desc
        limit 1
      ) as result on true
      order by active_at desc, contract.id desc
      limit (select $2::bigint) offset (select $1::bigint)
    ), told as materialized (
      select integrations.id as integration_id, ${hasWebhooks(pairColumns)} as has_webhooks,
        deliveries.statuses, deliveries.triggered_at
      from integrations
      cross join lateral (
        select json_agg(distinct latest.status) as statuses, max(latest.created_at) as triggered_at
        from ${latestDeliveries(pairColumns)} as latest
      ) as deliveries
      where integrations.id in (select page.integration_id from page)
    )
    select consumers.name as consumer, providers.name as provider, page.created_at as "publishedAt",
      json_build_object('number', consumer_versions.number,
        'headBranches', ${headBranches('consumer_versions.id')}) as "consumerVersion",
      case when verifications.id is not null then json_build_object('number', provider_versions.number,
        'headBranches', ${headBranches('provider_versions.id')}) end as "providerVersion",
      (select coalesce(json_agg(contract_heads.name order by contract_heads.name), '[]')
        from contract_heads
        where contract_heads.contract_id = page.id and contract_heads.scope = 'tag') as tags,
      verifications.success, verifications.pending, verifications.verified_at as "verifiedAt",
      (select coalesce(json_agg(tags.name order by tags.name), '[]')
        from tags
        where tags.version_id = provider_versions.id and not exists (
          select 1 from tags as newer
          where newer.pacticipant_id = tags.pacticipant_id and newer.name = tags.name
            and newer.version_id > tags.version_id)) as "providerTags",
      told.has_webhooks as "hasWebhooks", coalesce(told.statuses, '[]') as statuses, told.triggered_at as "triggeredAt"
    from page
    join integrations on integrations.id = page.integration_id
    join told on told.integration_id = page.integration_id
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
    join versions as consumer_versions on consumer_versions.id = page.consumer_version_id
    left join verifications on verifications.id = page.verification_id
    left join versions as provider_versions on provider_versions.id = verifications.provider_version_id
    order by page.active_at desc, page.id desc`
}

const ofAll = statement(() => dashboardRows(sql`true`))
const ofPair = statement(() => dashboardRows(isPair))

/** One page of what matters, the newest activity first: of all pairs, or of one. */
export async function listDashboardRows(
  db: Connection,
  page: PageRequest,
  pair?: Pair,
): Promise<readonly DashboardRow[]> {
  const extent = [(page.number - 1) * page.size, page.size]
  return pair ? ofPair(db, [...extent, pair.consumer, pair.provider]) : ofAll(db, extent)
}
