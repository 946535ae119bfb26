/** Reads events as they come, from one place on, and hands each page of them out. */
import type { Logger } from 'pino'
import type { EventPage } from './events.sql.ts'
import type { Position } from './positions.ts'

export interface ReaderOptions {
  readonly log: Pick<Logger, 'warn'>
  /** What happened after that place, with what is not settled. */
  readonly read: (after: Position) => Promise<EventPage>
  /** Where to begin. */
  readonly begin: () => Promise<Position>
}

// Between two reads: what comes in between is read together.
const PAUSE_MS = 20
// How soon to look again for what a running transaction holds back: doubles up to the latter.
const HELD_BACK_MS = [20, 1000] as const
const AFTER_FAILURE_MS = 1000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function nextPosition({ settled, hasMore, horizon }: EventPage, from: Position): Position {
  if (!hasMore) return horizon
  const last = settled.at(-1)
  return last ? { transactionId: last.transactionId, id: last.id } : from
}

export class EventReader {
  readonly #options: ReaderOptions
  readonly #onPage: (page: EventPage) => void
  #position: Position | undefined
  #isDue = false
  #isStopped = false
  #running: Promise<void> | undefined
  #recheck: NodeJS.Timeout | undefined
  #heldBackMs: number = HELD_BACK_MS[0]

  constructor(options: ReaderOptions, onPage: (page: EventPage) => void) {
    this.#options = options
    this.#onPage = onPage
  }

  /** Everything up to there has been handed out; undefined before it began. */
  get position(): Position | undefined {
    return this.#position
  }

  async begin(): Promise<void> {
    this.#position = await this.#options.begin()
    this.wake()
  }

  /** There may be something new. */
  wake(): void {
    this.#isDue = true
    if (this.#position !== undefined && !this.#isStopped) this.#running ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#recheck)
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#isDue && !this.#isStopped && this.#position !== undefined) {
      this.#isDue = false
      try {
        await this.#readOn(this.#position)
        if (!this.#isDue) await pause(PAUSE_MS)
      } catch (error) {
        if (this.#isStopped) break
        this.#options.log.warn({ err: error }, 'New events cannot be read; trying again')
        this.#lookAgainIn(AFTER_FAILURE_MS)
        this.#isDue = false
      }
    }
    this.#running = undefined
  }

  async #readOn(from: Position): Promise<void> {
    const page = await this.#options.read(from)
    if (this.#isStopped) return
    this.#position = nextPosition(page, from)
    this.#onPage(page)
    if (page.settled.length > 0) this.#heldBackMs = HELD_BACK_MS[0]
    if (page.hasMore && page.settled.length > 0) this.#isDue = true
    else if (page.unsettled.length > 0) {
      this.#lookAgainIn(this.#heldBackMs)
      this.#heldBackMs = Math.min(this.#heldBackMs * 2, HELD_BACK_MS[1])
    }
  }

  #lookAgainIn(ms: number): void {
    clearTimeout(this.#recheck)
    this.#recheck = setTimeout(() => this.wake(), ms)
    this.#recheck.unref()
  }
}
