import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import { pacticipantIdOf } from '../versions/ids.sql.ts'
import { type Pair, integrationIdOf } from './contracts.sql.ts'

/**
 * The consumer versions whose contracts are listed: all; those with a tag; those on a branch, or only the one that was
 * put on it last, which need not have a contract. Without a name the branch is each consumer's main branch.
 */
export type VersionScope =
  | { readonly of: 'all' }
  | { readonly of: 'tag'; readonly tag: string }
  | { readonly of: 'branch' | 'branch head'; readonly branch?: string }

/** Of a provider also the newest contract of each consumer, of all or of those with a tag. */
export type ProviderScope = VersionScope | { readonly of: 'latest'; readonly tag?: string }

function branchIdOf(consumerId: RawBuilder<unknown>, branch: string | undefined) {
  const name =
    branch === undefined
      ? sql`(select pacticipants.main_branch from pacticipants where pacticipants.id = ${consumerId})`
      : sql`${branch}`
  return sql`(
    select branches.id from branches where branches.pacticipant_id = ${consumerId} and branches.name = ${name})`
}

const columns = sql`contracts.id, contracts.consumer_version_id, contracts.created_at`

/**
 * Contracts of one pair. The versions come first, and each is looked up by itself: so the planner cannot choose to go
 * through all contracts of the pair for the few versions of a branch.
 */
function contractsIn(
  scope: ProviderScope,
  {
    consumerId,
    integrationId,
  }: { readonly consumerId: RawBuilder<unknown>; readonly integrationId: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const ofVersions = (versions: RawBuilder<unknown>) => sql`
    select found.id, found.consumer_version_id, found.created_at
    from (${versions}) as placed (version_id)
    cross join lateral (
      select ${columns} from contracts
      where contracts.consumer_version_id = placed.version_id and contracts.integration_id = ${integrationId}
      limit 1
    ) as found`
  switch (scope.of) {
    case 'all':
      return sql`select ${columns} from contracts where contracts.integration_id = ${integrationId}`
    case 'tag':
      return ofVersions(sql`
        select tags.version_id from tags
        where tags.pacticipant_id = ${consumerId} and tags.name = ${scope.tag}`)
    case 'branch':
      return ofVersions(sql`
        select branch_versions.version_id from branch_versions
        where branch_versions.branch_id = ${branchIdOf(consumerId, scope.branch)}`)
    case 'branch head':
      return ofVersions(sql`
        select branches.head_version_id from branches
        where branches.id = ${branchIdOf(consumerId, scope.branch)}`)
    case 'latest':
      return sql`
        select ${columns}
        from contract_heads
        join contracts on contracts.id = contract_heads.contract_id
        where contract_heads.integration_id = ${integrationId}
          and contract_heads.scope = ${scope.tag === undefined ? 'latest' : 'tag'}
          and contract_heads.name = ${scope.tag ?? ''}`
  }
}

const ofPair = (pair: Pair, scope: VersionScope) =>
  contractsIn(scope, { consumerId: pacticipantIdOf(pair.consumer), integrationId: integrationIdOf(pair) })

export interface ContractVersionRow {
  readonly number: string
  readonly createdAt: Date
}

/** The consumer versions that have a contract with the provider, newest first. */
export async function listContractVersions(
  db: Connection,
  pair: Pair,
  scope: VersionScope,
): Promise<readonly ContractVersionRow[]> {
  const { rows } = await sql<ContractVersionRow>`
    select versions.number, listed.created_at as "createdAt"
    from (${ofPair(pair, scope)}) as listed
    join versions on versions.id = listed.consumer_version_id
    order by listed.consumer_version_id desc`.execute(db)
  return rows
}

export interface ProviderContractRow {
  readonly consumer: string
  readonly version: string
}

/** The contracts of a provider, by consumer and then from the oldest version to the newest. */
export async function listProviderContracts(
  db: Connection,
  provider: string,
  scope: ProviderScope,
): Promise<readonly ProviderContractRow[]> {
  const contracts = contractsIn(scope, { consumerId: sql`consumers.id`, integrationId: sql`integrations.id` })
  const { rows } = await sql<ProviderContractRow>`
    select consumers.name as consumer, versions.number as version
    from integrations
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    cross join lateral (${contracts}) as listed
    join versions on versions.id = listed.consumer_version_id
    where integrations.provider_id = ${pacticipantIdOf(provider)}
    order by lower(consumers.name), consumers.name, listed.consumer_version_id`.execute(db)
  return rows
}

/** Locks the versions whose contracts are listed, so that no branch or tag makes one of them a head meanwhile. */
export async function lockListedVersions(trx: Connection, pair: Pair, scope: VersionScope): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select versions.id
    from versions
    where versions.id in (select listed.consumer_version_id from (${ofPair(pair, scope)}) as listed)
    order by versions.id
    for update`.execute(trx)
  return rows.map((row) => row.id)
}

/** Deletes of the listed contracts those of these versions: between the list and the lock some may have left the list. */
export async function deleteListedContracts(
  trx: Connection,
  pair: Pair,
  { scope, versionIds }: { readonly scope: VersionScope; readonly versionIds: readonly number[] },
): Promise<void> {
  await sql`
    delete from contracts
    where contracts.id in (select listed.id from (${ofPair(pair, scope)}) as listed)
      and contracts.consumer_version_id = any((select ${versionIds}::bigint[])::bigint[])`.execute(trx)
}
