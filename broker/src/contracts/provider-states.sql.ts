import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import { pacticipantIdOf } from '../versions/ids.sql.ts'

export interface ProviderStateRow {
  readonly name: string
  readonly params: unknown
  readonly consumers: readonly string[]
}

/** Which contracts of a provider: the newest on a branch, each consumer's own main branch, or those in an environment. */
export type ContractsInUse =
  | { readonly of: 'main-branches' }
  | { readonly of: 'branch'; readonly branch: string }
  | { readonly of: 'environment'; readonly environmentId: number }

const headsOnBranch = (branch: RawBuilder<unknown>) => sql`
  select contract_heads.contract_id
  from contract_heads
  where contract_heads.integration_id = integrations.id and contract_heads.scope = 'branch'
    and contract_heads.name = ${branch}`

/** The ids of these contracts of `integrations`. */
function contractIds(contracts: ContractsInUse): RawBuilder<unknown> {
  switch (contracts.of) {
    case 'main-branches':
      return headsOnBranch(sql`consumers.main_branch`)
    case 'branch':
      return headsOnBranch(sql`${contracts.branch}`)
    case 'environment':
      return sql`
        select contracts.id as contract_id
        from (
          select deployed_versions.version_id
          from deployed_versions
          where deployed_versions.pacticipant_id = consumers.id and deployed_versions.undeployed_at is null
            and deployed_versions.environment_id = ${contracts.environmentId}
          union
          select released_versions.version_id
          from released_versions
          where released_versions.pacticipant_id = consumers.id and released_versions.support_ended_at is null
            and released_versions.environment_id = ${contracts.environmentId}
        ) as present
        join contracts on contracts.consumer_version_id = present.version_id
          and contracts.integration_id = integrations.id`
  }
}

/**
 * The states that the interactions of these contracts name: as many as the contracts in use have, however many were
 * published before. Equal ones are one, with all that expect them.
 */
export async function listProviderStates(
  db: Connection,
  provider: string,
  contracts: ContractsInUse,
): Promise<readonly ProviderStateRow[]> {
  const { rows } = await sql<ProviderStateRow>`
    with used as materialized (
      select distinct contents.id, contents.interaction_ids, consumers.name as consumer
      from integrations
      join pacticipants as consumers on consumers.id = integrations.consumer_id
      cross join lateral (${contractIds(contracts)}) as chosen
      cross join lateral (
        select contracts.content_id from contracts where contracts.id = chosen.contract_id limit 1
      ) as published
      join contents on contents.id = published.content_id
      where integrations.provider_id = ${pacticipantIdOf(provider)}
    )
    select state.value ->> 'name' as name, state.value -> 'params' as params,
      json_agg(distinct used.consumer order by used.consumer) as consumers
    from used
    cross join unnest(used.interaction_ids) as given (interaction_id)
    cross join lateral (
      select interactions.provider_states from interactions where interactions.id = given.interaction_id limit 1
    ) as interaction
    cross join jsonb_array_elements(interaction.provider_states) as state
    group by state.value ->> 'name', state.value -> 'params'
    order by (state.value ->> 'name') collate "C", state.value -> 'params' nulls first`.execute(db)
  return rows
}

/** By its name, or else by its UUID. */
export async function findEnvironmentId(db: Connection, environment: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('environments')
    .select('environments.id')
    .where((expressions) =>
      expressions.or([
        expressions('environments.name', '=', environment),
        expressions('environments.uuid', '=', environment),
      ]),
    )
    .orderBy(sql`environments.name = ${environment}`, 'desc')
    .executeTakeFirst()
  return row?.id
}
