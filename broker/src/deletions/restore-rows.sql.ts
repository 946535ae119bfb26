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

/**
 * Takes the statistics of tables anew, with what this transaction has put back. Those that there are may have been taken
 * while the tables were empty: reading a whole table for each row would look cheap.
 */
export async function analyzeTables(trx: Connection, tables: readonly string[]): Promise<void> {
  if (tables.length > 0) await sql`analyze ${sql.join(tables.map((name) => sql.table(name)))}`.execute(trx)
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
  const types = columns.map(({ name, type }) => sql`${sql.ref(name)} ${type === 'json' ? sql`text` : sql.raw(type)}`)
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
  const conditions = table.parents.map(
    (parent) => sql`(${sql.ref(`kept.${parent.column}`)} is null or ${present(parent)})`,
  )
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
