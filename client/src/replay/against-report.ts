/** The report of a comparison: findings, and how long each answer took, for information only. */
import type { Difference } from './against-compare.ts'
import { type Compared, type Uncompared, findingOf, weighedOutcome, withoutSecrets } from './against-findings.ts'
import { type Outcome, type ReplayReport, type ReportTable, isSuccess, outcomeCounts } from './report.ts'
import { bareUrl } from './security-curl.ts'

/** What was found for one interaction, for programs; pairs are of the provider and the other one, times in milliseconds. */
export interface AgainstFigure {
  readonly consumer: string
  readonly interaction: string
  readonly outcome: Outcome
  /** Undefined where there were not two answers. */
  readonly status?: readonly [number, number] | undefined
  readonly durationMs?: readonly [number, number] | undefined
  /** How many things of the contract each does not keep. */
  readonly mismatches?: readonly [number, number] | undefined
  readonly differences: readonly Difference[]
}

/** What a comparison of two providers found. */
export interface AgainstReport extends ReplayReport {
  readonly kind: 'against'
  readonly figures: { readonly interactions: readonly AgainstFigure[] }
}

export interface AgainstFacts {
  readonly provider: string
  readonly urls: readonly [one: string, other: string]
  readonly startedAt: string
  readonly durationMs: number
  readonly messages: number
  readonly found: readonly (Compared | Uncompared)[]
  /** How many interactions were not reached, since the run was ended. */
  readonly left: number
  readonly isStrict: boolean
  readonly ignored: readonly string[]
}

function figureOf(found: Compared | Uncompared, isStrict: boolean): AgainstFigure {
  const { consumer, name: interaction } = found.request
  const outcome = weighedOutcome(found, isStrict)
  if (found.kind === 'uncompared') return { consumer, interaction, outcome, differences: [] }
  const [one, other] = found.answers
  return {
    consumer,
    interaction,
    outcome,
    status: [one.status, other.status],
    durationMs: [one.durationMs, other.durationMs],
    mismatches: [found.mismatches[0].length, found.mismatches[1].length],
    differences: found.differences.map(withoutSecrets),
  }
}

const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

function latencyTable(found: readonly (Compared | Uncompared)[]): ReportTable {
  const rows = found.flatMap((one): readonly (readonly string[])[] => {
    if (one.kind === 'uncompared') return []
    const [{ durationMs: first }, { durationMs: second }] = one.answers
    return [[one.request.name, milliseconds(first), milliseconds(second), `${(second / first).toFixed(2)}×`]]
  })
  return { title: 'One answer each', header: ['', 'this', 'other', 'ratio'], rows }
}

export function againstReport(facts: AgainstFacts): AgainstReport {
  const { provider, urls, startedAt, durationMs, found, isStrict, ignored, left, messages } = facts
  const findings = found.map((one) => findingOf(one, isStrict))
  return {
    kind: 'against',
    title: `${provider} against another provider`,
    provider,
    success: isSuccess(findings),
    startedAt,
    durationMs,
    summary: [
      outcomeCounts(findings),
      ...(left > 0 ? [`The run was ended: ${left} ${left === 1 ? 'interaction was' : 'interactions were'} left.`] : []),
      ...(messages > 0
        ? [`${messages} ${messages === 1 ? 'message' : 'messages'} left out: a message does not go over HTTP.`]
        : []),
    ],
    settings: [
      ['this', bareUrl(urls[0])],
      ['other', bareUrl(urls[1])],
      ['values', isStrict ? 'all must be the same' : 'shown where the contract does not leave them open'],
      ...(ignored.length > 0 ? [['ignored', ignored.join(', ')] as const] : []),
    ],
    findings,
    tables: [latencyTable(found)],
    figures: { interactions: found.map((one) => figureOf(one, isStrict)) },
  }
}
