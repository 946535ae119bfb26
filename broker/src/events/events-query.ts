/**
 * Which events are asked for, and from where on. Of the places that may be given, the header `Last-Event-ID` wins: a
 * client that comes back asks by the address that it began with, and adds the header.
 */
import { eventName, eventNames, text } from '@tallystick/client/wire'
import { z } from 'zod'
import { invalid } from '../kernel/broker-error.ts'
import { positiveInteger } from '../kernel/paging.ts'
import type { EventFilter } from './event-filter.ts'
import { type Position, parsePosition } from './positions.ts'

/** How events are asked for. */
export const eventsQuery = z.object({
  pacticipant: text.optional().describe('only what concerns this pacticipant'),
  version: text.optional().describe('only what concerns this version, of that pacticipant or of any'),
  kind: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('only events of this kind; may be repeated'),
  after: z.string().optional().describe('only what happened after the event with this id'),
  lastEventId: z
    .string()
    .optional()
    .describe('the same for a stream, where the header `Last-Event-ID` cannot be sent; the header wins'),
  size: positiveInteger.optional().describe('how many events a page of JSON holds; 100 when not given, at most 1000'),
})

/** Every `kind`, repeated, as a list or with commas between. */
export function kindsIn(search: string): EventFilter['kinds'] {
  const parameters = new URLSearchParams(search)
  const given = [...parameters.getAll('kind'), ...parameters.getAll('kind[]')]
  const names = given.flatMap((value) => value.split(',')).map((name) => name.trim())
  return names.filter(Boolean).map((name) => {
    const kind = eventName.safeParse(name)
    if (kind.success) return kind.data
    throw invalid({ kind: [`must be one of: ${eventNames.join(', ')}`] })
  })
}

function positionOf(value: string | undefined, field: string): Position | undefined {
  if (value === undefined || value === '') return undefined
  const position = parsePosition(value)
  if (position === undefined) throw invalid({ [field]: ['must be the id of an event, such as 742.1033'] })
  return position
}

type Given = Pick<z.infer<typeof eventsQuery>, 'after' | 'lastEventId'>

/** Undefined when no place is given. */
export function placeAskedFor(query: Given, header: string | undefined): Position | undefined {
  return (
    positionOf(header, 'Last-Event-ID') ??
    positionOf(query.lastEventId, 'lastEventId') ??
    positionOf(query.after, 'after')
  )
}

/** The same question about what comes after a place. */
export function searchAfter(search: string, position: string): string {
  const parameters = new URLSearchParams(search)
  for (const name of ['after', 'lastEventId']) parameters.delete(name)
  parameters.set('after', position)
  return `?${parameters.toString()}`
}
