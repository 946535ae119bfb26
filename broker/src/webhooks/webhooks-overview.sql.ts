import type { TriggeredWebhookStatus, WebhookEventName, WebhookState } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { type WebhookRow, listWebhooksById } from './webhooks.sql.ts'

/** What is not given does not matter. */
export interface WebhooksFilter {
  /** A part of the description, the URL, or a name or a label that it filters by, of any case. */
  readonly text?: string | undefined
  readonly event?: WebhookEventName | undefined
  /** The name of the consumer or the provider that it filters by. */
  readonly pacticipant?: string | undefined
  /** The URLs whose targets are paused now. */
  readonly pausedUrls: readonly string[]
}

export interface LastDelivery {
  readonly uuid: string
  readonly status: TriggeredWebhookStatus
  readonly eventName: string
  readonly createdAt: Date
}

export interface WebhooksOverviewRow {
  readonly webhook: WebhookRow
  readonly state: WebhookState
  readonly lastDelivery: LastDelivery | null
}

/** The URLs of the enabled webhooks, each once. */
export async function listWebhookUrls(db: Connection): Promise<readonly string[]> {
  const { rows } = await sql<{ url: string }>`
    select distinct webhooks.url from webhooks where webhooks.enabled order by webhooks.url`.execute(db)
  return rows.map(({ url }) => url)
}

function conditionOf({ text, event, pacticipant }: WebhooksFilter): RawBuilder<unknown> {
  const pattern = `%${(text ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    sql`true`,
    ...(text
      ? [
          sql`concat_ws(' ', webhooks.description, webhooks.url, consumers.name, providers.name, webhooks.consumer_label,
            webhooks.provider_label) ilike ${pattern}`,
        ]
      : []),
    ...(event ? [sql`${event}::text = any (webhooks.events)`] : []),
    ...(pacticipant ? [sql`${pacticipant}::text in (consumers.name, providers.name)`] : []),
  ]
  return sql.join(conditions, sql` and `)
}

/** Each webhook with its newest delivery, which is one look-up whatever its history. */
const standing = ({ pausedUrls, ...filter }: WebhooksFilter) => sql`
  select webhooks.id, lower(coalesce(webhooks.description, webhooks.url)) as name, newest.uuid, newest.status,
    newest.event_name, newest.created_at,
    case
      when not webhooks.enabled then 'disabled'
      when webhooks.url = any (${pausedUrls}::text[]) then 'paused'
      when newest.status is null then 'unused'
      when newest.status in ('failure', 'retrying') then 'failing'
      when newest.status = 'not_run' then 'waiting'
      else 'working'
    end as state
  from webhooks
  left join pacticipants as consumers on consumers.id = webhooks.consumer_id
  left join pacticipants as providers on providers.id = webhooks.provider_id
  left join lateral (
    select triggered_webhooks.uuid, triggered_webhooks.status, triggered_webhooks.event_name,
      triggered_webhooks.created_at
    from triggered_webhooks
    where triggered_webhooks.webhook_id = webhooks.id
    order by triggered_webhooks.id desc
    limit 1
  ) as newest on true
  where ${conditionOf({ ...filter, pausedUrls })}`

interface Placed {
  readonly id: number
  readonly state: WebhookState
  readonly uuid: string | null
  readonly status: TriggeredWebhookStatus | null
  readonly eventName: string | null
  readonly createdAt: Date | null
}

function lastDeliveryOf({ uuid, status, eventName, createdAt }: Placed): LastDelivery | null {
  if (uuid === null || status === null || eventName === null || createdAt === null) return null
  return { uuid, status, eventName, createdAt }
}

interface WebhooksQuestion extends WebhooksFilter {
  readonly state?: WebhookState | undefined
  readonly page: PageRequest
}

/** What wants attention comes first. */
export async function listWebhooksOverview(
  db: Connection,
  { state, page, ...filter }: WebhooksQuestion,
): Promise<readonly WebhooksOverviewRow[]> {
  const { rows } = await sql<Placed>`
    select standing.id, standing.state, standing.uuid, standing.status, standing.event_name as "eventName",
      standing.created_at as "createdAt"
    from (${standing(filter)}) as standing
    where ${state ? sql`standing.state = ${state}` : sql`true`}
    order by array_position(array['paused', 'failing', 'waiting', 'unused', 'working', 'disabled'], standing.state),
      standing.name, standing.id
    limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db)
  const webhooks = await listWebhooksById(
    db,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    const webhook = webhooks.get(row.id)
    return webhook ? [{ webhook, state: row.state, lastDelivery: lastDeliveryOf(row) }] : []
  })
}

/** How many are in each state; states that none is in are left out. */
export async function countWebhooks(
  db: Connection,
  filter: WebhooksFilter,
): Promise<ReadonlyMap<WebhookState, number>> {
  const { rows } = await sql<{ state: WebhookState; count: number }>`
    select standing.state, count(*)::integer as count
    from (${standing(filter)}) as standing
    group by standing.state`.execute(db)
  return new Map(rows.map(({ state, count }) => [state, count]))
}
