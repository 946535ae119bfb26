import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { KeptRows } from './restore-rows.sql.ts'

const keptId = (column: string) => sql`(deleted_rows.content ->> ${sql.lit(column)})::bigint`

function keptOf({ deletionId, table, first, last }: KeptRows): RawBuilder<unknown> {
  return sql`deleted_rows.deletion_id = ${deletionId} and deleted_rows.position between ${first} and ${last}
    and deleted_rows.table_name = ${table}`
}

/** The pacticipants of kept integrations that there are not now. */
export async function listMissingPacticipants(trx: Connection, integrations: KeptRows): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct parties.id
    from deleted_rows
    cross join lateral (values (${keptId('consumer_id')}), (${keptId('provider_id')})) as parties (id)
    where ${keptOf(integrations)} and not exists (select from pacticipants where pacticipants.id = parties.id)
    order by parties.id`.execute(trx)
  return rows.map((row) => row.id)
}

export interface HoldingDeletion {
  readonly uuid: string
  readonly name: string
  readonly pacticipant: string
}

/** Deletions which could bring these pacticipants back. Those are the first rows that a deletion keeps. */
export async function listDeletionsOf(
  db: Connection,
  { pacticipantIds, now }: { readonly pacticipantIds: readonly number[]; readonly now: Date },
): Promise<readonly HoldingDeletion[]> {
  const { rows } = await sql<HoldingDeletion>`
    select deletions.uuid, deletions.name, held.pacticipant
    from deletions
    cross join lateral (
      select first_rows.content ->> 'name' as pacticipant, (first_rows.content ->> 'id')::bigint as id
      from (
        select deleted_rows.table_name, deleted_rows.content
        from deleted_rows
        where deleted_rows.deletion_id = deletions.id
        order by deleted_rows.position
        limit 2
      ) as first_rows
      where first_rows.table_name = 'pacticipants'
    ) as held
    where deletions.expires_at > ${now} and held.id = any((select ${pacticipantIds}::bigint[])::bigint[])
    order by deletions.id`.execute(db)
  return rows
}

/** Names of kept pacticipants or environments that somebody uses again. */
export async function listTakenNames(trx: Connection, kept: KeptRows): Promise<readonly string[]> {
  const name = sql.ref(`${kept.table}.name`)
  const { rows } = await sql<{ name: string }>`
    select ${name} as name
    from deleted_rows
    join ${sql.table(kept.table)} on ${name} = deleted_rows.content ->> 'name'
    where ${keptOf(kept)}
    order by 1`.execute(trx)
  return rows.map((row) => row.name)
}

/** Holds the pacticipants of kept integrations against deletion, by name as everyone does. */
export async function lockPartiesOf(trx: Connection, integrations: KeptRows): Promise<void> {
  await sql`
    select pacticipants.id
    from pacticipants
    where pacticipants.id in (
      select parties.id
      from deleted_rows
      cross join lateral (values (${keptId('consumer_id')}), (${keptId('provider_id')})) as parties (id)
      where ${keptOf(integrations)})
    order by pacticipants.name
    for key share`.execute(trx)
}

export interface RestoredIds {
  readonly integrationIds: readonly number[]
  readonly contentIds: readonly number[]
  /** Those that got versions back. */
  readonly branchIds: readonly number[]
}

/** What derived facts have to be found for, of all that was kept and is there now. */
export async function listRestoredIds(
  trx: Connection,
  kept: { readonly integrations: KeptRows | undefined; readonly branchVersions: KeptRows | undefined },
): Promise<RestoredIds> {
  const { rows } = await sql<RestoredIds>`
    with restored as materialized (
      select integrations.id
      from integrations
      where integrations.id in (
        select ${keptId('id')} from deleted_rows where ${kept.integrations ? keptOf(kept.integrations) : sql`false`})
    )
    select array(select restored.id from restored order by 1) as "integrationIds",
      array(
        select contents.id from contents where contents.integration_id in (select restored.id from restored) order by 1
      ) as "contentIds",
      array(
        select branches.id
        from branches
        where branches.id in (
          select ${keptId('branch_id')}
          from deleted_rows where ${kept.branchVersions ? keptOf(kept.branchVersions) : sql`false`})
        order by 1
        for no key update
      ) as "branchIds"`.execute(trx)
  return rows[0] ?? { integrationIds: [], contentIds: [], branchIds: [] }
}

/** Whether a pair whose integration was kept has one again. */
export async function hasIntegrationAgain(trx: Connection, integrations: KeptRows): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from deleted_rows
      join integrations on integrations.consumer_id = ${keptId('consumer_id')}
        and integrations.provider_id = ${keptId('provider_id')}
      where ${keptOf(integrations)}
    ) as found`.execute(trx)
  return rows[0]?.found ?? false
}

interface RestoredNames {
  readonly pairs: readonly { readonly consumer: string; readonly provider: string }[]
  readonly environments: readonly string[]
}

/** By what clients find what is back. */
export async function listRestoredNames(
  trx: Connection,
  kept: { readonly integrationIds: readonly number[]; readonly environments: KeptRows | undefined },
): Promise<RestoredNames> {
  const { rows } = await sql<RestoredNames>`
    select (
        select coalesce(
          json_agg(json_build_object('consumer', consumers.name, 'provider', providers.name) order by integrations.id),
          '[]')
        from integrations
        join pacticipants as consumers on consumers.id = integrations.consumer_id
        join pacticipants as providers on providers.id = integrations.provider_id
        where integrations.id = any((select ${kept.integrationIds}::bigint[])::bigint[])
      ) as pairs,
      array(
        select deleted_rows.content ->> 'uuid'
        from deleted_rows where ${kept.environments ? keptOf(kept.environments) : sql`false`}
      ) as environments`.execute(trx)
  return rows[0] ?? { pairs: [], environments: [] }
}
