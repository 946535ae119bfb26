/**
 * Tells those who listen, at whichever broker, what happened. On a wake-up the new events are read once, however many
 * listen. They are told in an order that is the same for everybody, so a place in it says what somebody has heard: an
 * event is held back while a transaction that began before its own still runs. Who only wants to know that something
 * changed need not wait for that.
 */
import type { Signal } from '../kernel/signal.ts'
import { EventReader, type ReaderOptions } from './event-reader.ts'
import type { EventPage } from './events.sql.ts'
import type { KeptEvent } from './events.ts'
import { BEGINNING, type Position } from './positions.ts'

export interface Subscriber {
  /** What happened next, in the order for everybody; nothing is left out and nothing comes twice. */
  readonly onEvents?: (events: readonly KeptEvent[]) => void
  /** The same as soon as it can be seen, not in order. */
  readonly onSeen?: (events: readonly KeptEvent[]) => void
  /** The broker is being stopped: nothing more comes. */
  readonly onEnd: () => void
}

export interface Subscription {
  /** From then on nothing is missed. Fails where the database does. */
  readonly ready: Promise<void>
  /** Once it is ready: up to where `onEvents` has told. */
  position(): Position
  stop(): void
}

export interface EventFeed {
  /** There is something new to read. Returns at once and never fails. */
  announce(): void
  /** Undefined when the broker is being stopped. */
  subscribe(subscriber: Subscriber): Subscription | undefined
  /** Tells all who listen that it is over; what still happens is announced to other brokers. */
  endSubscriptions(): void
  close(): Promise<void>
}

interface FeedOptions extends ReaderOptions {
  readonly signal: Signal
}

/** Those who listen, and what reads for them as long as there are any. */
function startReading({ signal, ...options }: FeedOptions) {
  const subscribers = new Set<Subscriber>()
  let seen: ReadonlySet<number> = new Set()

  function tell({ settled, unsettled }: EventPage) {
    const fresh = [...settled, ...unsettled].filter(({ id }) => !seen.has(id))
    seen = new Set(unsettled.map(({ id }) => id))
    for (const { onEvents, onSeen } of subscribers) {
      if (fresh.length > 0) onSeen?.(fresh)
      if (settled.length > 0) onEvents?.(settled)
    }
  }

  const reader = new EventReader(options, tell)
  const listening = signal.listen(() => reader.wake())
  let beginning: Promise<void> | undefined

  async function begin() {
    try {
      await listening.ready
      await reader.begin()
    } catch (error) {
      // The next to come tries again.
      beginning = undefined
      throw error
    }
  }

  return {
    subscribers,
    ready: async () => (beginning ??= begin()),
    position: () => reader.position ?? BEGINNING,
    async stop() {
      listening.stop()
      await reader.stop()
    },
  }
}

export function openEventFeed(options: FeedOptions): EventFeed {
  const { signal } = options
  let reading: ReturnType<typeof startReading> | undefined
  let stopping: Promise<void> | undefined
  let isEnding = false

  function endSubscriptions() {
    isEnding = true
    const subscribers = [...(reading?.subscribers ?? [])]
    stopping = reading?.stop() ?? stopping
    reading = undefined
    for (const { onEnd } of subscribers) onEnd()
  }

  return {
    announce: () => signal.announce(),
    subscribe(subscriber) {
      if (isEnding) return undefined
      const mine = (reading ??= startReading(options))
      mine.subscribers.add(subscriber)
      return {
        ready: mine.ready(),
        position: mine.position,
        stop() {
          mine.subscribers.delete(subscriber)
          if (mine !== reading || mine.subscribers.size > 0) return
          stopping = mine.stop()
          reading = undefined
        },
      }
    },
    endSubscriptions,
    async close() {
      endSubscriptions()
      await stopping
      await signal.close()
    },
  }
}
