import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'

const ids = (values: readonly number[]): RawBuilder<unknown> => sql`any((select ${values}::bigint[])::bigint[])`

interface Oldest {
  readonly before: Date
  readonly limit: number
}

async function count(db: Connection, statement: RawBuilder<{ count: number }>): Promise<number> {
  const { rows } = await statement.execute(db)
  return rows[0]?.count ?? 0
}

/** Deletes what contracts said before they were overwritten. How many it were. */
export async function deleteRevisions(trx: Connection, { before, limit }: Oldest): Promise<number> {
  return count(
    trx,
    sql`
      with deleted as (
        delete from contract_revisions
        where (contract_revisions.contract_id, contract_revisions.revision) in (
          select old.contract_id, old.revision
          from contract_revisions as old
          where old.created_at < ${before}
          limit ${limit}
          for update skip locked)
        returning 1
      )
      select count(*)::integer as count from deleted`,
  )
}

export async function countRevisions(db: Connection, before: Date): Promise<number> {
  return count(
    db,
    sql`
      select count(*)::integer as count from contract_revisions where contract_revisions.created_at < ${before}`,
  )
}

/** Some of what may be superseded: which of it is, and where to go on. */
export interface Superseded {
  readonly ids: readonly number[]
  /** Null at the end. */
  readonly last: number | null
}

interface Stretch {
  readonly after: number
  readonly size: number
  readonly before: Date
}

// A newer result of the same provider version for the same content counts in its place.
const isSupersededResult = sql`not exists (
  select from latest_verifications where latest_verifications.verification_id = verifications.id)`

// A newer delivery told the same webhook of the same event of the same pair.
const isSupersededDelivery = sql`
  triggered_webhooks.status in ('success', 'failure') and exists (
    select from triggered_webhooks as newer
    where newer.consumer_id = triggered_webhooks.consumer_id and newer.provider_id = triggered_webhooks.provider_id
      and newer.id > triggered_webhooks.id and newer.webhook_uuid = triggered_webhooks.webhook_uuid
      and newer.event_name = triggered_webhooks.event_name)`

async function listSuperseded(
  db: Connection,
  table: 'verifications' | 'triggered_webhooks',
  { after, size, before }: Stretch,
): Promise<Superseded> {
  const isSuperseded = table === 'verifications' ? isSupersededResult : isSupersededDelivery
  const id = sql.ref(`${table}.id`)
  const { rows } = await sql<Superseded>`
    with stretch as materialized (
      select ${id} from ${sql.table(table)}
      where ${id} > ${after} and ${sql.ref(`${table}.created_at`)} < ${before}
      order by ${id}
      limit ${size}
    )
    select (select max(stretch.id) from stretch) as last,
      array(
        select ${id} from stretch join ${sql.table(table)} on ${id} = stretch.id where ${isSuperseded} order by 1
      ) as ids`.execute(db)
  return rows[0] ?? { ids: [], last: null }
}

export const listSupersededResults = (db: Connection, stretch: Stretch) => listSuperseded(db, 'verifications', stretch)

export const listSupersededDeliveries = (db: Connection, stretch: Stretch) =>
  listSuperseded(db, 'triggered_webhooks', stretch)

/** Deletes those of the results that are superseded still. How many it were. */
export async function deleteResults(trx: Connection, resultIds: readonly number[]): Promise<number> {
  const deleted = await sql`
    delete from verifications where verifications.id = ${ids(resultIds)} and ${isSupersededResult}`.execute(trx)
  return Number(deleted.numAffectedRows ?? 0)
}

/** Deletes those of the deliveries that are superseded still. How many it were. */
export async function deleteDeliveries(trx: Connection, deliveryIds: readonly number[]): Promise<number> {
  const deleted = await sql`
    delete from triggered_webhooks
    where triggered_webhooks.id = ${ids(deliveryIds)} and ${isSupersededDelivery}`.execute(trx)
  return Number(deleted.numAffectedRows ?? 0)
}

export interface OverwrittenCounts {
  readonly revisions: number
  readonly results: number
  readonly deliveries: number
}

/** What of a pacticipant is overwritten: revisions of its contracts, results of its versions, deliveries about it. */
export async function countOverwrittenOf(
  db: Connection,
  { pacticipantId, before }: { readonly pacticipantId: number; readonly before: Date },
): Promise<OverwrittenCounts> {
  const { rows } = await sql<OverwrittenCounts>`
    select (
        select count(*)::integer
        from integrations
        join contracts on contracts.integration_id = integrations.id
        join contract_revisions on contract_revisions.contract_id = contracts.id
        where integrations.consumer_id = ${pacticipantId} and contract_revisions.created_at < ${before}
      ) as revisions,
      (
        select count(*)::integer
        from integrations
        join contents on contents.integration_id = integrations.id
        join verifications on verifications.content_id = contents.id
        where integrations.provider_id = ${pacticipantId} and verifications.created_at < ${before}
          and ${isSupersededResult}
      ) as results,
      (
        select count(*)::integer
        from triggered_webhooks
        where triggered_webhooks.consumer_id = ${pacticipantId} and triggered_webhooks.created_at < ${before}
          and ${isSupersededDelivery}
      ) as deliveries`.execute(db)
  return rows[0] ?? { revisions: 0, results: 0, deliveries: 0 }
}
