/**
 * Events as `text/event-stream`. Who comes back reads first what was missed, up to where the others are, and is told
 * with them from then on: the order is the same for all, so nothing is left out and nothing comes twice.
 */
import { BrokerError } from '../kernel/broker-error.ts'
import type { OpenStream } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import type { EventFeed, Subscription } from './event-feed.ts'
import { type EventFilter, isWanted } from './event-filter.ts'
import { eventHal } from './events.hal.ts'
import type { EventPage } from './events.sql.ts'
import type { KeptEvent } from './events.ts'
import { BEGINNING, type Position, formatPosition, isAfter } from './positions.ts'

const HEARTBEAT_MS = 15_000
// How soon a client comes back that lost the connection.
const RETRY_MS = 2000

// An event goes to many in the same words, if they reach the broker by the same URL.
const written = new WeakMap<KeptEvent, { readonly base: string; readonly text: string }>()

function textOf(links: Links, event: KeptEvent): string {
  const known = written.get(event)
  if (known?.base === links.base) return known.text
  const data = JSON.stringify(eventHal(links, event))
  const text = `id: ${formatPosition(event)}\nevent: ${event.name}\ndata: ${data}\n\n`
  written.set(event, { base: links.base, text })
  return text
}

interface Following {
  readonly links: Links
  readonly filter: EventFilter
  /** Undefined: from now on. */
  readonly after: Position | undefined
  /** What happened after that place and is settled. */
  readonly read: (after: Position) => Promise<EventPage>
  readonly assertStillAllowed: () => Promise<void>
}

/** Joins those who listen; undefined when the broker is being stopped. What it gives writes to a stream. */
export async function followEvents(
  feed: EventFeed,
  { links, filter, after, read, assertStillAllowed }: Following,
): Promise<((stream: OpenStream) => void) | undefined> {
  const open: { stream?: OpenStream; isLive: boolean; cursor: Position } = {
    isLive: false,
    cursor: after ?? BEGINNING,
  }

  function write(events: readonly KeptEvent[]) {
    const wanted = events.filter((event) => isAfter(event, open.cursor) && isWanted(filter, event))
    if (wanted.length > 0) open.stream?.write(wanted.map((event) => textOf(links, event)).join(''))
  }

  const subscription = feed.subscribe({
    onEvents: (events) => {
      if (open.isLive) write(events)
    },
    onEnd: () => open.stream?.end(),
  })
  if (subscription === undefined) return undefined
  try {
    await subscription.ready
  } catch (error) {
    subscription.stop()
    throw error
  }
  open.cursor = after ?? subscription.position()
  return (stream) => {
    open.stream = stream
    // With an id from the start, whoever is cut off before the first event comes back to this place.
    stream.write(`retry: ${RETRY_MS}\nid: ${formatPosition(open.cursor)}\n\n`)
    const heartbeat = setInterval(() => void stay(stream), HEARTBEAT_MS)
    stream.closed.addEventListener('abort', () => {
      clearInterval(heartbeat)
      subscription.stop()
    })
    catchUp(stream, subscription).catch(() => stream.end())
  }

  /** Who has signed out meanwhile, or whose token is revoked, hears no more. */
  async function stay(stream: OpenStream) {
    try {
      await assertStillAllowed()
    } catch (error) {
      // A database that does not answer has nothing to tell either, and comes back.
      if (error instanceof BrokerError) return stream.end()
    }
    stream.write(': still here\n\n')
  }

  async function catchUp(stream: OpenStream, { position }: Subscription) {
    // Asked at least once: the database knows what a place means that comes from before it was restored.
    let isBehind = after !== undefined
    while (isBehind && !stream.closed.aborted) {
      const { settled, hasMore, horizon } = await read(open.cursor)
      open.stream?.write(settled.map((event) => textOf(links, event)).join(''))
      const last = settled.at(-1)
      open.cursor = hasMore && last ? last : horizon
      await stream.drained()
      isBehind = isAfter(position(), open.cursor)
    }
    open.isLive = true
  }
}
