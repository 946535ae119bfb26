/**
 * How often somebody was wrong about who they are, by address, counted at once and in the database. The same wrong
 * credential counts once: a build that goes on trying an old password guesses nothing, and nobody else at its address
 * shall be kept out by it.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { addCounts, deleteCountsBefore } from '../kernel/rates.sql.ts'
import { tooManyFailures } from './accounts.errors.ts'
import { sourceOf } from './source.ts'

const SPAN_MS = 600_000
// Of addresses: when there are more, all is forgotten that is only remembered here.
const MOST_SOURCES = 10_000

const endOfSpan = (now: number) => now - (now % SPAN_MS) + SPAN_MS

export class FailedSignIns {
  readonly #context: Pick<Context, 'config' | 'db' | 'clock' | 'log'>
  /** Nothing that was shown is kept: nobody can make anything of what is remembered. */
  readonly #key = randomBytes(32)
  /** Until when nobody gets in from there by what could be guessed. */
  readonly #shut = new Map<string, number>()
  #seen = new Map<string, Set<string>>()
  #seenUntil = 0

  constructor(context: Pick<Context, 'config' | 'db' | 'clock' | 'log'>) {
    this.#context = context
  }

  get #most(): number {
    return this.#context.config.rateLimitFailedSignIns
  }

  /** Throws when so much was wrong from there that nothing more is looked at. */
  assertFew(address: string | undefined): void {
    const source = sourceOf(address)
    const until = this.#shut.get(source)
    if (until === undefined) return
    const left = until - this.#context.clock().getTime()
    if (left > 0) throw tooManyFailures(this.#most, Math.ceil(left / 1000))
    this.#shut.delete(source)
  }

  async count(address: string | undefined, shown: string): Promise<void> {
    if (this.#most === 0) return
    this.assertFew(address)
    const source = sourceOf(address)
    const { db, clock } = this.#context
    const now = clock()
    if (!this.#isNew(source, shown)) return
    const endsAt = new Date(endOfSpan(now.getTime()))
    const [counted] = await addCounts(db, { counts: [{ key: `failures ${source}`, count: 1 }], endsAt })
    if ((counted?.count ?? 0) > this.#most) this.#shutOut(source)
    if (counted?.count === 1) await deleteCountsBefore(db, now)
    this.assertFew(address)
  }

  /** Whether it is wrong for the first time from there. */
  #isNew(source: string, shown: string): boolean {
    const now = this.#context.clock().getTime()
    if (now >= this.#seenUntil || this.#seen.size > MOST_SOURCES) {
      this.#seen = new Map()
      this.#seenUntil = endOfSpan(now)
    }
    const mark = createHmac('sha256', this.#key).update(shown).digest('base64')
    const marks = this.#seen.get(source) ?? new Set()
    this.#seen.set(source, marks)
    if (marks.has(mark)) return false
    marks.add(mark)
    // Those that come all at once do not wait for the database.
    if (marks.size > this.#most) this.#shutOut(source)
    return true
  }

  #shutOut(source: string): void {
    if (this.#shut.has(source)) return
    if (this.#shut.size > MOST_SOURCES) this.#shut.clear()
    this.#shut.set(source, endOfSpan(this.#context.clock().getTime()))
    const sentence = `More than ${this.#most} wrong credentials came from ${source} within ten minutes`
    this.#context.log.warn({ source }, sentence)
  }
}
