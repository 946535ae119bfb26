import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface Pair {
  readonly consumer: string
  readonly provider: string
}

/** Which contract of a pair: of a version, the newest of a scope, or the newest that says just this. */
export type ContractPlace =
  | { readonly version: string }
  | { readonly scope: 'latest' | 'branch' | 'tag'; readonly name: string }
  | { readonly scope: 'untagged' }
  | { readonly sha: string }

function selectContracts(db: Connection, pair: Pair) {
  return db
    .selectFrom('contracts')
    .innerJoin('contents', 'contents.id', 'contracts.content_id')
    .innerJoin('versions', 'versions.id', 'contracts.consumer_version_id')
    .innerJoin('integrations', 'integrations.id', 'contracts.integration_id')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .select([
      'contracts.id',
      'consumers.name as consumer',
      'providers.name as provider',
      'versions.number as version',
      'contents.id as contentId',
      'contents.sha',
      'contents.content',
      'contracts.created_at as createdAt',
      'contracts.updated_at as updatedAt',
    ])
    .where('consumers.name', '=', pair.consumer)
    .where('providers.name', '=', pair.provider)
}

export type ContractRow = NonNullable<Awaited<ReturnType<typeof findContract>>>

export async function findContract(db: Connection, pair: Pair, place: ContractPlace) {
  const contracts = selectContracts(db, pair)
  if ('version' in place) return contracts.where('versions.number', '=', place.version).executeTakeFirst()
  if ('sha' in place) {
    return contracts
      .where('contents.sha', '=', place.sha)
      .orderBy('contracts.consumer_version_id', 'desc')
      .limit(1)
      .executeTakeFirst()
  }
  if (place.scope === 'untagged') {
    return contracts
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('tags').whereRef('tags.version_id', '=', 'contracts.consumer_version_id'))),
      )
      .orderBy('contracts.consumer_version_id', 'desc')
      .limit(1)
      .executeTakeFirst()
  }
  return contracts
    .innerJoin('contract_heads', (join) =>
      join
        .onRef('contract_heads.integration_id', '=', 'contracts.integration_id')
        .onRef('contract_heads.contract_id', '=', 'contracts.id'),
    )
    .where('contract_heads.scope', '=', place.scope)
    .where('contract_heads.name', '=', place.name)
    .executeTakeFirst()
}

/** The consumer versions that have a contract with the provider, newest first. */
export async function listContractVersions(db: Connection, pair: Pair) {
  return db
    .selectFrom('contracts')
    .innerJoin('versions', 'versions.id', 'contracts.consumer_version_id')
    .innerJoin('integrations', 'integrations.id', 'contracts.integration_id')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .select(['versions.number', 'contracts.created_at as createdAt'])
    .where('consumers.name', '=', pair.consumer)
    .where('providers.name', '=', pair.provider)
    .orderBy('contracts.consumer_version_id', 'desc')
    .execute()
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
    .innerJoin('integrations', 'integrations.id', 'contract_heads.integration_id')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .select('contract_heads.contract_id')
    .where('consumers.name', '=', pair.consumer)
    .where('providers.name', '=', pair.provider)
    .where('contract_heads.scope', '=', 'latest')
    .executeTakeFirst()
  return row !== undefined
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

export async function deleteContracts(trx: Connection, integrationId: number): Promise<void> {
  await trx.deleteFrom('contracts').where('contracts.integration_id', '=', integrationId).execute()
}
