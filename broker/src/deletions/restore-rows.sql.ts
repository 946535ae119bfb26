import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Column } from './keep-rows.sql.ts'
import type { SubtreeTable } from './subtree.ts'

/** Where the rows of a table are among those that a deletion kept. */
export interface KeptRows {
  readonly deletionId: number
  readonly table: string
  readonly first: number
  readonly last: number
  readonly count: number
  /** Their columns when they were deleted. */
  readonly columns: readonly string[]
}

export async function listKeptRows(db: Connection, deletionId: number): Promise<readonly KeptRows[]> {
  const { rows } = await sql<KeptRows>`
    with tables as materialized (
      select deleted_rows.table_name, min(deleted_rows.position) as first, max(deleted_rows.position) as last,
        count(*)::integer as count
      from deleted_rows
      where deleted_rows.deletion_id = ${deletionId}
      group by deleted_rows.table_name
    )
    select ${deletionId}::bigint as "deletionId", tables.table_name as "table", tables.first, tables.last, tables.count,
      array(
        select keys.name
        from deleted_rows
        cross join lateral json_object_keys(deleted_rows.content) as keys (name)
        where deleted_rows.deletion_id = ${deletionId} and deleted_rows.position = tables.first
      ) as columns
    from tables
    order by tables.first`.execute(db)
  return rows
}

interface Returning {
  readonly kept: KeptRows
  readonly table: SubtreeTable
  /** Of the table as it is now. */
  readonly columns: readonly Column[]
}

const present = ({ table, column }: SubtreeTable['parents'][number]): RawBuilder<boolean> => sql<boolean>`exists (
  select from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = ${sql.ref(`kept.${column}`)})`

/** The kept rows as rows of their table. JSON was kept as text. */
function rowsOf({ kept, columns }: Returning): RawBuilder<unknown> {
  const types = columns.map(
    ({ name, type }) => sql`${sql.ref(name)} ${type === 'json' ? sql`text` : sql.raw(type)}`,
  )
  return sql`(
    select said.*
    from deleted_rows
    cross join lateral json_to_record(deleted_rows.content) as said (${sql.join(types)})
    where deleted_rows.deletion_id = ${kept.deletionId}
      and deleted_rows.position between ${kept.first} and ${kept.last} and deleted_rows.table_name = ${kept.table}
  ) as kept`
}

/** Only what there was and still is. A column that is new gets its default. */
function columnsOf({ kept, columns }: Returning): readonly Column[] {
  return columns.filter(({ name }) => kept.columns.includes(name))
}

function value({ name, type }: Column, table: SubtreeTable): RawBuilder<unknown> {
  const ref = sql.ref(`kept.${name}`)
  const reference = table.references.find(({ column }) => column === name)
  if (reference) return sql`case when ${present(reference)} then ${ref} end`
  return type === 'json' ? sql`${ref}::json` : ref
}

/** Puts kept rows back, with their ids. Those whose parents are gone, or whose place is taken, are left out. */
export async function restoreRows(trx: Connection, returning: Returning): Promise<number> {
  const columns = columnsOf(returning)
  const { table } = returning
  const conditions = table.parents.map((parent) => sql`(${sql.ref(`kept.${parent.column}`)} is null or ${present(parent)})`)
  const { rows } = await sql<{ count: number }>`
    with added as (
      insert into ${sql.table(table.name)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
      overriding system value
      select ${sql.join(columns.map((column) => value(column, table)))}
      from ${rowsOf({ ...returning, columns })}
      where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
      on conflict do nothing
      returning 1
    )
    select count(*)::integer as count from added`.execute(trx)
  return rows[0]?.count ?? 0
}

/**
 * Since when branches and tags of a provider had verified a content: not all results that said so need be there any
 * more. The earlier moment holds, for those branches and tags that there still are.
 */
export async function mergeProviderSuccesses(trx: Connection, returning: Returning): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with added as (
      insert into provider_successes (content_id, scope, name, succeeded_at, settled_at)
      select kept.content_id, kept.scope, kept.name, kept.succeeded_at, kept.settled_at
      from ${rowsOf(returning)}
      join contents on contents.id = kept.content_id
      join integrations on integrations.id = contents.integration_id
      where case kept.scope
        when 'branch' then exists (
          select from branches
          where branches.pacticipant_id = integrations.provider_id and branches.name = kept.name)
        else exists (
          select from tags where tags.pacticipant_id = integrations.provider_id and tags.name = kept.name)
        end
      on conflict on constraint provider_successes_pk do update set
        succeeded_at = least(provider_successes.succeeded_at, excluded.succeeded_at),
        settled_at = least(provider_successes.settled_at, excluded.settled_at)
      returning 1
    )
    select count(*)::integer as count from added`.execute(trx)
  return rows[0]?.count ?? 0
}

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
export async function listTakenNames(
  trx: Connection,
  kept: KeptRows & { readonly table: string },
): Promise<readonly string[]> {
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
