// What the writes keep beside the history, found again from the history itself.

import { sql } from 'kysely'
import type { Database } from '../../src/context.ts'

const heads = sql`
  select distinct on (contracts.integration_id, scopes.scope, scopes.name)
    contracts.integration_id, scopes.scope, scopes.name, contracts.id as contract_id, contracts.consumer_version_id
  from contracts
  cross join lateral (
    select 'latest' as scope, '' as name
    union all
    select 'branch', branches.name
    from branch_versions join branches on branches.id = branch_versions.branch_id
    where branch_versions.version_id = contracts.consumer_version_id
    union all
    select 'tag', tags.name from tags where tags.version_id = contracts.consumer_version_id
  ) as scopes
  order by contracts.integration_id, scopes.scope, scopes.name, contracts.consumer_version_id desc`

const successes = sql`
  select verifications.content_id, scopes.scope, scopes.name, min(verifications.created_at) as succeeded_at
  from verifications
  cross join lateral (
    select 'branch' as scope, branches.name
    from branch_versions join branches on branches.id = branch_versions.branch_id
    where branch_versions.version_id = verifications.provider_version_id
    union all
    select 'tag', tags.name from tags where tags.version_id = verifications.provider_version_id
  ) as scopes
  where verifications.success
  group by verifications.content_id, scopes.scope, scopes.name`

/** Which facts are not as the history has them: none, if all is well. */
export async function wrongFacts(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ wrong: string }>`
    with heads as (${heads}),
    kept as (
      select integration_id, scope, name, contract_id, consumer_version_id from contract_heads
    )
    select 'head ' || wrong::text as wrong
    from ((select * from heads except select * from kept) union all (select * from kept except select * from heads))
      as wrong
    union all
    select 'head of branch ' || branches.name
    from branches
    where branches.head_version_id is distinct from (
      select branch_versions.version_id from branch_versions where branch_versions.branch_id = branches.id
      order by branch_versions.id desc limit 1)
    union all
    select 'result that counts ' || verifications.id
    from verifications
    left join latest_verifications using (content_id, provider_version_id)
    where not exists (
        select from verifications as newer
        where newer.content_id = verifications.content_id
          and newer.provider_version_id = verifications.provider_version_id and newer.number > verifications.number)
      and latest_verifications.verification_id is distinct from verifications.id
    union all
    -- What was verified stays verified when the version that did is gone: the fact may be older than any result.
    select 'success ' || found::text
    from (${successes}) as found
    left join provider_successes as kept using (content_id, scope, name)
    where kept.succeeded_at is null or kept.succeeded_at > found.succeeded_at
    union all
    select 'content without interaction ' || contents.id
    from contents
    where cardinality(contents.interaction_ids) <> (
      select count(*) from interactions where interactions.id = any(contents.interaction_ids))
    order by 1`.execute(db)
  return rows.map(({ wrong }) => wrong)
}
