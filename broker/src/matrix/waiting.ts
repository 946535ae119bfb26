/**
 * Those who wait for verdicts. Equal questions are asked once, however many wait for the answer, and asked again only
 * when something happened that concerns them. So a waiting client costs a connection and a timer.
 */
import type { EventFeed, Subscription } from '../events/event-feed.ts'
import type { KeptEvent } from '../events/events.ts'
import type { Judgement } from './judgement.ts'
import { SharedQuestion } from './shared-question.ts'

interface Asked {
  /** The same for equal questions. */
  readonly key: string
  /** Asks anew. */
  readonly judge: () => Promise<Judgement>
  /** What it gave just now. */
  readonly judgement: Judgement
}

interface Patience {
  readonly seconds: number
  /** Then nobody waits any more. */
  readonly hungUp: AbortSignal
}

// How many questions are asked at once: those who do not wait come first.
const MOST_AT_ONCE = 2

export class Waiting {
  readonly #feed: EventFeed
  readonly #questions = new Map<string, SharedQuestion>()
  readonly #due = new Set<SharedQuestion>()
  #working = 0
  #subscription: Subscription | undefined

  constructor(feed: EventFeed) {
    this.#feed = feed
  }

  /** How many wait. */
  get size(): number {
    return [...this.#questions.values()].reduce((sum, { waiters }) => sum + waiters.size, 0)
  }

  /** The verdict as soon as it is decided, or what there is when the time is over. */
  async until(asked: Asked, { seconds, hungUp }: Patience): Promise<Judgement> {
    const question = this.#join(asked)
    if (question === undefined || hungUp.aborted) return asked.judgement
    const { promise, resolve, reject } = Promise.withResolvers<Judgement>()
    const waiter = { answer: resolve, fail: reject }
    question.waiters.add(waiter)
    const giveUp = () => resolve(question.judgement)
    // What changes a verdict without an event is found in the end.
    const timer = setTimeout(() => question.refresh().then(giveUp, reject), seconds * 1000)
    hungUp.addEventListener('abort', giveUp)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      hungUp.removeEventListener('abort', giveUp)
      question.waiters.delete(waiter)
      if (question.waiters.size === 0) this.#drop(asked.key, question)
    }
  }

  #join(asked: Asked): SharedQuestion | undefined {
    const known = this.#questions.get(asked.key)
    if (known) return known
    const subscription = (this.#subscription ??= this.#feed.subscribe({
      onSeen: (events) => this.#consider(events),
      onEnd: () => this.#end(),
    }))
    // The broker is being stopped.
    if (subscription === undefined) return undefined
    const question = new SharedQuestion(asked.judge, asked.judgement)
    this.#questions.set(asked.key, question)
    // Something may have happened after the first answer and before anybody listened.
    subscription.ready.then(
      () => this.#schedule(question),
      (error: unknown) => question.failAll(error),
    )
    return question
  }

  #drop(key: string, question: SharedQuestion): void {
    question.close()
    this.#due.delete(question)
    if (this.#questions.get(key) === question) this.#questions.delete(key)
    if (this.#questions.size > 0) return
    this.#subscription?.stop()
    this.#subscription = undefined
  }

  #consider(events: readonly KeptEvent[]): void {
    for (const question of this.#questions.values()) {
      if (events.some((event) => question.isConcerned(event))) question.whenDue(() => this.#schedule(question))
    }
  }

  #schedule(question: SharedQuestion): void {
    if (question.waiters.size === 0) return
    this.#due.add(question)
    if (this.#working < MOST_AT_ONCE) void this.#work()
  }

  async #work(): Promise<void> {
    this.#working += 1
    // What becomes due meanwhile comes along.
    for (const question of this.#due) {
      this.#due.delete(question)
      await question.ask()
    }
    this.#working -= 1
  }

  #end(): void {
    for (const question of this.#questions.values()) question.answerAll()
  }
}
