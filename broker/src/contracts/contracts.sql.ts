import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import { pacticipantIdOf, versionIdOf } from '../versions/ids.sql.ts'

export interface Pair {
  readonly consumer: string
  readonly provider: string
}

/**
 * Which contract of a pair: of a version, the newest before a version that says something else than it, the newest of a
 * scope, or the newest that says just this.
 */
export type ContractPlace =
  | { readonly version: string }
  | { readonly distinctBefore: string }
  | { readonly scope: 'latest' | 'branch' | 'tag'; readonly name: string }
  | { readonly scope: 'untagged' }
  | { readonly sha: string }

export type ContractRow = NonNullable<Awaited<ReturnType<typeof findContract>>>

export const integrationIdOf = ({ consumer, provider }: Pair) => sql<number>`(
  select integrations.id from integrations
  where integrations.consumer_id = ${pacticipantIdOf(consumer)}
    and integrations.provider_id = ${pacticipantIdOf(provider)})`

/** Found once, before the statement around it: one step down an index, whatever the planner expects. */
function contractIdOf(pair: Pair, place: ContractPlace): RawBuilder<number> {
  const integrationId = integrationIdOf(pair)
  const versionIdOfConsumer = (number: string) => versionIdOf({ pacticipant: pair.consumer, number })
  if ('version' in place) {
    const versionId = versionIdOfConsumer(place.version)
    return sql`(
      select contracts.id from contracts
      where contracts.consumer_version_id = ${versionId} and contracts.integration_id = ${integrationId})`
  }
  if ('distinctBefore' in place) {
    // Backwards along the versions, past those that say the same.
    const versionId = versionIdOfConsumer(place.distinctBefore)
    return sql`(
      select contracts.id from contracts
      where contracts.integration_id = ${integrationId} and contracts.consumer_version_id < ${versionId}
        and contracts.content_id <> (
          select own.content_id from contracts as own
          where own.consumer_version_id = ${versionId} and own.integration_id = ${integrationId})
      order by contracts.consumer_version_id desc
      limit 1)`
  }
  if ('sha' in place) {
    return sql`(
      select contracts.id from contracts
      where contracts.content_id = (
        select contents.id from contents
        where contents.integration_id = ${integrationId} and contents.sha = ${place.sha})
      order by contracts.consumer_version_id desc
      limit 1)`
  }
  if (place.scope === 'untagged') {
    return sql`(
      select contracts.id from contracts
      where contracts.integration_id = ${integrationId}
        and not exists (select from tags where tags.version_id = contracts.consumer_version_id)
      order by contracts.consumer_version_id desc
      limit 1)`
  }
  return sql`(
    select contract_heads.contract_id from contract_heads
    where contract_heads.integration_id = ${integrationId}
      and contract_heads.scope = ${place.scope} and contract_heads.name = ${place.name})`
}

export async function findContract(db: Connection, pair: Pair, place: ContractPlace) {
  const row = await db
    .selectFrom('contracts')
    .innerJoin('contents', 'contents.id', 'contracts.content_id')
    .innerJoin('versions', 'versions.id', 'contracts.consumer_version_id')
    .select([
      'contracts.id',
      'versions.id as versionId',
      'versions.number as version',
      'contents.id as contentId',
      'contents.sha',
      'contents.content',
      'contracts.created_at as createdAt',
      'contracts.updated_at as updatedAt',
    ])
    .where('contracts.id', '=', contractIdOf(pair, place))
    .executeTakeFirst()
  return row && { ...row, consumer: pair.consumer, provider: pair.provider }
}

/** Numbers of the versions of a pacticipant with these ids, newest first. */
export async function listVersionNumbers(
  db: Connection,
  { pacticipant, ids }: { readonly pacticipant: string; readonly ids: readonly number[] },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('versions')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipant_id')
    .select('versions.number')
    .where('pacticipants.name', '=', pacticipant)
    .where(sql<boolean>`versions.id = any(${ids}::bigint[])`)
    .orderBy('versions.id', 'desc')
    .execute()
  return rows.map((row) => row.number)
}

/** Which of these pacticipants there are. */
export async function listKnownNames(db: Connection, names: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('pacticipants')
    .select('pacticipants.name')
    .where(sql<boolean>`pacticipants.name = any(${names}::text[])`)
    .orderBy('pacticipants.name')
    .execute()
  return rows.map((row) => row.name)
}

/** All names but these. */
export async function listOtherNames(db: Connection, names: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('pacticipants')
    .select('pacticipants.name')
    .where(sql<boolean>`pacticipants.name <> all(${names}::text[])`)
    .orderBy('pacticipants.name')
    .execute()
  return rows.map((row) => row.name)
}

/** Whether the pair has any contract. */
export async function hasContracts(db: Connection, pair: Pair): Promise<boolean> {
  const row = await db
    .selectFrom('contract_heads')
    .select('contract_heads.contract_id')
    .where('contract_heads.integration_id', '=', integrationIdOf(pair))
    .where('contract_heads.scope', '=', 'latest')
    .executeTakeFirst()
  return row !== undefined
}

/** The tags with which this contract is the newest of its pair. */
export async function listHeadTags(db: Connection, contractId: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('contract_heads')
    .select('contract_heads.name')
    .where('contract_heads.contract_id', '=', contractId)
    .where('contract_heads.scope', '=', 'tag')
    .orderBy('contract_heads.name')
    .execute()
  return rows.map((row) => row.name)
}

/** The integration of a pair, locked: nobody else adds contracts to it or takes them away. */
export async function lockPair(trx: Connection, { consumer, provider }: Pair): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select integrations.id
    from integrations
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
    where consumers.name = ${consumer} and providers.name = ${provider}
    for no key update of integrations`.execute(trx)
  return rows[0]?.id
}

/** Locks the versions that have a contract of the pair, so that no branch or tag makes it a head meanwhile. */
export async function lockVersionsOfPair(trx: Connection, { consumer, provider }: Pair): Promise<void> {
  await sql`
    select versions.id
    from versions
    where versions.id in (
      select contracts.consumer_version_id
      from contracts
      join integrations on integrations.id = contracts.integration_id
      join pacticipants as consumers on consumers.id = integrations.consumer_id
      join pacticipants as providers on providers.id = integrations.provider_id
      where consumers.name = ${consumer} and providers.name = ${provider})
    order by versions.id
    for update`.execute(trx)
}

interface ContractKey {
  readonly versionId: number
  readonly integrationId: number
}

/** False when there was none. */
export async function deleteContract(trx: Connection, { versionId, integrationId }: ContractKey): Promise<boolean> {
  const result = await trx
    .deleteFrom('contracts')
    .where('contracts.consumer_version_id', '=', versionId)
    .where('contracts.integration_id', '=', integrationId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** How many there were. */
export async function deleteContracts(trx: Connection, integrationId: number): Promise<number> {
  const result = await trx
    .deleteFrom('contracts')
    .where('contracts.integration_id', '=', integrationId)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
