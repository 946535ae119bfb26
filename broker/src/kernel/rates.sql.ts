import { type Kysely, sql } from 'kysely'

interface Counted {
  readonly key: string
  readonly count: number
}

interface Counts {
  readonly counts: readonly Counted[]
  /** When the span ends in which they were counted. */
  readonly endsAt: Date
}

/** Adds to what all brokers have counted, and gives what that makes. In the order of the keys, so that nobody waits in a circle. */
export async function addCounts<Tables>(db: Kysely<Tables>, { counts, endsAt }: Counts): Promise<readonly Counted[]> {
  const keys = counts.map(({ key }) => key)
  const numbers = counts.map(({ count }) => count)
  const { rows } = await sql<Counted>`
    insert into rate_counts as counted (key, ends_at, count)
    select given.key, ${endsAt}::timestamptz, given.count
    from unnest(${keys}::text[], ${numbers}::integer[]) as given (key, count)
    order by given.key
    on conflict on constraint rate_counts_pkey do update set count = counted.count + excluded.count
    returning counted.key, counted.count`.execute(db)
  return rows
}

/** Takes away what ended before; what another broker is taking away is left to it. */
export async function deleteCountsBefore<Tables>(db: Kysely<Tables>, before: Date): Promise<void> {
  await sql`
    delete from rate_counts where (rate_counts.key, rate_counts.ends_at) in (
      select old.key, old.ends_at from rate_counts as old
      where old.ends_at < ${before} order by old.ends_at limit 1000
      for update skip locked
    )`.execute(db)
}
