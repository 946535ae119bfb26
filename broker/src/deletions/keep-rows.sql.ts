import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { DB } from '../tables.ts'
import type { SubtreeTable } from './subtree.ts'

export type RowIds = ReadonlyMap<keyof DB, readonly number[]>

/** A column as it is written into what is kept, and as it is read from there. */
export interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
}

/** The columns of all tables, in their order. */
export async function listColumns(db: Connection): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select tables.relname as table, columns.attname as name,
      format_type(columns.atttypid, columns.atttypmod) as type
    from pg_attribute as columns
    join pg_class as tables on tables.oid = columns.attrelid
    where tables.relnamespace = current_schema()::regnamespace and tables.relkind = 'r'
      and columns.attnum > 0 and not columns.attisdropped
    order by tables.relname, columns.attnum`.execute(db)
  return rows
}

const isOneOf = (column: string, ids: readonly number[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} = any((select ${ids}::bigint[])::bigint[])`

/** Rows that are deleted themselves or with one of their parents. Undefined where nothing is that could be meant. */
function doomed(
  { name, parents }: SubtreeTable,
  { roots, parentIds }: { readonly roots: RowIds; readonly parentIds: RowIds },
): RawBuilder<boolean> | undefined {
  const own = roots.get(name) ?? []
  const conditions = parents.flatMap(({ column, table }) => {
    const ids = parentIds.get(table) ?? []
    return ids.length > 0 ? [isOneOf(`${name}.${column}`, ids)] : []
  })
  if (own.length > 0) conditions.push(isOneOf(`${name}.id`, own))
  return conditions.length > 0 ? sql<boolean>`(${sql.join(conditions, sql` or `)})` : undefined
}

interface Doom {
  readonly roots: RowIds
  readonly parentIds: RowIds
}

/** The ids of the table's rows that are to go, locked where that is said of the table. */
export async function listDoomedIds(trx: Connection, table: SubtreeTable, doom: Doom): Promise<readonly number[]> {
  const condition = doomed(table, doom)
  if (condition === undefined) return []
  const id = sql.ref(`${table.name}.id`)
  const { rows } = await sql<{ id: number }>`
    select ${id} from ${sql.table(table.name)} where ${condition}
    order by ${id} ${table.isLocked ? sql`for update` : sql``}`.execute(trx)
  return rows.map((row) => row.id)
}

interface Keeping extends Doom {
  readonly deletionId: number
  /** The rows get the places below this one. */
  readonly position: number
  readonly columns: readonly Column[]
}

// As text, JSON comes back to the letter, whatever escapes are in it.
const kept = ({ name, type }: Column) =>
  type === 'json' ? sql`${sql.ref(`gone.${name}`)}::text as ${sql.ref(name)}` : sql.ref(`gone.${name}`)

/** Deletes the table's rows that are to go, and keeps them. Their number. */
export async function moveRows(
  trx: Connection,
  table: SubtreeTable,
  { deletionId, position, columns, ...doom }: Keeping,
): Promise<number> {
  const condition = doomed(table, doom)
  if (condition === undefined) return 0
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from ${sql.table(table.name)} where ${condition} returning ${sql.table(table.name)}.*
    ), added as (
      insert into deleted_rows (deletion_id, position, table_name, content)
      select ${deletionId}, ${position} - row_number() over (), ${table.name}, to_json(copies)
      from (select ${sql.join(columns.map(kept))} from gone) as copies
      returning 1
    )
    select count(*)::integer as count from added`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Deletes rows for good, and what belongs to them. */
export async function deleteRows(trx: Connection, table: keyof DB, ids: readonly number[]): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${isOneOf(`${table}.id`, ids)}`.execute(trx)
}

/** For the transaction: a large history takes longer than a statement may otherwise. */
export async function liftStatementTimeout(trx: Connection): Promise<void> {
  await sql`set local statement_timeout = '5min'`.execute(trx)
}
