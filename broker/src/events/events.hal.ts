import { paths } from '@tallystick/client/wire'
import { type Links, formatTime, present } from '../kernel/hal.ts'
import type { EventPage } from './events.sql.ts'
import type { KeptEvent } from './events.ts'
import { type Position, formatPosition } from './positions.ts'

const party = (name: string | null, version: string | null) => (name === null ? undefined : present({ name, version }))

function pairLinks(links: Links, { consumer, consumerVersion, provider, providerVersion }: KeptEvent) {
  const pacticipant = (name: string) => ({ name, href: links.href(paths.pacticipant, { pacticipant: name }) })
  const version = (name: string, number: string) => ({
    name: number,
    href: links.href(paths.version, { pacticipant: name, version: number }),
  })
  if (consumer === null || provider === null) return {}
  return {
    'pb:consumer': pacticipant(consumer),
    'pb:provider': pacticipant(provider),
    ...(consumerVersion === null
      ? {}
      : {
          'pb:consumer-version': version(consumer, consumerVersion),
          'pb:pact': { href: links.href(paths.pact, { consumer, provider, version: consumerVersion }) },
        }),
    ...(providerVersion === null ? {} : { 'pb:provider-version': version(provider, providerVersion) }),
  }
}

function ownLinks(links: Links, { pacticipant, version, branch }: KeptEvent) {
  if (pacticipant === null) return {}
  return {
    'pb:pacticipant': { name: pacticipant, href: links.href(paths.pacticipant, { pacticipant }) },
    ...(version === null
      ? {}
      : { 'pb:pacticipant-version': { name: version, href: links.href(paths.version, { pacticipant, version }) } }),
    ...(branch === null
      ? {}
      : { 'pb:pacticipant-branch': { name: branch, href: links.href(paths.branch, { pacticipant, branch }) } }),
  }
}

export function eventHal(links: Links, event: KeptEvent) {
  return {
    id: formatPosition(event),
    kind: event.name,
    createdAt: formatTime(event.createdAt),
    ...present({
      consumer: party(event.consumer, event.consumerVersion),
      provider: party(event.provider, event.providerVersion),
      pacticipant: party(event.pacticipant, event.version),
      branch: event.branch,
      environment: event.environment,
      comment: event.comment,
    }),
    _links: { ...pairLinks(links, event), ...ownLinks(links, event) },
  }
}

interface ShownPage {
  readonly page: EventPage
  readonly self: string
  /** The address of what comes after that place. */
  readonly nextOf: (position: string) => string
}

export function eventsHal(links: Links, { page, self, nextOf }: ShownPage) {
  const { settled, hasMore, horizon } = page
  const last: Position | undefined = settled.at(-1)
  const position = formatPosition(hasMore && last ? last : horizon)
  return {
    _embedded: { events: settled.map((event) => eventHal(links, event)) },
    position,
    _links: {
      self: { title: 'Events', href: self },
      ...(hasMore ? { next: { title: 'Next page', href: nextOf(position) } } : {}),
    },
  }
}
