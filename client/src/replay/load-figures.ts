/** What was measured under load, in numbers, and as these are shown. */
import type { Mismatch } from '../provider/mismatch.ts'
import type { Latencies, Measured } from './meter.ts'

/** What was measured of some requests. */
export interface LoadFigures extends Measured {
  readonly sent: number
  /** Answers per second, while they were played. */
  readonly throughputPerSecond: number
  /** Unanswered, or with another status than expected. */
  readonly errorRatePercent: number
}

/** What was measured of one interaction. */
export interface InteractionFigures extends LoadFigures {
  readonly consumer: string
  readonly interaction: string
  readonly request: string
  /** How many different answers were compared with the contract. */
  readonly samples: number
  /** What did not fit in them. */
  readonly mismatches: readonly Mismatch[]
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

export function figuresOf(measured: Measured, playedMs: number): LoadFigures {
  const { answered, unanswered, unexpected } = measured
  const sent = answered + sum(Object.values(unanswered))
  const errors = sent - answered + sum(Object.values(unexpected))
  return {
    ...measured,
    sent,
    throughputPerSecond: playedMs === 0 ? 0 : (answered * 1000) / playedMs,
    errorRatePercent: sent === 0 ? 0 : (errors * 100) / sent,
  }
}

function addedUp(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const names = new Set(counts.flatMap(Object.keys))
  return Object.fromEntries([...names].map((name) => [name, sum(counts.map((count) => count[name] ?? 0))]))
}

/** All together: counts are added up, but a percentile of all is not made from those of each. */
export function totalOf(
  figures: readonly LoadFigures[],
  { latency, playedMs }: { readonly latency: Latencies | undefined; readonly playedMs: number },
): LoadFigures {
  const measured: Measured = {
    answered: sum(figures.map(({ answered }) => answered)),
    unanswered: addedUp(figures.map(({ unanswered }) => unanswered)),
    said: Object.assign({}, ...figures.map(({ said }) => said)),
    unexpected: addedUp(figures.map(({ unexpected }) => unexpected)),
    latency,
  }
  return figuresOf(measured, playedMs)
}

export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** More digits for what is small. */
export function milliseconds(value: number): string {
  if (value < 0.01) return `${Number(value.toPrecision(1))} ms`
  if (value >= 100) return `${number(value)} ms`
  return `${number(value, value >= 10 ? 1 : 2)} ms`
}

/** `0.0043%` is not nothing. */
export const percent = (value: number): string => `${Number(value.toPrecision(value < 1 ? 2 : 3))}%`
