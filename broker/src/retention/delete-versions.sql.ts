import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'

const ids = (values: readonly number[]): RawBuilder<unknown> => sql`any((select ${values}::bigint[])::bigint[])`

/** Branches of which one of the versions is the head, locked. */
export async function lockBranchesOfHeads(trx: Connection, versionIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select branches.id from branches where branches.head_version_id = ${ids(versionIds)}
    order by branches.id for no key update`.execute(trx)
  return rows.map(({ id }) => id)
}

export interface Head {
  readonly integrationId: number
  readonly scope: 'latest' | 'branch' | 'tag'
  readonly name: string
}

/** The heads that contracts of these versions are, their pairs locked: there are none, as a rule. */
export async function lockHeads(trx: Connection, versionIds: readonly number[]): Promise<readonly Head[]> {
  const headsOf = sql`
    from contract_heads where contract_heads.consumer_version_id = ${ids(versionIds)}`
  const { rows: pairs } = await sql`
    select integrations.id from integrations
    where integrations.id in (select contract_heads.integration_id ${headsOf})
    order by integrations.id for no key update`.execute(trx)
  if (pairs.length === 0) return []
  // Asked again: until the pairs were locked, others could move them.
  const { rows } = await sql<Head>`
    select contract_heads.integration_id as "integrationId", contract_heads.scope, contract_heads.name ${headsOf}
    order by contract_heads.integration_id, contract_heads.scope, contract_heads.name`.execute(trx)
  return rows
}

const newest = sql`
  select contracts.id as contract_id, contracts.consumer_version_id, contracts.updated_at as published_at`

/** Finds these heads again after their contracts were deleted. */
export async function findHeadsAgain(trx: Connection, heads: readonly Head[]): Promise<void> {
  if (heads.length === 0) return
  await sql`
    insert into contract_heads (integration_id, scope, name, contract_id, consumer_version_id, published_at)
    select lost.integration_id, lost.scope, lost.name,
      found.contract_id, found.consumer_version_id, found.published_at
    from unnest(
      (select ${heads.map(({ integrationId }) => integrationId)}::bigint[]),
      (select ${heads.map(({ scope }) => scope)}::text[]),
      (select ${heads.map(({ name }) => name)}::text[])
    ) as lost (integration_id, scope, name)
    join integrations on integrations.id = lost.integration_id
    cross join lateral (
      (${newest}
        from contracts
        where lost.scope = 'latest' and contracts.integration_id = integrations.id
        order by contracts.consumer_version_id desc limit 1)
      union all
      (${newest}
        from branches
        join branch_versions on branch_versions.branch_id = branches.id
        join contracts on contracts.consumer_version_id = branch_versions.version_id
          and contracts.integration_id = integrations.id
        where lost.scope = 'branch' and branches.pacticipant_id = integrations.consumer_id
          and branches.name = lost.name
        order by branch_versions.version_id desc limit 1)
      union all
      (${newest}
        from tags
        join contracts on contracts.consumer_version_id = tags.version_id
          and contracts.integration_id = integrations.id
        where lost.scope = 'tag' and tags.pacticipant_id = integrations.consumer_id and tags.name = lost.name
        order by tags.version_id desc limit 1)
    ) as found
    order by lost.integration_id, lost.scope, lost.name
    on conflict on constraint contract_heads_pk do nothing`.execute(trx)
}

/**
 * What these versions verified stays verified for their branches and for tags that others have. For tags that nobody
 * will have any more it is forgotten.
 */
export async function forgetSuccessesOfLastTags(trx: Connection, versionIds: readonly number[]): Promise<void> {
  await sql`
    delete from provider_successes
    using (
      select distinct verifications.content_id, tags.name
      from tags
      join verifications on verifications.provider_version_id = tags.version_id and verifications.success
      where tags.version_id = ${ids(versionIds)} and not exists (
        select from tags as others
        where others.pacticipant_id = tags.pacticipant_id and others.name = tags.name
          and not others.version_id = ${ids(versionIds)})
    ) as last
    where provider_successes.content_id = last.content_id and provider_successes.scope = 'tag'
      and provider_successes.name = last.name`.execute(trx)
}

/** With all that belongs to them. */
export async function deleteVersions(trx: Connection, versionIds: readonly number[]): Promise<void> {
  await sql`delete from versions where versions.id = ${ids(versionIds)}`.execute(trx)
}
