import type { TriggeredWebhookStatus } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { Attempt } from './delivery-job.ts'
import { latestDeliveries } from './pair-webhooks.sql.ts'

export interface TriggeredWebhookRow {
  readonly id: number
  readonly uuid: string
  readonly webhookUuid: string
  /** Of the webhook as it is now; null when it was deleted. */
  readonly request: { readonly method: string; readonly url: string } | null
  readonly status: TriggeredWebhookStatus
  readonly attempts: number
  readonly triggerType: 'resource_creation' | 'user'
  readonly eventName: string
  /** Of the pair that it is about. */
  readonly consumerName: string | null
  readonly providerName: string | null
  readonly createdAt: Date
  readonly nextAttemptAt: Date | null
  readonly redeliveryOf: string | null
}

const columns = sql`
  triggered_webhooks.id, triggered_webhooks.uuid, triggered_webhooks.webhook_uuid as "webhookUuid",
  case when webhooks.id is not null then json_build_object('method', webhooks.method, 'url', webhooks.url) end
    as request,
  triggered_webhooks.status, triggered_webhooks.attempts, triggered_webhooks.trigger_type as "triggerType",
  triggered_webhooks.event_name as "eventName", triggered_webhooks.created_at as "createdAt",
  triggered_webhooks.next_attempt_at as "nextAttemptAt", triggered_webhooks.redelivery_of as "redeliveryOf",
  (select pacticipants.name from pacticipants where pacticipants.id = triggered_webhooks.consumer_id) as "consumerName",
  (select pacticipants.name from pacticipants where pacticipants.id = triggered_webhooks.provider_id) as "providerName"`

const tables = sql`triggered_webhooks left join webhooks on webhooks.id = triggered_webhooks.webhook_id`

/** What a list of deliveries is about. */
export type About = Readonly<Record<'contractId' | 'verificationId', number | undefined>> & {
  readonly webhookId?: number | undefined
}

function condition({ contractId, verificationId, webhookId }: Partial<About>): RawBuilder<boolean> {
  if (contractId !== undefined) return sql`triggered_webhooks.contract_id = ${contractId}`
  if (verificationId !== undefined) return sql`triggered_webhooks.verification_id = ${verificationId}`
  return sql`triggered_webhooks.webhook_id = ${webhookId ?? null}`
}

/** Newest first. */
export async function listTriggeredWebhooks(
  db: Connection,
  about: Partial<About>,
  page?: PageRequest,
): Promise<readonly TriggeredWebhookRow[]> {
  const extent = page ? sql`limit ${page.size} offset ${(page.number - 1) * page.size}` : sql``
  const { rows } = await sql<TriggeredWebhookRow>`
    select ${columns} from ${tables} where ${condition(about)} order by triggered_webhooks.id desc ${extent}
  `.execute(db)
  return rows
}

