/**
 * What a soak says, from what was noted down during it. Times are in milliseconds since its start.
 *
 * Latency is normal while the 95th percentile of the requests that were due in a second is at most three times what it
 * was before the first fault, and none of them failed. A fault is over with the last second before the next fault that
 * is not normal: how long that is after the fault is its recovery.
 */

export interface Sample {
  /** When the request was due, whether or not it could be sent then. */
  readonly at: number
  readonly milliseconds: number
  readonly failed: boolean
}

export interface Fault {
  readonly at: number
  readonly what: string
}

export interface Memory {
  readonly at: number
  readonly bytes: number
}

const NORMAL_FACTOR = 3
/** Below that nobody notices, and a single collection of garbage would count as a fault. */
const NORMAL_AT_LEAST_MS = 100
const SECOND = 1000

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

export function normalMs(samples: readonly Sample[], faults: readonly Fault[]): number {
  const first = faults[0]?.at ?? Infinity
  const before = samples.filter(({ at }) => at < first).map(({ milliseconds }) => milliseconds)
  return Math.max(NORMAL_AT_LEAST_MS, NORMAL_FACTOR * percentile(before, 95))
}

/** For each fault how long it was felt; 0: not at all. */
export function recoveries(samples: readonly Sample[], faults: readonly Fault[]): readonly number[] {
  const limit = normalMs(samples, faults)
  const seconds = Map.groupBy(samples, ({ at }) => Math.floor(at / SECOND))
  const odd = [...seconds].flatMap(([second, those]) => {
    const slow = percentile(
      those.map(({ milliseconds }) => milliseconds),
      95,
    )
    return slow > limit || those.some(({ failed }) => failed) ? [(second + 1) * SECOND] : []
  })
  return faults.map(({ at }, index) => {
    const next = faults[index + 1]?.at ?? Infinity
    const felt = odd.filter((end) => end > at && end <= next)
    return Math.max(0, ...felt.map((end) => end - at))
  })
}

/** The median of the last quarter as a multiple of that of the second one, when everything had been loaded. */
export function memoryGrowth(readings: readonly Memory[]): number {
  const quarter = Math.floor(readings.length / 4)
  const median = (part: readonly Memory[]) =>
    percentile(
      part.map(({ bytes }) => bytes),
      50,
    )
  return median(readings.slice(-quarter)) / median(readings.slice(quarter, 2 * quarter))
}
