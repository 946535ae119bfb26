// A long history, written straight into the database: to tell it over HTTP would take minutes.

import { sql } from 'kysely'
import type { Database } from '../../src/context.ts'

interface History {
  readonly consumer: string
  readonly providers: readonly string[]
  /** Of the consumer, and of each provider. */
  readonly versions: number
  /** How old the first one is; the last one is new. */
  readonly days: number
  /** After how many versions the contract changes. */
  readonly changeEvery?: number
}

const SCOPES = 20

async function idOf(db: Database, name: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into pacticipants (name, display_name, main_branch) values (${name}, ${name}, 'main')
    on conflict on constraint pacticipants_name_unique do update set name = excluded.name
    returning id`.execute(db)
  return rows[0]?.id ?? 0
}

/** Versions `1.0.1` and so on, four of five on main, the others on one of twenty feature branches; each with a tag. */
async function addVersions(db: Database, id: number, { versions, days }: History): Promise<void> {
  await sql`
    with made as (
      insert into versions (pacticipant_id, number, created_at, updated_at)
      select ${id}, '1.0.' || n, at, at
      from generate_series(1, ${versions}::integer) as n
      cross join lateral (select now() - interval '1 day' * ${days}::float * (1 - n::float / ${versions}) as at) as moment
      order by n
      on conflict do nothing
      returning id, number, created_at
    ), numbered as (
      select made.*, substring(made.number from 5)::integer as n from made
    ), placed as (
      select numbered.*, case when n % 5 = 3 then 'feat/' || n % ${SCOPES}::integer else 'main' end as branch from numbered
    ), named as (
      insert into branches (pacticipant_id, name, head_version_id, created_at, updated_at)
      select ${id}, branch, max(id), min(created_at), max(created_at) from placed group by branch
      on conflict do nothing
      returning id, name
    ), joined as (
      insert into branch_versions (branch_id, version_id, created_at)
      select named.id, placed.id, placed.created_at from placed join named on named.name = placed.branch order by placed.id
    )
    insert into tags (version_id, name, pacticipant_id, created_at)
    select id, 'build-' || n % ${SCOPES}::integer, ${id}, created_at from numbered`.execute(db)
}

async function addContracts(
  db: Database,
  pair: { readonly consumerId: number; readonly providerId: number },
  { versions, changeEvery = 10 }: History,
): Promise<void> {
  await sql`
    with pair as (
      insert into integrations (consumer_id, provider_id) values (${pair.consumerId}, ${pair.providerId}) returning id
    ), asked as (
      insert into interactions (integration_id, hash, kind, description, provider_states)
      select pair.id, 'h' || n, 'http', 'asks ' || n, '[]'
      from pair cross join generate_series(0, ${Math.ceil(versions / changeEvery) + 5}::integer) as n
      order by n
      returning id, substring(hash from 2)::integer as n
    ), said as (
      insert into contents (integration_id, sha, content, interaction_ids)
      select pair.id, lpad(to_hex(n), 40, '0'), '{"interactions":[' || repeat('"filler",', 200) || n || ']}',
        array(select asked.id from asked where asked.n between v.n and v.n + 4 order by asked.n)
      from pair cross join generate_series(0, ${Math.floor(versions / changeEvery)}::integer) as v (n)
      order by n
      returning id, interaction_ids, sha
    ), contracted as (
      insert into contracts (integration_id, consumer_version_id, content_id, created_at, updated_at)
      select pair.id, versions.id, said.id, versions.created_at, versions.created_at
      from pair
      join versions on versions.pacticipant_id = ${pair.consumerId}
      join said
        on said.sha = lpad(to_hex(substring(versions.number from 5)::integer / ${changeEvery}::integer), 40, '0')
      order by versions.id
      returning id
    ), verified as (
      insert into verifications (content_id, number, provider_version_id, success, created_at, test_results)
      select said.id, row_number() over (partition by said.id order by versions.id), versions.id, true,
        versions.created_at, '{"tests":[]}'
      from versions
      join said
        on said.sha = lpad(to_hex(substring(versions.number from 5)::integer / ${changeEvery}::integer), 40, '0')
      where versions.pacticipant_id = ${pair.providerId}
      order by versions.id
      returning id, content_id, provider_version_id
    ), counting as (
      insert into latest_verifications (content_id, provider_version_id, integration_id, verification_id, success)
      select verified.content_id, verified.provider_version_id, pair.id, verified.id, true from verified cross join pair
    )
    insert into interaction_results (verification_id, interaction_id, success)
    select verified.id, unnest(said.interaction_ids), true from verified join said on said.id = verified.content_id
  `.execute(db)
}

async function keepFacts(db: Database, consumerId: number): Promise<void> {
  await sql`
    insert into contract_heads (integration_id, scope, name, contract_id, consumer_version_id, published_at)
    select distinct on (contracts.integration_id, scopes.scope, scopes.name)
      contracts.integration_id, scopes.scope, scopes.name, contracts.id, contracts.consumer_version_id,
      contracts.updated_at
    from contracts
    join integrations on integrations.id = contracts.integration_id and integrations.consumer_id = ${consumerId}
    cross join lateral (
      select 'latest' as scope, '' as name
      union all
      select 'branch', branches.name
      from branch_versions join branches on branches.id = branch_versions.branch_id
      where branch_versions.version_id = contracts.consumer_version_id
      union all
      select 'tag', tags.name from tags where tags.version_id = contracts.consumer_version_id
    ) as scopes
    order by contracts.integration_id, scopes.scope, scopes.name, contracts.consumer_version_id desc`.execute(db)
  await sql`
    insert into provider_successes (content_id, scope, name, succeeded_at, settled_at)
    select verifications.content_id, scopes.scope, scopes.name, min(verifications.created_at),
      min(verifications.created_at)
    from verifications
    join contents on contents.id = verifications.content_id
    join integrations on integrations.id = contents.integration_id and integrations.consumer_id = ${consumerId}
    cross join lateral (
      select 'branch' as scope, branches.name
      from branch_versions join branches on branches.id = branch_versions.branch_id
      where branch_versions.version_id = verifications.provider_version_id
      union all
      select 'tag', tags.name from tags where tags.version_id = verifications.provider_version_id
    ) as scopes
    group by verifications.content_id, scopes.scope, scopes.name`.execute(db)
}

/** A consumer whose every version has a contract with each provider, and providers whose every version verified one. */
export async function addAgedHistory(db: Database, history: History): Promise<void> {
  const consumerId = await idOf(db, history.consumer)
  await addVersions(db, consumerId, history)
  for (const provider of history.providers) {
    const providerId = await idOf(db, provider)
    await addVersions(db, providerId, history)
    await sql`analyze versions`.execute(db)
    await addContracts(db, { consumerId, providerId }, history)
  }
  await sql`analyze`.execute(db)
  await keepFacts(db, consumerId)
  await sql`analyze`.execute(db)
}
