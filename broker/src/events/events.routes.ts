import { events, paths } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { BrokerError } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, type Reply, endpoint, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { DEFAULT_PAGE_SIZE } from '../kernel/paging.ts'
import type { EventFilter } from './event-filter.ts'
import { followEvents } from './event-stream.ts'
import { eventsQuery, kindsIn, placeAskedFor, searchAfter } from './events-query.ts'
import { eventsHal } from './events.hal.ts'
import { readEvents } from './events.sql.ts'
import { BEGINNING, type Position } from './positions.ts'

const EVENT_STREAM = 'text/event-stream'
const LARGEST_PAGE = 1000
// What a stream reads at once of what it missed.
const MISSED_PAGE = 500

interface Asked {
  readonly context: Context
  readonly links: Links
  readonly filter: EventFilter
  readonly after: Position | undefined
  readonly assertStillAllowed: () => Promise<void>
}

async function stream({ context, ...following }: Asked): Promise<Reply> {
  const { db, events: feed } = context
  const read = (position: Position) => readEvents(db, { after: position, limit: MISSED_PAGE, filter: following.filter })
  const follow = await followEvents(feed, { ...following, read })
  if (!follow) throw new BrokerError('unavailable', 'The broker is being stopped. Try again.')
  return { status: 200, stream: follow }
}

export const eventEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.events,
    summary: 'Tells what happens as it happens, as text/event-stream; or lists what happened, as JSON',
    access: 'read',
    query: eventsQuery,
    responses: { 200: events },
    produces: [HAL, JSON_TYPE, EVENT_STREAM],
    errors: ['validation-error'],
    async handler({ context, query, links, url, mediaType, request }) {
      const { search } = request
      const filter = { pacticipant: query.pacticipant, version: query.version, kinds: kindsIn(search) }
      const from = placeAskedFor(query, request.header('last-event-id'))
      if (mediaType === EVENT_STREAM) {
        const assertStillAllowed = () => request.assertStillAllowed()
        return stream({ context, links, filter, after: from, assertStillAllowed })
      }
      const limit = Math.min(query.size ?? DEFAULT_PAGE_SIZE, LARGEST_PAGE)
      const page = await readEvents(context.db, { after: from ?? BEGINNING, limit, filter })
      const self = search === '' ? url : `${url}?${search}`
      return ok(eventsHal(links, { page, self, nextOf: (position) => url + searchAfter(search, position) }))
    },
  }),
]
