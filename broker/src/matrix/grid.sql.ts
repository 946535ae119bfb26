/**
 * The versions of a pair and the results between them. Every look-up is a walk down an index that stops when it has a
 * page, however long the history of the pair is.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

/** More versions than that in environments are not brought forward. */
const MOST_PRESENT = 20

export interface GridPair {
  readonly integrationId: number
  readonly consumerId: number
  readonly providerId: number
}

export interface GridVersion {
  readonly id: number
  readonly number: string
  readonly branch: string | null
  readonly environments: readonly {
    readonly name: string
    readonly displayName: string
    readonly production: boolean
  }[]
}

export interface GridContract {
  readonly versionId: number
  readonly sha: string
  readonly publishedAt: Date
}

export interface GridResult {
  readonly consumerVersionId: number
  readonly providerVersionId: number
  readonly success: boolean
}

/** Ids of versions, newest first. */
export interface GridSide {
  readonly ids: readonly number[]
  readonly hasOlder: boolean
}

export async function findGridPair(
  db: Connection,
  pair: { readonly consumer: string; readonly provider: string },
): Promise<GridPair | undefined> {
  const { rows } = await sql<GridPair>`
    select integrations.id as "integrationId", consumer.id as "consumerId", provider.id as "providerId"
    from pacticipants consumer
    join integrations on integrations.consumer_id = consumer.id
    join pacticipants provider on provider.id = integrations.provider_id
    where consumer.name = ${pair.consumer} and provider.name = ${pair.provider}`.execute(db)
  return rows[0]
}

const inEnvironment = (pacticipantId: number) => sql`
  select deployed_versions.version_id
  from deployed_versions
  where deployed_versions.pacticipant_id = ${pacticipantId} and deployed_versions.undeployed_at is null
  union
  select released_versions.version_id
  from released_versions
  where released_versions.pacticipant_id = ${pacticipantId} and released_versions.support_ended_at is null`

/** A page of the newest, and on the first page those that matter, however old they are. */
async function listSide(
  db: Connection,
  { newest, present }: { readonly newest: RawBuilder<unknown>; readonly present: RawBuilder<unknown> },
  { number, size }: PageRequest,
): Promise<GridSide> {
  const { rows } = await sql<{ id: number; isPresent: boolean }>`
    -- Ordered and limited where the index is walked: a walk that is ordered outside of it goes to the end.
    select newest.id, false as "isPresent"
    from (${newest} order by id desc limit ${size + 1} offset ${(number - 1) * size}) as newest
    union all
    (select present.id, true from (${present}) as present where ${number === 1}
      order by present.id desc limit ${MOST_PRESENT})`.execute(db)
  const found = rows.filter(({ isPresent }) => !isPresent).map(({ id }) => id)
  const shown = [...found.slice(0, size), ...rows.filter(({ isPresent }) => isPresent).map(({ id }) => id)]
  return { ids: [...new Set(shown)].toSorted((one, other) => other - one), hasOlder: found.length > size }
}

export async function listConsumerSide(db: Connection, pair: GridPair, page: PageRequest): Promise<GridSide> {
  const isOfPair = sql`contracts.integration_id = ${pair.integrationId}`
  const newest = sql`select contracts.consumer_version_id as id from contracts where ${isOfPair}`
  const present = sql`
    select contracts.consumer_version_id as id
    from (${inEnvironment(pair.consumerId)}) as present
    join contracts on contracts.consumer_version_id = present.version_id and ${isOfPair}`
  return listSide(db, { newest, present }, page)
}

export async function listProviderSide(db: Connection, pair: GridPair, page: PageRequest): Promise<GridSide> {
  const newest = sql`
    select distinct latest_verifications.provider_version_id as id
    from latest_verifications
    where latest_verifications.integration_id = ${pair.integrationId}`
  const present = sql`
    select present.version_id as id from (${inEnvironment(pair.providerId)}) as present
    union
    select branches.head_version_id
    from branches
    join pacticipants on pacticipants.id = branches.pacticipant_id and pacticipants.main_branch = branches.name
    where pacticipants.id = ${pair.providerId} and branches.head_version_id is not null`
  return listSide(db, { newest, present }, page)
}

export async function listGridVersions(db: Connection, ids: readonly number[]): Promise<readonly GridVersion[]> {
  const { rows } = await sql<GridVersion>`
    select versions.id, versions.number,
      (select branches.name
        from branch_versions
        join branches on branches.id = branch_versions.branch_id
        where branch_versions.version_id = versions.id
        order by branch_versions.id desc
        limit 1) as branch,
      (select coalesce(json_agg(json_build_object('name', environments.name, 'displayName', environments.display_name,
          'production', environments.production) order by environments.production desc, environments.name), '[]')
        from environments
        where exists (
            select from deployed_versions
            where deployed_versions.version_id = versions.id and deployed_versions.undeployed_at is null
              and deployed_versions.environment_id = environments.id)
          or exists (
            select from released_versions
            where released_versions.version_id = versions.id and released_versions.support_ended_at is null
              and released_versions.environment_id = environments.id)) as environments
    from versions
    where versions.id = any(${ids}::bigint[])
    order by versions.id desc`.execute(db)
  return rows
}

export async function listGridContracts(
  db: Connection,
  pair: GridPair,
  versionIds: readonly number[],
): Promise<readonly GridContract[]> {
  const { rows } = await sql<GridContract>`
    select contracts.consumer_version_id as "versionId", contents.sha, contracts.created_at as "publishedAt"
    from contracts
    join contents on contents.id = contracts.content_id
    where contracts.consumer_version_id = any(${versionIds}::bigint[])
      and contracts.integration_id = ${pair.integrationId}
    order by contracts.consumer_version_id desc`.execute(db)
  return rows
}

export async function listGridResults(
  db: Connection,
  pair: GridPair,
  sides: { readonly consumer: GridSide; readonly provider: GridSide },
): Promise<readonly GridResult[]> {
  const { rows } = await sql<GridResult>`
    select contracts.consumer_version_id as "consumerVersionId",
      latest_verifications.provider_version_id as "providerVersionId", latest_verifications.success
    from contracts
    join latest_verifications on latest_verifications.content_id = contracts.content_id
      and latest_verifications.provider_version_id = any(${sides.provider.ids}::bigint[])
    where contracts.consumer_version_id = any(${sides.consumer.ids}::bigint[])
      and contracts.integration_id = ${pair.integrationId}
    order by contracts.consumer_version_id desc, latest_verifications.provider_version_id desc`.execute(db)
  return rows
}
