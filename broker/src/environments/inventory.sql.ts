import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import {
  type PlacementRow,
  atTheEndOf,
  labelsOfPacticipants,
  namedLike,
  now,
  placementColumns,
  placementJoins,
  placements,
} from './placements.sql.ts'

export interface InventoryFilter {
  readonly environmentId: number
  /** A whole second; undefined: now. */
  readonly at: Date | undefined
  /** A part of the name of the service. */
  readonly text: string | undefined
}

export interface InventoryRow extends PlacementRow {
  readonly labels: readonly string[]
}

function placed({ environmentId, at, text }: InventoryFilter) {
  const isAsked = (table: string) => sql`${sql.ref(`${table}.environment_id`)} = ${environmentId}`
  return sql`
    from (${placements(at ? atTheEndOf(at) : now, isAsked)}) as placed
    ${placementJoins}
    where ${text ? namedLike(text) : sql`true`}`
}

export async function countInventory(db: Connection, filter: InventoryFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count ${placed(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** By the names of the services; of each the newest first. */
export async function listInventory(
  db: Connection,
  filter: InventoryFilter,
  page: PageRequest,
): Promise<readonly InventoryRow[]> {
  const { rows } = await sql<InventoryRow>`
    select ${placementColumns}, ${labelsOfPacticipants} as labels
    ${placed(filter)}
    order by lower(pacticipants.name), pacticipants.name, placed.since desc, placed.version_id desc, placed.how,
      placed.id desc
    limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db)
  return rows
}

const sources = [
  { table: 'deployed_versions', column: 'created_at' },
  { table: 'deployed_versions', column: 'undeployed_at' },
  { table: 'released_versions', column: 'created_at' },
  { table: 'released_versions', column: 'support_ended_at' },
] as const

/** The newest change before a time, or the first one from a time on: one step down each of four indexes. */
function change(environmentId: number, direction: 'before' | 'from', time: RawBuilder<unknown>) {
  const found = sources.map(({ table, column }) => {
    const at = sql.ref(`${table}.${column}`)
    const isBeside = direction === 'before' ? sql`${at} < ${time}` : sql`${at} >= ${time}`
    return sql`(
      select ${at} from ${sql.table(table)}
      where ${sql.ref(`${table}.environment_id`)} = ${environmentId} and ${at} is not null and ${isBeside}
      order by ${at} ${direction === 'before' ? sql`desc` : sql`asc`}
      limit 1)`
  })
  return direction === 'before' ? sql`greatest(${sql.join(found)})` : sql`least(${sql.join(found)})`
}

interface Changes {
  /** When what was there came to be so. */
  readonly since: Date | null
  readonly previous: Date | null
  readonly next: Date | null
}

/** The changes around a second, or around now; those of one second are one. */
export async function findChangesAround(db: Connection, environmentId: number, at: Date | undefined): Promise<Changes> {
  const end = at ? sql`${new Date(at.getTime() + 1000)}::timestamptz` : sql`'infinity'::timestamptz`
  const { rows } = await sql<Changes>`
    with made as materialized (select date_trunc('second', ${change(environmentId, 'before', end)}) as since)
    select made.since, ${change(environmentId, 'before', sql`made.since`)} as previous,
      ${change(environmentId, 'from', end)} as next
    from made`.execute(db)
  return rows[0] ?? { since: null, previous: null, next: null }
}
