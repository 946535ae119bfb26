import type { WebhookEventName } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** The values of headers that are secret are not here, but sealed: null. */
export type StoredHeaders = Readonly<Record<string, string | null>>

function selectWebhooks(db: Connection) {
  return db
    .selectFrom('webhooks')
    .leftJoin('pacticipants as consumers', 'consumers.id', 'webhooks.consumer_id')
    .leftJoin('pacticipants as providers', 'providers.id', 'webhooks.provider_id')
    .select([
      'webhooks.id',
      'webhooks.uuid',
      'webhooks.description',
      'webhooks.enabled',
      sql<WebhookEventName[]>`webhooks.events`.as('events'),
      'webhooks.consumer_id as consumerId',
      'consumers.name as consumerName',
      'webhooks.consumer_label as consumerLabel',
      'webhooks.consumer_branch as consumerBranch',
      'webhooks.consumer_main_branch as consumerMainBranch',
      'webhooks.provider_id as providerId',
      'providers.name as providerName',
      'webhooks.provider_label as providerLabel',
      'webhooks.provider_branch as providerBranch',
      'webhooks.provider_main_branch as providerMainBranch',
      'webhooks.method',
      'webhooks.url',
      sql<StoredHeaders>`webhooks.headers`.as('headers'),
      sql`webhooks.body`.as('body'),
      'webhooks.username',
      'webhooks.secrets',
      'webhooks.created_at as createdAt',
      'webhooks.updated_at as updatedAt',
    ])
}

export async function findWebhook(db: Connection, uuid: string) {
  return selectWebhooks(db).where('webhooks.uuid', '=', uuid).executeTakeFirst()
}

export type WebhookRow = NonNullable<Awaited<ReturnType<typeof findWebhook>>>

/** Nobody else changes it before the transaction ends. */
export async function lockWebhook(trx: Connection, uuid: string): Promise<WebhookRow | undefined> {
  return selectWebhooks(trx).where('webhooks.uuid', '=', uuid).forUpdate('webhooks').executeTakeFirst()
}

/** Which pacticipants a list is about: an id, none of that side, or whichever. */
export interface WebhookScope {
  readonly consumerId?: number | null
  readonly providerId?: number | null
}

/** In the order in which they were made. */
export async function listWebhooks(
  db: Connection,
  { consumerId, providerId }: WebhookScope = {},
): Promise<readonly WebhookRow[]> {
  return selectWebhooks(db)
    .$if(typeof consumerId === 'number', (select) => select.where('webhooks.consumer_id', '=', consumerId ?? 0))
    .$if(consumerId === null, (select) => select.where('webhooks.consumer_id', 'is', null))
    .$if(typeof providerId === 'number', (select) => select.where('webhooks.provider_id', '=', providerId ?? 0))
    .$if(providerId === null, (select) => select.where('webhooks.provider_id', 'is', null))
    .orderBy('webhooks.id')
    .execute()
}

export async function listWebhooksById(
  db: Connection,
  ids: readonly number[],
): Promise<ReadonlyMap<number, WebhookRow>> {
  if (ids.length === 0) return new Map()
  const rows = await selectWebhooks(db).where('webhooks.id', 'in', ids).orderBy('webhooks.id').execute()
  return new Map(rows.map((row) => [row.id, row]))
}

interface SideToSave {
  readonly id: number | null
  readonly label: string | null
  readonly branch: string | null
  readonly mainBranch: boolean
}

export interface WebhookToSave {
  readonly description: string | null
  readonly enabled: boolean
  readonly events: readonly WebhookEventName[]
  readonly consumer: SideToSave
  readonly provider: SideToSave
  readonly method: string
  readonly url: string
  readonly headers: StoredHeaders
  /** Null: none. */
  readonly body: unknown
  readonly username: string | null
  readonly secrets: Buffer | null
}

const columns = ({ consumer, provider, headers, body, events, ...webhook }: WebhookToSave) => ({
  ...webhook,
  events: [...events],
  consumer_id: consumer.id,
  consumer_label: consumer.label,
  consumer_branch: consumer.branch,
  consumer_main_branch: consumer.mainBranch,
  provider_id: provider.id,
  provider_label: provider.label,
  provider_branch: provider.branch,
  provider_main_branch: provider.mainBranch,
  headers: JSON.stringify(headers),
  body: body === null ? null : JSON.stringify(body),
})

/** False when there is one with this UUID. */
export async function insertWebhook(trx: Connection, uuid: string, webhook: WebhookToSave): Promise<boolean> {
  const row = await trx
    .insertInto('webhooks')
    .values({ uuid, ...columns(webhook) })
    .onConflict((conflict) => conflict.constraint('webhooks_uuid_unique').doNothing())
    .returning('webhooks.id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateWebhook(trx: Connection, uuid: string, webhook: WebhookToSave): Promise<void> {
  await trx
    .updateTable('webhooks')
    .set({ ...columns(webhook), updated_at: sql<Date>`now()` })
    .where('webhooks.uuid', '=', uuid)
    .execute()
}

/** False when there was none. Its deliveries stay. */
export async function deleteWebhook(db: Connection, uuid: string): Promise<boolean> {
  const result = await db.deleteFrom('webhooks').where('webhooks.uuid', '=', uuid).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** The secrets that do not begin like the given one, for one broker at a time. */
export async function lockSecretsNotBeginningWith(
  trx: Connection,
  start: Buffer,
): Promise<readonly { readonly id: number; readonly secrets: Buffer }[]> {
  const { rows } = await sql<{ id: number; secrets: Buffer }>`
    select webhooks.id, webhooks.secrets
    from webhooks
    where webhooks.secrets is not null and substring(webhooks.secrets for ${start.length}) <> ${start}
    order by webhooks.id
    for no key update skip locked`.execute(trx)
  return rows
}

export async function replaceSecrets(
  trx: Connection,
  { id, secrets }: { readonly id: number; readonly secrets: Buffer },
): Promise<void> {
  await trx.updateTable('webhooks').set({ secrets }).where('webhooks.id', '=', id).execute()
}