export async function countTriggeredWebhooks(db: Connection, about: Partial<About>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from triggered_webhooks where ${condition(about)}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function findTriggeredWebhook(db: Connection, uuid: string): Promise<TriggeredWebhookRow | undefined> {
  const { rows } = await sql<TriggeredWebhookRow>`
    select ${columns} from ${tables} where triggered_webhooks.uuid = ${uuid}`.execute(db)
  return rows[0]
}

export interface ExecutionRow {
  readonly attempt: number
  readonly success: boolean
  readonly logs: string
  readonly createdAt: Date
  readonly durationMs: number | null
  readonly request: object | null
  readonly response: object | null
  readonly error: string | null
}

/** In the order in which they were made. */
export async function listExecutions(db: Connection, triggeredWebhookId: number): Promise<readonly ExecutionRow[]> {
  const { rows } = await sql<ExecutionRow>`
    select webhook_executions.attempt, webhook_executions.success, webhook_executions.logs,
      webhook_executions.created_at as "createdAt", webhook_executions.duration_ms as "durationMs",
      webhook_executions.request, webhook_executions.response, webhook_executions.error
    from webhook_executions
    where webhook_executions.triggered_webhook_id = ${triggeredWebhookId}
    order by webhook_executions.id`.execute(db)
  return rows
}

export interface Pair {
  readonly consumer: string
  readonly provider: string
}

/** The names of the pair that a delivery is about. */
export async function findPairNames(db: Connection, triggeredWebhookId: number): Promise<Partial<Pair>> {
  const { rows } = await sql<{ consumer: string | null; provider: string | null }>`
    select consumers.name as consumer, providers.name as provider
    from triggered_webhooks
    left join pacticipants as consumers on consumers.id = triggered_webhooks.consumer_id
    left join pacticipants as providers on providers.id = triggered_webhooks.provider_id
    where triggered_webhooks.id = ${triggeredWebhookId}`.execute(db)
  const { consumer, provider } = rows[0] ?? { consumer: null, provider: null }
  return { ...(consumer === null ? {} : { consumer }), ...(provider === null ? {} : { provider }) }
}

const idOf = (name: string) => sql`(select pacticipants.id from pacticipants where pacticipants.name = ${name})`

export async function findContractId(
  db: Connection,
  { consumer, provider, version }: Pair & { readonly version: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select contracts.id
    from integrations
    join versions on versions.pacticipant_id = integrations.consumer_id and versions.number = ${version}
    join contracts on contracts.integration_id = integrations.id and contracts.consumer_version_id = versions.id
    where integrations.consumer_id = ${idOf(consumer)} and integrations.provider_id = ${idOf(provider)}`.execute(db)
  return rows[0]?.id
}

export async function findVerificationId(
  db: Connection,
  { consumer, provider, sha, number }: Pair & { readonly sha: string; readonly number: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select verifications.id
    from integrations
    join contents on contents.integration_id = integrations.id and contents.sha = ${sha}
    join verifications on verifications.content_id = contents.id and verifications.number = ${number}
    where integrations.consumer_id = ${idOf(consumer)} and integrations.provider_id = ${idOf(provider)}`.execute(db)
  return rows[0]?.id
}

export interface PairFound {
  readonly consumerId: number | null
  readonly providerId: number | null
  readonly hasContract: boolean
}

/** Which of the two there are, and whether there is a contract between them. */
export async function findPair(db: Connection, { consumer, provider }: Pair): Promise<PairFound> {
  const { rows } = await sql<PairFound>`
    select pair.*, exists (
      select from integrations
      join contract_heads on contract_heads.integration_id = integrations.id and contract_heads.scope = 'latest'
      where integrations.consumer_id = pair."consumerId" and integrations.provider_id = pair."providerId"
    ) as "hasContract"
    from (select ${idOf(consumer)} as "consumerId", ${idOf(provider)} as "providerId") as pair`.execute(db)
  return rows[0] ?? { consumerId: null, providerId: null, hasContract: false }
}

/** The newest delivery of each webhook that is still there and event, for a pair; in the order of their triggering. */
export async function listLatestTriggeredWebhooks(
  db: Connection,
  { consumerId, providerId }: { readonly consumerId: number; readonly providerId: number },
): Promise<readonly TriggeredWebhookRow[]> {
  const { rows } = await sql<TriggeredWebhookRow>`
    select ${columns}
    from ${latestDeliveries({ consumerId: sql`${consumerId}`, providerId: sql`${providerId}` })} as latest
    join triggered_webhooks on triggered_webhooks.id = latest.id
    join webhooks on webhooks.id = triggered_webhooks.webhook_id
    order by triggered_webhooks.id`.execute(db)
  return rows
}

/** Delivers the same again: undefined where there is no such delivery, or no enabled webhook for it any more. */
export async function insertRedelivery(
  trx: Connection,
  { uuid, of }: { readonly uuid: string; readonly of: string },
): Promise<boolean> {
  const { rows } = await sql`
    with held as materialized (
      select webhooks.id
      from webhooks
      where webhooks.enabled and webhooks.id = (
        select triggered_webhooks.webhook_id from triggered_webhooks where triggered_webhooks.uuid = ${of})
      for key share
    )
    insert into triggered_webhooks (
      uuid, webhook_id, webhook_uuid, event_name, event_context, consumer_id, provider_id, contract_id, verification_id,
      status, trigger_type, redelivery_of
    )
    select ${uuid}::text, held.id, former.webhook_uuid, former.event_name, former.event_context, former.consumer_id,
      former.provider_id, former.contract_id, former.verification_id, 'not_run', 'user', former.uuid
    from triggered_webhooks as former
    join held on held.id = former.webhook_id
    where former.uuid = ${of}
    returning triggered_webhooks.id`.execute(trx)
  return rows.length > 0
}

// However many wait: those are the ones that people look for.
const RECENT = 1000

/** Makes the newest deliveries of a webhook due that wait for a time, and gives the attempts that they wait for. */
export async function bringForward(trx: Connection, webhookId: number): Promise<readonly Attempt[]> {
  const { rows } = await sql<Attempt>`
    update triggered_webhooks
    set next_attempt_at = null, updated_at = now()
    where triggered_webhooks.status in ('not_run', 'retrying') and triggered_webhooks.next_attempt_at > now()
      and triggered_webhooks.id in (
        select recent.id
        from triggered_webhooks as recent
        where recent.webhook_id = ${webhookId}
        order by recent.id desc
        limit ${sql.lit(RECENT)})
    returning triggered_webhooks.uuid, triggered_webhooks.attempts + 1 as attempt`.execute(trx)
  return rows
}
