/**
 * Contents that providers were given to verify. Reads that hand them out only note it; a little later it is told of all
 * of them together, so that reading stays reading.
 */
import type { Logger } from 'pino'

const PAUSE_MS = 1000

export class HandedOut {
  readonly #tell: (contentIds: readonly number[]) => Promise<void>
  readonly #log: Pick<Logger, 'warn'>
  #contents = new Set<number>()
  #timer: NodeJS.Timeout | undefined
  #telling: Promise<void> = Promise.resolve()

  constructor(tell: (contentIds: readonly number[]) => Promise<void>, log: Pick<Logger, 'warn'>) {
    this.#tell = tell
    this.#log = log
  }

  /** Returns at once and never fails. */
  note(contentIds: readonly number[]): void {
    for (const id of contentIds) this.#contents.add(id)
    if (this.#contents.size > 0) this.#timer ??= setTimeout(() => void this.flush(), PAUSE_MS).unref()
  }

  /** Tells what has been noted so far. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const contents = [...this.#contents]
    this.#contents = new Set()
    if (contents.length > 0)
      this.#telling = Promise.all([this.#telling, this.#tellOf(contents)]).then(([, done]) => done)
    await this.#telling
  }

  async #tellOf(contents: readonly number[]): Promise<void> {
    try {
      await this.#tell(contents)
    } catch (error) {
      this.#log.warn({ err: error }, 'It could not be noted that contracts were handed out for verification')
    }
  }
}
