/**
 * Interactions in groups that are played one after the other, each with its share of the time: states may exclude each
 * other, so those that need the same states go together. Where nobody sets states up, or all are wanted at once, there is
 * one group.
 */
import { canonical } from '../contract/json.ts'
import type { State } from '../provider/document.ts'
import { messageOf } from '../provider/within.ts'
import type { Meter } from './meter.ts'
import type { OpenedReplay } from './open-replay.ts'
import type { ReplayRequest } from './request.ts'

/** An interaction that is played, and what is found about it. */
export interface Tested {
  readonly request: ReplayRequest
  readonly meter: Meter
  /** Why it was not played, or what went wrong around it. */
  problem: string | undefined
  /** How long its group was played. */
  playedMs: number
}

export interface LoadGroup {
  readonly tested: readonly Tested[]
  /** Each set of states that its interactions need, once. */
  readonly stateSets: readonly (readonly State[])[]
}

const keyOf = (states: readonly State[]): string => canonical(states)

function groupOf(tested: readonly Tested[]): LoadGroup {
  const sets = new Map(tested.map(({ request: { states } }) => [keyOf(states), states]))
  return { tested, stateSets: [...sets.values()] }
}

export function loadGroups(tested: readonly Tested[], isApart: boolean): readonly LoadGroup[] {
  if (!isApart) return [groupOf(tested)]
  return [...Map.groupBy(tested, ({ request }) => keyOf(request.states)).values()].map(groupOf)
}

function blame({ tested }: LoadGroup, states: readonly State[], error: unknown): void {
  for (const one of tested) if (keyOf(one.request.states) === keyOf(states)) one.problem ??= messageOf(error)
}

/** An interaction whose states are set up, with their values in its request. */
export interface Ready {
  readonly tested: Tested
  readonly request: ReplayRequest
}

/**
 * Does something while the provider is in the states of a group. An interaction whose states cannot be set up, or not be
 * taken back, has its problem; the former is not among those that are ready.
 */
export async function inStates(
  group: LoadGroup,
  opened: OpenedReplay,
  action: (ready: readonly Ready[]) => Promise<void>,
): Promise<void> {
  const done: (readonly State[])[] = []
  const ready: Ready[] = []
  try {
    for (const states of group.stateSets) {
      try {
        const values = await opened.setUpStates(states)
        done.unshift(states)
        const inState = group.tested.filter(({ request }) => keyOf(request.states) === keyOf(states))
        ready.push(...inState.map((tested) => ({ tested, request: opened.filled(tested.request, values) })))
      } catch (error) {
        blame(group, states, error)
      }
    }
    if (ready.length > 0) await action(ready)
  } finally {
    for (const states of done) await opened.tearDownStates(states).catch((error) => blame(group, states, error))
  }
}
