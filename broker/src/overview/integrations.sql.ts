import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

function selectIntegrations(db: Connection, query: string | undefined) {
  const pattern = `%${(query ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('integrations')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .$if(query !== undefined, (select) =>
      select.where((expressions) =>
        expressions.or([
          expressions('consumers.name', 'ilike', pattern),
          expressions('providers.name', 'ilike', pattern),
        ]),
      ),
    )
}

interface IntegrationFilter {
  /** Part of the name of either participant, of any case. */
  readonly query: string | undefined
}

export type IntegrationRow = Awaited<ReturnType<typeof listIntegrations>>[number]

/** The ones whose contracts or results changed last come first. */
export async function listIntegrations(
  db: Connection,
  { query, page }: IntegrationFilter & { readonly page: PageRequest | undefined },
) {
  return selectIntegrations(db, query)
    .select(['consumers.name as consumer', 'providers.name as provider'])
    .$if(page !== undefined, (select) =>
      select.limit(page?.size ?? 0).offset(((page?.number ?? 1) - 1) * (page?.size ?? 0)),
    )
    .orderBy('integrations.contract_data_updated_at', 'desc')
    .orderBy('integrations.id', 'desc')
    .execute()
}

export async function countIntegrations(db: Connection, { query }: IntegrationFilter): Promise<number> {
  const row = await selectIntegrations(db, query)
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

const ids = (values: readonly number[]): RawBuilder<unknown> => sql`any((select ${values}::bigint[])::bigint[])`

/** Pacticipants that nobody can publish, verify or record anything for until the transaction ends. */
export async function lockPacticipants(
  trx: Connection,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select pacticipants.id, pacticipants.name
    from pacticipants
    where pacticipants.name = any((select ${names}::text[])::text[])
    order by pacticipants.name
    for update`.execute(trx)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

interface PairIds {
  readonly consumerId: number
  readonly providerId: number
}

/** The versions that have a contract or a result of the pair. */
export async function listVersionsOfPair(
  trx: Connection,
  { consumerId, providerId }: PairIds,
): Promise<readonly number[]> {
  const integrationId = sql`(
    select integrations.id from integrations
    where integrations.consumer_id = ${consumerId} and integrations.provider_id = ${providerId})`
  const { rows } = await sql<{ id: number }>`
    select contracts.consumer_version_id as id from contracts where contracts.integration_id = ${integrationId}
    union
    select verifications.provider_version_id
    from contents
    join verifications on verifications.content_id = contents.id
    where contents.integration_id = ${integrationId}
    order by id`.execute(trx)
  return rows.map(({ id }) => id)
}

export interface PairRows {
  /** None, or one. */
  readonly integrations: readonly number[]
  /** Of just this pair. */
  readonly webhooks: readonly number[]
  /** What these webhooks have sent, and any webhook about the pair. */
  readonly triggered_webhooks: readonly number[]
}

/** The ids of what a pair consists of. */
export async function findPairRows(trx: Connection, { consumerId, providerId }: PairIds): Promise<PairRows> {
  const { rows } = await sql<PairRows>`
    with own as materialized (
      select webhooks.id from webhooks
      where webhooks.consumer_id = ${consumerId} and webhooks.provider_id = ${providerId}
    )
    select array(
        select integrations.id from integrations
        where integrations.consumer_id = ${consumerId} and integrations.provider_id = ${providerId}
      ) as integrations,
      array(select own.id from own order by own.id) as webhooks,
      array(
        select triggered_webhooks.id from triggered_webhooks
        where triggered_webhooks.webhook_id in (select own.id from own)
        union
        select triggered_webhooks.id from triggered_webhooks
        where triggered_webhooks.consumer_id = ${consumerId} and triggered_webhooks.provider_id = ${providerId}
        order by id
      ) as triggered_webhooks`.execute(trx)
  return rows[0] ?? { integrations: [], webhooks: [], triggered_webhooks: [] }
}

const hasIntegration = sql`exists (
  select from integrations
  where versions.pacticipant_id in (integrations.consumer_id, integrations.provider_id))`

const runsSomewhere = sql`
  exists (
    select from deployed_versions
    where deployed_versions.version_id = versions.id and deployed_versions.undeployed_at is null)
  or exists (
    select from released_versions
    where released_versions.version_id = versions.id and released_versions.support_ended_at is null)`

/**
 * The versions without any contract or result: all of a pacticipant that has no integration left; otherwise those of
 * `formerIds` that run nowhere, since only for these the removal made the difference.
 */
export async function listOrphanVersions(
  trx: Connection,
  { pacticipantIds, formerIds }: { readonly pacticipantIds: readonly number[]; readonly formerIds: readonly number[] },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select versions.id from versions
    where versions.pacticipant_id = ${ids(pacticipantIds)}
      and not exists (select from contracts where contracts.consumer_version_id = versions.id)
      and not exists (select from verifications where verifications.provider_version_id = versions.id)
      and (not ${hasIntegration} or (versions.id = ${ids(formerIds)} and not (${runsSomewhere})))
    order by versions.id`.execute(trx)
  return rows.map(({ id }) => id)
}

/** Branches that have lost their head. */
export async function listHeadlessBranches(
  trx: Connection,
  pacticipantIds: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select branches.id from branches
    where branches.pacticipant_id = ${ids(pacticipantIds)} and branches.head_version_id is null
    order by branches.id`.execute(trx)
  return rows.map(({ id }) => id)
}

const takesPartIn = (table: 'integrations' | 'webhooks') => sql`exists (
  select from ${sql.table(table)}
  where pacticipants.id in (${sql.ref(`${table}.consumer_id`)}, ${sql.ref(`${table}.provider_id`)}))`

/** The ones of these pacticipants that have no version, no integration and no webhook. */
export async function listOrphanPacticipants(
  trx: Connection,
  pacticipantIds: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select pacticipants.id from pacticipants
    where pacticipants.id = ${ids(pacticipantIds)}
      and not exists (select from versions where versions.pacticipant_id = pacticipants.id)
      and not ${takesPartIn('integrations')} and not ${takesPartIn('webhooks')}
    order by pacticipants.id`.execute(trx)
  return rows.map(({ id }) => id)
}

/**
 * Empties every table that depends on pacticipants, which are all but environments, settings and what is kept of events
 * and deletions. Not row by row, so it takes no longer for a large database.
 */
export async function deleteEverything(trx: Connection): Promise<void> {
  await sql`truncate pacticipants cascade`.execute(trx)
}
