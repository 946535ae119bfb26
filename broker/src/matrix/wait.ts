/**
 * How long somebody waits for a verdict, and what may change it. A verdict is open while results are missing and none
 * failed: one failure would already be a no, whatever else comes. What is more than can be compared stays open without
 * anything missing: that is not waited for. What happens matters when one of the pacticipants asked about takes part in
 * it, or when another version of one of their partners is deployed, released, or put on a new branch.
 */
import type { EventName } from '@tallystick/client/wire'
import type { KeptEvent } from '../events/events.ts'
import type { Integration, ResolvedSelector } from './facts.ts'
import type { Question } from './selectors.ts'
import type { Verdict } from './verdict.ts'

const LONGEST_WAIT_SECONDS = 60

/** What is wrong with the parameter; follows its name. */
export const WAIT_RULE = `must be a whole number of seconds from 0 to ${LONGEST_WAIT_SECONDS}`

/** In seconds; NaN for what breaks the rule. */
export function readWait(value: unknown): number {
  if (value === undefined || value === '') return 0
  const seconds = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN
  return seconds <= LONGEST_WAIT_SECONDS ? seconds : Number.NaN
}

/** Whether results that are still to come decide. */
export function isOpen({ answer, counts }: Pick<Verdict, 'answer' | 'counts'>): boolean {
  return answer === 'unknown' && counts.unknown > 0 && counts.failed === 0
}

// Everything else comes together with one of these, or changes no verdict.
const decisive: ReadonlySet<EventName> = new Set([
  'contract_published',
  'provider_verification_published',
  'deployment_recorded',
  'undeployment_recorded',
  'release_recorded',
  'support_ended',
  'branch_created',
])

interface AskedAbout {
  readonly specified: readonly Pick<ResolvedSelector, 'name'>[]
  readonly integrations: readonly Pick<Integration, 'consumer' | 'provider'>[]
}

/** Tells of an event whether it may change the verdict on what was asked. */
export function concernOf({ specified, integrations }: AskedAbout): (event: KeptEvent) => boolean {
  const asked = new Set<string | null>(specified.map(({ name }) => name))
  const related = new Set<string | null>(integrations.flatMap(({ consumer, provider }) => [consumer, provider]))
  return ({ name, consumer, provider, pacticipant }) =>
    decisive.has(name) &&
    (asked.has(consumer) || asked.has(provider) || asked.has(pacticipant) || related.has(pacticipant))
}

/** The same for questions that are equal. */
export function keyOf(form: string, question: Question): string {
  const { outcomes, ...rest } = question
  return JSON.stringify([form, rest, outcomes && [...outcomes].toSorted()])
}
