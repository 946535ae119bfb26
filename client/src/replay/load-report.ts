/** The report of a load test. The run fails when an interaction does, or when there are too few answers in all. */
import type { Mismatch } from '../provider/mismatch.ts'
import {
  type InteractionFigures,
  type LoadFigures,
  figuresOf,
  milliseconds,
  number,
  percent,
  sum,
  totalOf,
} from './load-figures.ts'
import { type Judged, type LoadThresholds, loadFinding } from './load-findings.ts'
import type { LoadGroup, Tested } from './load-groups.ts'
import type { Latencies } from './meter.ts'
import type { Pace } from './play.ts'
import { type Finding, type ReplayReport, type ReportTable, isSuccess, outcomeCounts } from './report.ts'
import { requestLine } from './request.ts'

/** What a load test found; all times are in milliseconds. */
export interface LoadReport extends ReplayReport {
  readonly kind: 'load'
  readonly figures: { readonly total: LoadFigures; readonly interactions: readonly InteractionFigures[] }
}

export interface LoadFacts {
  readonly provider: string
  readonly baseUrl: string
  readonly startedAt: string
  readonly durationMs: number
  readonly plan: { readonly pace: Pace; readonly durationMs: number; readonly warmUpMs: number }
  readonly messages: number
  readonly groups: readonly LoadGroup[]
  readonly thresholds: LoadThresholds
  readonly latency: Latencies | undefined
  /** What did not fit in each sample of the answers. */
  readonly samplesOf: (tested: Tested) => readonly (readonly Mismatch[])[]
}

function judgedOf(tested: Tested, { samplesOf }: LoadFacts): Judged {
  const samples = samplesOf(tested)
  const once = new Map(samples.flat().map((mismatch) => [`${mismatch.part} ${mismatch.path}`, mismatch]))
  const { consumer, name: interaction } = tested.request
  return {
    tested,
    figures: {
      consumer,
      interaction,
      request: requestLine(tested.request),
      ...figuresOf(tested.meter.measured(), tested.playedMs),
      samples: samples.length,
      mismatches: [...once.values()],
    },
  }
}

function throughputFinding({ throughputPerSecond: found }: LoadFigures, least: number | undefined): readonly Finding[] {
  if (least === undefined) return []
  const isEnough = found >= least
  return [
    {
      consumer: undefined,
      interaction: 'throughput',
      request: undefined,
      check: undefined,
      outcome: isEnough ? 'passed' : 'failed',
      title: `${number(found, 1)} answers per second${isEnough ? '' : `, fewer than ${number(least, 1)}`}`,
      details: [],
    },
  ]
}

const HEADER = ['', 'answers', 'per second', 'errors', 'p50', 'p90', 'p95', 'p99', 'max']

function cells(title: string, figures: LoadFigures): readonly string[] {
  const { answered, throughputPerSecond, errorRatePercent, latency } = figures
  const times = latency && [latency.p50Ms, latency.p90Ms, latency.p95Ms, latency.p99Ms, latency.maxMs]
  return [
    title,
    number(answered),
    number(throughputPerSecond, 1),
    percent(errorRatePercent),
    ...(times?.map(milliseconds) ?? HEADER.slice(4).map(() => '–')),
  ]
}

/** The findings have it whole. */
const LONGEST_NAME = 60
const cut = (name: string): string => (name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`)

function tableOf(judged: readonly Judged[], total: LoadFigures): ReportTable {
  const rows = judged.map(({ figures }) => cells(cut(figures.interaction), figures))
  return { title: 'Answers', header: HEADER, rows: [...rows, cells('all', total)] }
}

type Setting = readonly [name: string, value: string]

function limit(name: string, value: number | undefined, shown: (value: number) => string): readonly Setting[] {
  return value === undefined ? [] : [[name, shown(value)]]
}

const perSecond = (value: number): string => `${value} per second`
const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`

function settingsOf({ baseUrl, plan, thresholds }: LoadFacts): ReplayReport['settings'] {
  const { pace, durationMs, warmUpMs } = plan
  const { p95Ms, p99Ms, errorRatePercent = 0, throughputPerSecond } = thresholds
  return [
    ['provider', baseUrl],
    'rate' in pace ? ['rate', perSecond(pace.rate)] : ['concurrency', String(pace.concurrency)],
    ['duration', seconds(durationMs)],
    ...limit('warm-up', warmUpMs > 0 ? warmUpMs : undefined, seconds),
    ...limit('most errors', errorRatePercent, percent),
    ...limit('most p95', p95Ms, milliseconds),
    ...limit('most p99', p99Ms, milliseconds),
    ...limit('least throughput', throughputPerSecond, perSecond),
  ]
}

const counted = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`

/** A rate that is this little below what was wanted is as wanted. */
const NEARLY = 0.95

function summaryOf(facts: LoadFacts, total: LoadFigures, findings: readonly Finding[]): readonly string[] {
  const { groups, messages, plan } = facts
  const { throughputPerSecond: found } = total
  const isSlow = 'rate' in plan.pace && found < plan.pace.rate * NEARLY
  return [
    `${outcomeCounts(findings)}: ${counted(total.answered, 'answer')}, ${number(found, 1)} per second, ${percent(total.errorRatePercent)} errors`,
    ...(isSlow
      ? [`The rate was not reached: ${number(found, 1)} per second were answered, of ${plan.pace.rate}.`]
      : []),
    ...(groups.length > 1
      ? [
          `Played in ${groups.length} groups, one after the other, since their states differ; each had its share of the time.`,
        ]
      : []),
    ...(messages > 0 ? [`${counted(messages, 'message')} left out: a message does not go over HTTP.`] : []),
  ]
}

export function loadReport(facts: LoadFacts): LoadReport {
  const { provider, startedAt, durationMs, groups, thresholds, latency } = facts
  const judged = groups.flatMap(({ tested }) => tested).map((tested) => judgedOf(tested, facts))
  const interactions = judged.map(({ figures }) => figures)
  const playedMs = sum(groups.map(({ tested }) => Math.max(0, ...tested.map((one) => one.playedMs))))
  const total = totalOf(interactions, { latency, playedMs })
  const findings = [
    ...judged.map((one) => loadFinding(one, thresholds)),
    ...throughputFinding(total, thresholds.throughputPerSecond),
  ]
  return {
    kind: 'load',
    title: `Load test of ${provider}`,
    provider,
    success: isSuccess(findings),
    startedAt,
    durationMs,
    summary: summaryOf(facts, total, findings),
    settings: settingsOf(facts),
    findings,
    tables: [tableOf(judged, total)],
    figures: { total, interactions },
  }
}
