import type { KeptEvent } from '../events/events.ts'
import type { Judgement } from './judgement.ts'
import { concernOf, isOpen } from './wait.ts'

interface Waiter {
  answer(judgement: Judgement): void
  fail(error: unknown): void
}

// A question is not asked again sooner: results often come several at a time.
const PAUSE_MS = 200

/** A question that several may wait for. */
export class SharedQuestion {
  readonly waiters = new Set<Waiter>()
  readonly #judge: () => Promise<Judgement>
  #judgement: Judgement
  #isConcerned: (event: KeptEvent) => boolean
  #asking: Promise<void> | undefined
  #askedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(judge: () => Promise<Judgement>, judgement: Judgement) {
    this.#judge = judge
    this.#judgement = judgement
    this.#isConcerned = concernOf(judgement.resolved)
  }

  /** The newest. */
  get judgement(): Judgement {
    return this.#judgement
  }

  isConcerned(event: KeptEvent): boolean {
    return this.#isConcerned(event)
  }

  /** Calls back when it may be asked again. */
  whenDue(callback: () => void): void {
    if (this.#timer !== undefined) return
    const ms = Math.max(0, this.#askedAt + PAUSE_MS - performance.now())
    if (ms === 0) {
      callback()
      return
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      callback()
    }, ms)
  }

  /** Asks anew, and answers all who wait when it is decided. */
  async ask(): Promise<void> {
    // What is being asked already may not know what has just happened.
    await this.#asking
    if (this.waiters.size === 0) return
    await this.refresh()
  }

  /** The same, unless it is being asked just now. */
  refresh(): Promise<void> {
    this.#asking ??= this.#ask()
    return this.#asking
  }

  answerAll(): void {
    for (const { answer } of this.waiters) answer(this.#judgement)
  }

  failAll(error: unknown): void {
    for (const { fail } of this.waiters) fail(error)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  async #ask(): Promise<void> {
    this.#askedAt = performance.now()
    try {
      this.#judgement = await this.#judge()
      this.#isConcerned = concernOf(this.#judgement.resolved)
      if (!isOpen(this.#judgement.verdict)) this.answerAll()
    } catch (error) {
      this.failAll(error)
    } finally {
      this.#asking = undefined
    }
  }
}
