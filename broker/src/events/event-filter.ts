/**
 * Which events somebody wants to hear of. A pacticipant is concerned by what it is the consumer or the provider in, and
 * by what happens to it alone; a version by what names it, of whichever of those, or of the pacticipant that is asked for.
 */
import type { EventName } from '@tallystick/client/wire'
import type { KeptEvent } from './events.ts'

/** What is not given does not matter. */
export interface EventFilter {
  readonly pacticipant?: string | undefined
  readonly version?: string | undefined
  /** Empty: all. */
  readonly kinds: readonly EventName[]
}

export function isWanted({ pacticipant, version, kinds }: EventFilter, event: KeptEvent): boolean {
  if (kinds.length > 0 && !kinds.includes(event.name)) return false
  if (pacticipant === undefined && version === undefined) return true
  const parties = [
    [event.consumer, event.consumerVersion],
    [event.provider, event.providerVersion],
    [event.pacticipant, event.version],
  ] as const
  return parties.some(
    ([name, number]) =>
      (pacticipant === undefined || name === pacticipant) && (version === undefined || number === version),
  )
}
