import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import {
  type PlacementRow,
  labelledAs,
  labelsOfPacticipants,
  namedLike,
  now,
  placementColumns,
  placementJoins,
  placements,
} from './placements.sql.ts'

/** What is not given does not matter. */
export interface BoardFilter {
  /** A part of the name of the service. */
  readonly text?: string | undefined
  readonly label?: string | undefined
  /** The only ones of interest. */
  readonly environmentIds: readonly number[]
}

interface ServiceRow {
  readonly id: number
  readonly name: string
  readonly labels: readonly string[]
}

/** Pacticipants that have a version in one of the environments. */
function services({ text, label, environmentIds }: BoardFilter) {
  const conditions = [...(text ? [namedLike(text)] : []), ...(label ? [labelledAs(label)] : [])]
  const isIn = sql`(
    exists (
      select from deployed_versions
      where deployed_versions.pacticipant_id = pacticipants.id and deployed_versions.undeployed_at is null
        and deployed_versions.environment_id = any(${environmentIds}::bigint[]))
    or exists (
      select from released_versions
      where released_versions.pacticipant_id = pacticipants.id and released_versions.support_ended_at is null
        and released_versions.environment_id = any(${environmentIds}::bigint[])))`
  return sql`from pacticipants where ${sql.join([...conditions, isIn], sql` and `)}`
}

export async function countServices(db: Connection, filter: BoardFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count ${services(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function listServices(
  db: Connection,
  filter: BoardFilter,
  page: PageRequest,
): Promise<readonly ServiceRow[]> {
  const { rows } = await sql<ServiceRow>`
    select pacticipants.id, pacticipants.name, ${labelsOfPacticipants} as labels
    ${services(filter)}
    order by lower(pacticipants.name), pacticipants.name
    limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db)
  return rows
}

/** What these pacticipants have in these environments now, the newest first. */
export async function listPlacementsOf(
  db: Connection,
  pacticipantIds: readonly number[],
  environmentIds: readonly number[],
): Promise<readonly PlacementRow[]> {
  const isAsked = (table: string) => sql`${sql.ref(`${table}.pacticipant_id`)} = any(${pacticipantIds}::bigint[])
    and ${sql.ref(`${table}.environment_id`)} = any(${environmentIds}::bigint[])`
  const { rows } = await sql<PlacementRow>`
    select ${placementColumns}
    from (${placements(now, isAsked)}) as placed
    ${placementJoins}
    order by placed.since desc, placed.version_id desc, placed.how, placed.id desc`.execute(db)
  return rows
}
