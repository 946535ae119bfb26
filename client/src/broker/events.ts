import { type BrokerEvent, type EventName, type Events, brokerEvent, events } from '../wire/events.ts'
import { paths } from '../wire/paths.ts'
import { BrokerCallError } from './call-error.ts'
import { call, queryString } from './call.ts'
import { type EventBlock, eventBlocks } from './event-text.ts'
import type { Transport } from './transport.ts'

/** Which events; what is not given does not matter. */
export interface EventsOf {
  readonly pacticipant?: string | undefined
  readonly version?: string | undefined
  readonly kinds?: readonly EventName[]
}

/** Which events, from which place on. */
export interface EventsAfter extends EventsOf {
  /** The id of an event, or the `position` of a page: only what happened after it. */
  readonly after?: string | undefined
}

/** Which events to follow, until when, and who is told that they are followed. */
export interface EventsToFollow extends EventsAfter {
  /** Ends it. */
  readonly signal?: AbortSignal
  /** Told whenever the stream is open, again after each break: from then on nothing is missed. */
  readonly onOpen?: () => void
}

// Three heartbeats of the broker.
const SILENCE_MS = 45_000
const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 10_000
const RETRIES = 4

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}

function query(
  { pacticipant, version, kinds = [] }: EventsOf,
  more: readonly (readonly [string, string | undefined])[],
) {
  return queryString([
    ['pacticipant', pacticipant],
    ['version', version],
    ...kinds.map((kind) => ['kind', kind] as const),
    ...more,
  ])
}

/** Kinds that are newer than this client are passed over. */
function readEvent(data: string): BrokerEvent | undefined {
  return brokerEvent.safeParse(JSON.parse(data)).data
}

/** One connection, until it breaks or falls silent. */
async function* blocksOf(
  transport: Transport,
  url: string,
  { lastId, signal }: { readonly lastId: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<EventBlock, void> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const listen = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), SILENCE_MS)
  }
  async function* heard(pieces: AsyncIterable<string>) {
    for await (const piece of pieces) {
      listen()
      yield piece
    }
  }
  listen()
  try {
    const pieces = transport.open({
      url,
      accept: 'text/event-stream',
      headers: lastId === undefined ? {} : { 'last-event-id': lastId },
      signal: AbortSignal.any([signal, silence.signal]),
    })
    yield* eventBlocks(heard(pieces))
  } finally {
    clearTimeout(timer)
  }
}

const mayPass = (error: unknown) =>
  !(error instanceof BrokerCallError) || error.failure === 'unreachable' || error.failure === 'unavailable'

async function* follow(
  transport: Transport,
  { after, signal, onOpen, ...which }: EventsToFollow,
): AsyncGenerator<BrokerEvent, void> {
  const url = paths.events + query(which, [])
  const ending = signal ?? new AbortController().signal
  let lastId = after
  let failures = 0
  while (!ending.aborted) {
    let isOpen = false
    try {
      for await (const { id, data } of blocksOf(transport, url, { lastId, signal: ending })) {
        if (!isOpen) onOpen?.()
        isOpen = true
        failures = 0
        lastId = id ?? lastId
        const event = data === undefined ? undefined : readEvent(data)
        if (event) yield event
      }
    } catch (error) {
      if (ending.aborted) return
      failures += 1
      if (!mayPass(error) || failures > RETRIES) throw error
    }
    await delay(Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS), ending)
  }
}

export function eventCalls(transport: Transport) {
  return {
    /**
     * A page of what happened, oldest first. Read on with `after`: its `position`.
     *
     * @example
     * const { _embedded, position } = await broker.listEvents({ pacticipant: 'Shop', kinds: ['contract_published'] })
     * _embedded.events[0]?.consumer // → { name: 'Shop', version: '1' }
     * const later = await broker.listEvents({ pacticipant: 'Shop', after: position })
     * later._embedded.events // → []
     */
    listEvents: ({ after, ...which }: EventsAfter = {}): Promise<Events> =>
      call(transport, { method: 'GET', url: paths.events + query(which, [['after', after]]), answer: events }),

    /**
     * What happens, as it happens: from now on, or from after an event. A connection that is lost is made again, and
     * nothing is missed or told twice; after several failures in a row it throws a `BrokerCallError`.
     *
     * @example
     * const kinds = ['provider_verification_published'] as const
     * for await (const event of broker.followEvents({ pacticipant: 'Shop', kinds, after: '0.0' })) {
     *   event.provider // → { name: 'Stock', version: '5' }
     *   break
     * }
     */
    followEvents: (which: EventsToFollow = {}): AsyncGenerator<BrokerEvent, void> => follow(transport, which),
  }
}
