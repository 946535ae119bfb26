/**
 * What a soak says, from what was noted down during it. Times are in milliseconds since its start.
 *
 * Latency is normal while the 95th percentile of the requests that were due in a second is at most three times what it
 * was before the first fault, and none of them failed. A fault is over when five seconds in a row were normal: how long
 * after the fault they begin is its recovery. Seconds that are not normal later than that are counted apart.
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
/** So many normal seconds in a row end a fault. */
const CALM = 5

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

export function normalMs(samples: readonly Sample[], faults: readonly Fault[]): number {
  const first = faults[0]?.at ?? Infinity
  const before = samples.filter(({ at }) => at < first).map(({ milliseconds }) => milliseconds)
  return Math.max(NORMAL_AT_LEAST_MS, NORMAL_FACTOR * percentile(before, 95))
}

/** The ends of the seconds that were not normal. */
function oddSeconds(samples: readonly Sample[], limit: number): readonly number[] {
  return [...Map.groupBy(samples, ({ at }) => Math.floor(at / SECOND))].flatMap(([second, those]) => {
    const slow = percentile(
      those.map(({ milliseconds }) => milliseconds),
      95,
    )
    return slow > limit || those.some(({ failed }) => failed) ? [(second + 1) * SECOND] : []
  })
}

export interface Felt {
  /** For each fault how long it was felt; 0: not at all. */
  readonly recoveries: readonly number[]
  /** Seconds that were not normal while no fault was felt. */
  readonly others: readonly number[]
}

/** The odd seconds after a fault, until so many are normal in a row. */
function secondsFelt({ at }: Fault, odd: readonly number[]): readonly number[] {
  const felt: number[] = []
  let calmSince = Math.ceil(at / SECOND) * SECOND
  for (const second of odd) {
    if (second - calmSince > CALM * SECOND) break
    felt.push(second)
    calmSince = second
  }
  return felt
}

export function feltOf(samples: readonly Sample[], faults: readonly Fault[]): Felt {
  const odd = oddSeconds(samples, normalMs(samples, faults))
  const felt = faults.map((fault, index) => {
    const next = faults[index + 1]?.at ?? Infinity
    return secondsFelt(
      fault,
      odd.filter((second) => second > fault.at && second <= next),
    )
  })
  const all = new Set(felt.flat())
  return {
    recoveries: faults.map(({ at }, index) => Math.max(0, ...(felt[index] ?? []).map((second) => second - at))),
    others: odd.filter((second) => !all.has(second)),
  }
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
