import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { EventFilter } from './event-filter.ts'
import type { KeptEvent } from './events.ts'
import type { Position } from './positions.ts'

const MOST_AT_ONCE = 500

interface Reading {
  readonly after: Position
  readonly limit: number
  readonly filter?: EventFilter
  /** Also those that others may yet come before, since an older transaction still runs; they are not in order. */
  readonly withUnsettled?: boolean
}

/** Events in the order in which they are told. */
export interface EventPage {
  readonly settled: readonly KeptEvent[]
  readonly unsettled: readonly KeptEvent[]
  /** Whether there are more than were asked for. */
  readonly hasMore: boolean
  /** Up to where everything is settled, and has been read unless there are more. */
  readonly horizon: Position
}

type Row = { readonly isSettled: boolean | null } & (KeptEvent | { readonly id: null })

// Where the database was restored on another server, positions of the old one may lie ahead of all transactions: then
// only the id tells where the reader was.
const place = ({ transactionId, id }: Position) => sql`
  (case when ${transactionId}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) then '0' else ${transactionId}::xid8 end,
    ${id}::bigint)`

function wanted({ pacticipant, version, kinds }: EventFilter) {
  const named = pacticipant ?? null
  const numbered = version ?? null
  const party = (name: string, number: string) => sql`
    ((${named}::text is null or ${sql.ref(name)} = ${named}::text)
      and (${numbered}::text is null or ${sql.ref(number)} = ${numbered}::text))`
  return sql`
    (cardinality((select ${kinds}::text[])) = 0 or events.name in (select unnest((select ${kinds}::text[]))))
    and ((${named}::text is null and ${numbered}::text is null)
      or ${party('events.consumer', 'events.consumer_version')}
      or ${party('events.provider', 'events.provider_version')}
      or ${party('events.pacticipant', 'events.version')})`
}

/**
 * The oldest transaction that may still bring events; those before it are over, which a later statement sees. Only of
 * this database: the server's own horizon, pg_snapshot_xmin, waits for every other database that it holds. The snapshot
 * is taken before the sessions are looked at, so that none begins in between unseen.
 */
async function findHorizon(db: Connection): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`
    select (current.next - coalesce(max(running.age), 0))::text as horizon
    from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next) as current
    left join lateral (
      -- Sessions show the lower half of their transaction's number.
      select (current.next - pg_stat_activity.backend_xid::text::bigint) & 4294967295 as age
      from pg_stat_activity
      where pg_stat_activity.datname = current_database() and pg_stat_activity.backend_xid is not null
    ) as running on running.age < 2147483648
    group by current.next`.execute(db)
  return rows[0]?.horizon ?? '0'
}

/**
 * What happened after that place. Everything that is settled comes in the order in which it is told to everybody, and
 * nothing can come to be in between any more.
 */
export async function readEvents(db: Connection, reading: Reading): Promise<EventPage> {
  const { after, limit, filter = { kinds: [] }, withUnsettled = false } = reading
  const horizon = await findHorizon(db)
  const { rows } = await sql<Row>`
    with horizon as materialized (select ${horizon}::xid8 as next)
    select events.transaction_id < horizon.next as "isSettled", events.id,
      events.transaction_id::text as "transactionId", events.name, events.consumer,
      events.consumer_version as "consumerVersion", events.provider, events.provider_version as "providerVersion",
      events.pacticipant, events.version, events.branch, events.environment, events.comment,
      events.created_at as "createdAt"
    from horizon
    left join lateral (
      select events.* from events
      where (events.transaction_id, events.id) > ${place(after)}
        and (${withUnsettled}::boolean or events.transaction_id < horizon.next)
        and ${wanted(filter)}
      order by events.transaction_id, events.id
      limit ${limit + 1}
    ) events on true
    order by events.transaction_id, events.id`.execute(db)
  const found = rows.flatMap((row) => (row.id === null ? [] : [row])).slice(0, limit)
  return {
    settled: found.filter(({ isSettled }) => isSettled),
    unsettled: found.filter(({ isSettled }) => !isSettled),
    hasMore: rows.length > limit,
    horizon: { transactionId: horizon, id: 0 },
  }
}

/**
 * Events that a restored database brought along from another server carry that server's transactions, which may lie
 * ahead of all of this one: they are put first, where they belong, in the order of their ids.
 */
async function adoptEvents(db: Connection): Promise<void> {
  await sql`
    update events set transaction_id = '0'
    where events.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())`.execute(db)
}

/** The place from which everything is told that is not settled yet. */
export async function beginReading(db: Connection): Promise<Position> {
  await adoptEvents(db)
  return { transactionId: await findHorizon(db), id: 0 }
}

export const readNewEvents = (db: Connection, after: Position): Promise<EventPage> =>
  readEvents(db, { after, limit: MOST_AT_ONCE, withUnsettled: true })

/** Deletes some of the events that are older; how many. */
export async function deleteEventsBefore(
  db: Connection,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from events
    where events.id in (
      select old.id from events old where old.created_at < ${before} order by old.created_at limit ${limit}
    )`.execute(db)
  return Number(numAffectedRows)
}
