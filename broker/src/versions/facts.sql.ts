/**
 * Facts that follow from which branches, tags, contracts and results a version has, kept so that no read has to search
 * the history: `contract_heads` for a consumer's versions, `provider_successes` for a provider's.
 * Whoever adds to a version or takes from it holds the lock on its row, so what is read of it here is settled.
 * A branch as a whole can still be deleted meanwhile: hence its lock.
 */
import { sql } from 'kysely'
import type { Connection } from '../context.ts'

const branchesOfVersion = (versionId: number) => sql`
  select branches.name
  from branch_versions
  join branches on branches.id = branch_versions.branch_id
  where branch_versions.version_id = ${versionId}
  for key share of branches`

/** Makes the contracts of a consumer version the newest of their pair, of its branches and its tags, where they are. */
export async function promoteContractHeads(
  trx: Connection,
  { versionId }: { readonly versionId: number },
): Promise<void> {
  await sql`
    with scopes as materialized (
      select 'latest' as scope, '' as name
      union all
      select 'branch', placed.name from (${branchesOfVersion(versionId)}) as placed
      union all
      select 'tag', tags.name from tags where tags.version_id = ${versionId}
    )
    insert into contract_heads (integration_id, scope, name, contract_id, consumer_version_id, published_at)
    select contracts.integration_id, scopes.scope, scopes.name,
      contracts.id, contracts.consumer_version_id, contracts.updated_at
    from contracts
    cross join scopes
    where contracts.consumer_version_id = ${versionId}
    order by contracts.integration_id, scopes.scope, scopes.name
    on conflict on constraint contract_heads_pk do update set
      contract_id = excluded.contract_id,
      consumer_version_id = excluded.consumer_version_id,
      published_at = excluded.published_at
    where (contract_heads.consumer_version_id, contract_heads.published_at)
      < (excluded.consumer_version_id, excluded.published_at)`.execute(trx)
}

/** One branch or one tag, where nothing else can have changed. */
export interface Scope {
  readonly scope: 'branch' | 'tag'
  readonly name: string
}

/** Finds the newest contracts of these pairs again, of all or `only` of one branch or tag, after something was deleted. */
export async function rebuildContractHeads(
  trx: Connection,
  { integrationIds, only }: { readonly integrationIds: readonly number[]; readonly only?: Scope },
): Promise<void> {
  if (integrationIds.length === 0) return
  // One rebuild of a pair at a time: the next one sees what this one wrote.
  await sql`
    select integrations.id from integrations where integrations.id = any(${integrationIds}::bigint[])
    order by integrations.id for no key update`.execute(trx)
  await sql`
    delete from contract_heads
    where contract_heads.integration_id = any(${integrationIds}::bigint[]) ${within('contract_heads', only)}`.execute(
    trx,
  )
  await sql`
    insert into contract_heads (integration_id, scope, name, contract_id, consumer_version_id, published_at)
    select integrations.id, heads.scope, heads.name, heads.contract_id, heads.consumer_version_id, heads.published_at
    from integrations
    cross join lateral (${newestContracts}) as heads
    where integrations.id = any(${integrationIds}::bigint[]) ${within('heads', only)}
    order by integrations.id, heads.scope, heads.name
    on conflict on constraint contract_heads_pk do update set
      contract_id = excluded.contract_id,
      consumer_version_id = excluded.consumer_version_id,
      published_at = excluded.published_at
    where contract_heads.consumer_version_id < excluded.consumer_version_id`.execute(trx)
}

function within(table: 'contract_heads' | 'heads' | 'provider_successes' | 'scopes', only: Scope | undefined) {
  if (!only) return sql``
  return sql`and ${sql.ref(`${table}.scope`)} = ${only.scope} and ${sql.ref(`${table}.name`)} = ${only.name}`
}

const contractColumns = sql`
  contracts.id as contract_id, contracts.consumer_version_id, contracts.updated_at as published_at`

/** Every head of the pair `integrations`. */
const newestContracts = sql`
  (
    select 'latest' as scope, '' as name, ${contractColumns}
    from contracts
    where contracts.integration_id = integrations.id
    order by contracts.consumer_version_id desc
    limit 1
  )
  union all
  select 'branch', branches.name, newest.contract_id, newest.consumer_version_id, newest.published_at
  from branches
  cross join lateral (
    select ${contractColumns}
    from branch_versions
    join contracts on contracts.consumer_version_id = branch_versions.version_id
      and contracts.integration_id = integrations.id
    where branch_versions.branch_id = branches.id
    order by branch_versions.version_id desc
    limit 1
  ) as newest
  where branches.pacticipant_id = integrations.consumer_id
  union all
  (
    select distinct on (tags.name) 'tag', tags.name, ${contractColumns}
    from tags
    join contracts on contracts.consumer_version_id = tags.version_id and contracts.integration_id = integrations.id
    where tags.pacticipant_id = integrations.consumer_id
    order by tags.name, tags.version_id desc
  )`

