/**
 * What a load test says of an interaction. It fails when more of its requests than allowed are unanswered or answered with
 * another status than the contract's, when a sample of its answers is not what the contract says, or when its percentiles are
 * above what is allowed; where it is pending, that is a warning.
 */
import { differences } from '../provider/report.ts'
import { type InteractionFigures, type LoadFigures, milliseconds, number, percent, sum } from './load-figures.ts'
import type { Tested } from './load-groups.ts'
import { type Finding, type Outcome, aboutRequest } from './report.ts'
import type { FailureReason } from './send.ts'

/** What must hold for a load test to succeed; what is not told is not looked at, but for errors. */
export interface LoadThresholds {
  /** The most that the 95th percentile of each interaction may be, in milliseconds. */
  readonly p95Ms?: number | undefined
  /** The same of the 99th percentile. */
  readonly p99Ms?: number | undefined
  /** How many requests of each interaction may go unanswered or get another status than expected, in percent; 0 unless told. */
  readonly errorRatePercent?: number | undefined
  /** The least number of answers per second, of all interactions together. */
  readonly throughputPerSecond?: number | undefined
}

const REASONS: Readonly<Record<FailureReason, string>> = {
  unreachable: 'found nobody who takes connections',
  lost: 'lost the connection',
  timeout: 'got no answer in time',
  unreadable: 'were answered with something that is no HTTP',
  unsendable: 'cannot be sent',
  aborted: 'were given up',
}

const isReason = (name: string): name is FailureReason => Object.hasOwn(REASONS, name)

function errorLines(figures: LoadFigures, { request, meter }: Tested): readonly string[] {
  const { sent, unanswered, said, unexpected } = figures
  const of = (count: number) => `${number(count)} of ${number(sent)}`
  const statuses = Object.entries(unexpected).map(
    ([status, count]) => `${of(count)} were answered with ${status}, expected ${request.response.status}`,
  )
  const missing = Object.entries(unanswered).map(([reason, count]) =>
    isReason(reason) ? `${of(count)} ${REASONS[reason]}: ${said[reason] ?? ''}` : of(count),
  )
  const errors = sum(Object.values(unexpected))
  const isUsedUp = meter.beganWell && errors > 0 && errors >= figures.answered - 1
  const advice = isUsedUp
    ? ['Only the first answer was as expected: does the request use up what it needs? --methods GET leaves such out.']
    : []
  return [...statuses, ...missing, ...advice]
}

function tooMuch(name: string, value: number | undefined, most: number | undefined): readonly string[] {
  if (value === undefined || most === undefined || value <= most) return []
  return [`the ${name} is ${milliseconds(value)}, more than ${milliseconds(most)}`]
}

/** An interaction that was tested, and what was measured. */
export interface Judged {
  readonly tested: Tested
  readonly figures: InteractionFigures
}

/** Errors that are allowed are still shown. */
function outcomeOf(tested: Tested, { isFailed, hasErrors }: { isFailed: boolean; hasErrors: boolean }): Outcome {
  if (isFailed && !tested.request.isPending) return 'failed'
  return isFailed || hasErrors ? 'warned' : 'passed'
}

export function loadFinding({ tested, figures }: Judged, thresholds: LoadThresholds): Finding {
  const { sent, errorRatePercent, latency, mismatches } = figures
  const { p95Ms, p99Ms, errorRatePercent: mostErrors = 0 } = thresholds
  const problems = [
    ...(tested.problem === undefined ? [] : [tested.problem]),
    ...(tested.problem === undefined && sent === 0 ? ['it was not played before the run ended'] : []),
    ...(errorRatePercent > mostErrors ? [`${percent(errorRatePercent)} of its requests failed`] : []),
    ...(mismatches.length > 0 ? ['answers are not what the contract says'] : []),
    ...tooMuch('95th percentile', latency?.p95Ms, p95Ms),
    ...tooMuch('99th percentile', latency?.p99Ms, p99Ms),
  ]
  const isFailed = problems.length > 0
  const pending = tested.request.isPending ? ' (pending: it fails nothing)' : ''
  const time = latency === undefined ? '' : `, p95 ${milliseconds(latency.p95Ms)}, p99 ${milliseconds(latency.p99Ms)}`
  const details = [...errorLines(figures, tested), ...differences({ exchange: undefined, mismatches })]
  const good = `${number(figures.answered)} answers${time}`
  return {
    ...aboutRequest(tested.request),
    check: undefined,
    outcome: outcomeOf(tested, { isFailed, hasErrors: details.length > 0 }),
    title: isFailed ? problems.join('; ') + pending : good,
    details: isFailed ? [...details, good] : details,
  }
}
