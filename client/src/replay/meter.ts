import { createHistogram } from 'node:perf_hooks'
import { headerIn } from './parts.ts'
import type { Answer, FailureReason, Sent } from './send.ts'

/** Milliseconds; the percentiles are exact to a hundredth of their value. */
export interface Latencies {
  readonly p50Ms: number
  readonly p90Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** What became of requests that were played. */
export interface Measured {
  /** How many were answered, in whatever way. */
  readonly answered: number
  /** How many were not answered, by the reason. */
  readonly unanswered: Readonly<Partial<Record<FailureReason, number>>>
  /** What was said of the first of each reason. */
  readonly said: Readonly<Partial<Record<FailureReason, string>>>
  /** Answers with a status that the contract does not expect, by status. */
  readonly unexpected: Readonly<Record<string, number>>
  /** Undefined where nothing was measured. */
  readonly latency: Latencies | undefined
}

export interface Meter {
  /** Takes an answer to the samples, and its time and outcome to what is measured; of a warm-up only the former. */
  record(sent: Sent, latencyMs: number, isWarmUp: boolean): void
  measured(): Measured
  /** The first answer with an expected status, and some others, each different. */
  samples(): readonly Answer[]
  /** The first answer of all was as expected. */
  readonly beganWell: boolean
}

/** Histograms count in microseconds, up to ten minutes. Two digits, since each interaction has its own. */
const RANGE = { lowest: 1, highest: 600_000_000, figures: 2 }

const MOST_SAMPLES = 5
/** Answers that are larger are not kept, but for the first. */
const LARGEST_SAMPLE = 1_048_576

export interface LatencyHistogram {
  record(latencyMs: number): void
  latencies(): Latencies | undefined
}

export function createLatencyHistogram(): LatencyHistogram {
  const histogram = createHistogram(RANGE)
  // What is rounded up to the end of its step must not be more than the most.
  const ms = (percentile: number) => Math.min(histogram.percentile(percentile), histogram.max) / 1000
  return {
    record(latencyMs) {
      histogram.record(Math.min(RANGE.highest, Math.max(1, Math.round(latencyMs * 1000))))
    },
    latencies() {
      if (histogram.count === 0) return undefined
      return { p50Ms: ms(50), p90Ms: ms(90), p95Ms: ms(95), p99Ms: ms(99), maxMs: histogram.max / 1000 }
    },
  }
}

/** Nothing that a contract would tell apart, but for headers such as the date. */
function isSame(one: Answer, other: Answer): boolean {
  const [type, otherType] = [headerIn(one.headers, 'content-type'), headerIn(other.headers, 'content-type')]
  return one.status === other.status && type === otherType && Buffer.compare(one.body, other.body) === 0
}

/** Keeps the first and, of those that follow, some by chance: each has the same chance. */
function createSampler() {
  const kept: Answer[] = []
  let seen = 0
  return {
    kept,
    offer(answer: Answer) {
      seen += 1
      if (kept.length === 0) {
        kept.push(answer)
        return
      }
      if (answer.body.length > LARGEST_SAMPLE) return
      if (kept.length < MOST_SAMPLES) kept.push(answer)
      else {
        const place = 1 + Math.floor(Math.random() * (seen - 1))
        if (place < MOST_SAMPLES) kept[place] = answer
      }
    },
  }
}

function added(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Measures one interaction. */
export function createMeter(isExpected: (status: number) => boolean): Meter {
  const histogram = createLatencyHistogram()
  const sampler = createSampler()
  const unanswered: Partial<Record<FailureReason, number>> = {}
  const said: Partial<Record<FailureReason, string>> = {}
  const unexpected = new Map<string, number>()
  let answered = 0
  let beganWell: boolean | undefined

  return {
    record(sent, latencyMs, isWarmUp) {
      const isGood = sent.kind === 'answered' && isExpected(sent.status)
      beganWell ??= isGood
      if (isGood) sampler.offer(sent)
      if (isWarmUp) return
      if (sent.kind === 'failed') {
        said[sent.reason] ??= sent.says
        unanswered[sent.reason] = (unanswered[sent.reason] ?? 0) + 1
        // To leave out those that took longest would make the others look good.
        if (sent.reason === 'timeout') histogram.record(latencyMs)
        return
      }
      answered += 1
      histogram.record(latencyMs)
      if (!isGood) added(unexpected, String(sent.status))
    },
    measured: () => ({
      answered,
      unanswered: { ...unanswered },
      said: { ...said },
      unexpected: Object.fromEntries(unexpected),
      latency: histogram.latencies(),
    }),
    samples: () => sampler.kept.filter((one, index) => sampler.kept.findIndex((other) => isSame(one, other)) === index),
    get beganWell() {
      return beganWell ?? false
    },
  }
}