const keepEarliest = sql`
  on conflict on constraint provider_successes_pk do update set
    succeeded_at = least(provider_successes.succeeded_at, excluded.succeeded_at),
    settled_at = least(provider_successes.settled_at, excluded.settled_at)
  where excluded.succeeded_at < provider_successes.succeeded_at
    or excluded.settled_at < provider_successes.settled_at
    or (excluded.settled_at is not null and provider_successes.settled_at is null)`

const firstSuccesses = sql`
  min(verifications.created_at), min(verifications.created_at) filter (where not verifications.wip)`

/** Counts the successful results of a provider version, or the one for `contentId`, for its branches and tags. */
export async function keepProviderSuccesses(
  trx: Connection,
  { versionId, contentId }: { readonly versionId: number; readonly contentId?: number },
): Promise<void> {
  await sql`
    with scopes as materialized (
      select 'branch' as scope, placed.name from (${branchesOfVersion(versionId)}) as placed
      union all
      select 'tag', tags.name from tags where tags.version_id = ${versionId}
    )
    insert into provider_successes (content_id, scope, name, succeeded_at, settled_at)
    select verifications.content_id, scopes.scope, scopes.name, ${firstSuccesses}
    from verifications
    cross join scopes
    where verifications.provider_version_id = ${versionId}
      and verifications.success
      ${contentId === undefined ? sql`` : sql`and verifications.content_id = ${contentId}`}
    group by verifications.content_id, scopes.scope, scopes.name
    order by verifications.content_id, scopes.scope, scopes.name
    ${keepEarliest}`.execute(trx)
}

/** Counts the successful results for these contents again, of all or `only` of one branch or tag, after a deletion. */
export async function rebuildProviderSuccesses(
  trx: Connection,
  { contentIds, only }: { readonly contentIds: readonly number[]; readonly only?: Scope },
): Promise<void> {
  if (contentIds.length === 0) return
  // One rebuild of a content at a time: the next one sees what this one wrote.
  await sql`
    select contents.id from contents where contents.id = any(${contentIds}::bigint[])
    order by contents.id for no key update`.execute(trx)
  await sql`
    delete from provider_successes
    where provider_successes.content_id = any(${contentIds}::bigint[]) ${within('provider_successes', only)}`.execute(
    trx,
  )
  await sql`
    with scopes as (
      select branch_versions.version_id, 'branch' as scope, branches.name
      from branch_versions
      join branches on branches.id = branch_versions.branch_id
      union all
      select tags.version_id, 'tag', tags.name from tags
    )
    insert into provider_successes (content_id, scope, name, succeeded_at, settled_at)
    select verifications.content_id, scopes.scope, scopes.name, ${firstSuccesses}
    from verifications
    join scopes on scopes.version_id = verifications.provider_version_id
    where verifications.content_id = any(${contentIds}::bigint[]) and verifications.success ${within('scopes', only)}
    group by verifications.content_id, scopes.scope, scopes.name
    order by verifications.content_id, scopes.scope, scopes.name
    ${keepEarliest}`.execute(trx)
}

/** Forgets what was known of whole branches of a pacticipant, as consumer and as provider. */
export async function forgetBranches(
  trx: Connection,
  { pacticipantId, names }: { readonly pacticipantId: number; readonly names: readonly string[] },
): Promise<void> {
  await sql`
    delete from contract_heads
    using integrations
    where integrations.id = contract_heads.integration_id and integrations.consumer_id = ${pacticipantId}
      and contract_heads.scope = 'branch' and contract_heads.name = any((select ${names}::text[])::text[])`.execute(trx)
  await sql`
    delete from provider_successes
    using contents
    join integrations on integrations.id = contents.integration_id
    where contents.id = provider_successes.content_id and integrations.provider_id = ${pacticipantId}
      and provider_successes.scope = 'branch' and provider_successes.name = any((select ${names}::text[])::text[])`.execute(
    trx,
  )
}
