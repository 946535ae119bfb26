/**
 * How often each has asked within the current minute, by a key. It is counted in memory: a request must not wait for a
 * number. Who has used up a tenth of what they may is counted by all brokers together, which tell each other through the
 * database a moment later; for all others, which is nearly everybody, nothing is written.
 */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { addCounts, deleteCountsBefore } from './rates.sql.ts'

const SPAN_MS = 60_000
const PAUSE_MS = 500
const SHARE = 0.1
// Whoever comes from so many addresses is counted as one.
const MOST_KEYS = 50_000
const OTHERS = 'others'

interface Count {
  /** Here. */
  own: number
  /** Of these, the database knows so many. */
  told: number
  /** By other brokers. */
  elsewhere: number
}

interface Asked {
  readonly key: string
  /** So often in a minute. */
  readonly most: number
}

interface RatesOptions<Tables> {
  readonly db: Kysely<Tables>
  readonly clock: () => Date
  readonly log: Pick<Logger, 'warn'>
}

export class Rates<Tables> {
  readonly #db: Kysely<Tables>
  readonly #clock: () => Date
  readonly #log: Pick<Logger, 'warn'>
  #endsAt = 0
  #counts = new Map<string, Count>()
  readonly #untold = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor({ db, clock, log }: RatesOptions<Tables>) {
    this.#db = db
    this.#clock = clock
    this.#log = log
  }

  /** Counts one more. How many seconds it has to wait, where it is one too many: then it does not count. */
  wait({ key, most }: Asked): number | undefined {
    const now = this.#clock().getTime()
    if (now >= this.#endsAt) this.#begin(now)
    const count = this.#countOf(key)
    if (count.own + count.elsewhere >= most) return Math.ceil((this.#endsAt - now) / 1000)
    count.own += 1
    if (count.own >= most * SHARE) {
      this.#untold.add(key)
      this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS).unref()
    }
    return undefined
  }

  /** Tells the other brokers now. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const [counts, endsAt] = [this.#counts, new Date(this.#endsAt)]
    const news = [...this.#untold].flatMap((key) => {
      const entry = counts.get(key)
      return entry ? [{ key, entry, count: entry.own - entry.told, own: entry.own }] : []
    })
    this.#untold.clear()
    if (news.length === 0) return
    for (const { entry, own } of news) entry.told = own
    try {
      const totals = new Map((await addCounts(this.#db, { counts: news, endsAt })).map((row) => [row.key, row.count]))
      for (const { key, entry, own } of news) entry.elsewhere = Math.max(entry.elsewhere, (totals.get(key) ?? 0) - own)
    } catch (error) {
      // Each broker for itself still limits.
      for (const { entry, count } of news) entry.told -= count
      this.#log.warn({ err: error }, 'It could not be told to other brokers how much is asked of this one')
    }
  }

  #countOf(key: string): Count {
    const known = this.#counts.get(key)
    if (known) return known
    const counted = this.#counts.size < MOST_KEYS ? key : OTHERS
    const count = this.#counts.get(counted) ?? { own: 0, told: 0, elsewhere: 0 }
    this.#counts.set(counted, count)
    return count
  }

  #begin(now: number): void {
    const hadTold = [...this.#counts.values()].some(({ told }) => told > 0)
    this.#endsAt = now - (now % SPAN_MS) + SPAN_MS
    this.#counts = new Map()
    this.#untold.clear()
    if (!hadTold) return
    deleteCountsBefore(this.#db, new Date(now - SPAN_MS)).catch((error: unknown) =>
      this.#log.warn({ err: error }, 'Counts of earlier requests were not taken away'),
    )
  }
}
