import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** The newest contract on a branch, with a tag, or at all, before this one; no sha where there was none. */
export interface Precedent {
  readonly scope: 'latest' | 'branch' | 'tag'
  readonly name: string
  readonly sha: string | null
}

/** What there is where a contract is about to be stored. */
export interface Situation {
  readonly integrationId: number
  /** The contract that this version already has with the provider. */
  readonly existing: { readonly contentId: number; readonly sha: string } | null
  /** The content to store, where the pair has it already. */
  readonly contentId: number | null
  readonly precedents: readonly Precedent[]
}

export interface SituationRow extends Omit<Situation, 'integrationId'> {
  readonly integrationId: number | null
}

interface Place {
  readonly consumerId: number
  readonly consumerVersionId: number
  readonly contents: readonly { readonly providerId: number; readonly sha: string }[]
}

// Arrays go through a subquery: their length must not tempt the server to plan the statement anew each time.
const list = (values: readonly unknown[], type: 'bigint' | 'text') => sql`(select ${values}::${sql.raw(type)}[])`

/**
 * Locks the pairs until the transaction ends and reads what is there for each, in the order of the contents; without an
 * integration where the pair is new. The version must be locked before: then what it has cannot change any more.
 */
export async function lockSituations(trx: Connection, place: Place): Promise<readonly SituationRow[]> {
  const { rows } = await sql<SituationRow>`
    with scopes as materialized (
      select 0 as rank, 'latest' as scope, '' as name
      union all
      select 1, 'branch', branches.name
      from branch_versions
      join branches on branches.id = branch_versions.branch_id
      where branch_versions.version_id = ${place.consumerVersionId}
      union all
      select 2, 'tag', tags.name from tags where tags.version_id = ${place.consumerVersionId}
    ), given as materialized (
      select *
      from unnest(
        ${list(
          place.contents.map(({ providerId }) => providerId),
          'bigint',
        )},
        ${list(
          place.contents.map(({ sha }) => sha),
          'text',
        )}
      ) with ordinality as given (provider_id, sha, position)
    ), locked as materialized (
      select integrations.id, integrations.provider_id
      from integrations
      where integrations.consumer_id = ${place.consumerId}
        and integrations.provider_id in (select given.provider_id from given)
      order by integrations.id
      for no key update
    )
    select
      locked.id as "integrationId",
      case when existing.id is null then null
        else json_build_object('contentId', existing.id, 'sha', existing.sha) end as "existing",
      contents.id as "contentId",
      (
        select json_agg(
          json_build_object('scope', scopes.scope, 'name', scopes.name, 'sha', head_contents.sha)
          order by scopes.rank, scopes.name)
        from scopes
        left join contract_heads on contract_heads.integration_id = locked.id
          and contract_heads.scope = scopes.scope and contract_heads.name = scopes.name
        left join contracts as heads on heads.id = contract_heads.contract_id
        left join contents as head_contents on head_contents.id = heads.content_id
      ) as "precedents"
    from given
    left join locked on locked.provider_id = given.provider_id
    left join contents on contents.integration_id = locked.id and contents.sha = given.sha
    left join contracts on contracts.consumer_version_id = ${place.consumerVersionId}
      and contracts.integration_id = locked.id
    left join contents as existing on existing.id = contracts.content_id
    order by given.position`.execute(trx)
  return rows
}

/** The text of these contents, by id. */
export async function listContentTexts(trx: Connection, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('contents')
    .select(['contents.id', 'contents.content'])
    .where(sql<boolean>`contents.id = any(${ids}::bigint[])`)
    .orderBy('contents.id')
    .execute()
  return new Map(rows.map((row) => [row.id, row.content]))
}

interface Contracts {
  readonly consumerVersionId: number
  readonly contracts: readonly { readonly integrationId: number; readonly contentId: number }[]
}

/** Gives a consumer version these contracts. What one of them replaces is kept as a revision. */
export async function putContracts(trx: Connection, { consumerVersionId, contracts }: Contracts): Promise<void> {
  if (contracts.length === 0) return
  await sql`
    with given as materialized (
      select *
      from unnest(
        ${list(
          contracts.map(({ integrationId }) => integrationId),
          'bigint',
        )},
        ${list(
          contracts.map(({ contentId }) => contentId),
          'bigint',
        )}
      ) as given (integration_id, content_id)
    ), superseded as (
      insert into contract_revisions (contract_id, revision, content_id, created_at)
      select contracts.id, contracts.revision, contracts.content_id, contracts.updated_at
      from given
      join contracts on contracts.consumer_version_id = ${consumerVersionId}
        and contracts.integration_id = given.integration_id
        and contracts.content_id <> given.content_id
    ), stored as (
      insert into contracts (integration_id, consumer_version_id, content_id)
      select given.integration_id, ${consumerVersionId}, given.content_id
      from given
      order by given.integration_id
      on conflict on constraint contracts_unique do update set
        content_id = excluded.content_id,
        revision = contracts.revision + 1,
        updated_at = now()
      where contracts.content_id <> excluded.content_id
      returning contracts.integration_id
    )
    update integrations set contract_data_updated_at = now()
    from stored
    where integrations.id = stored.integration_id`.execute(trx)
}
