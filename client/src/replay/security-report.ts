/** The report of a security run. What it says of single interactions is in the findings. */
import { bareUrl } from './security-curl.ts'
import { type SecurityFigure, figuresOf, findingsOf } from './security-findings.ts'
import type { Probed } from './security-interaction.ts'
import { type Finding, type ReplayReport, isSuccess, outcomeCounts } from './report.ts'
import type { ReplayRequest } from './request.ts'

/** What a security run found, for programs; interactions are named as in the findings. */
export interface SecurityFigures {
  /** How many probes were sent, and how many were left out since there would have been too many. */
  readonly probes: { readonly sent: number; readonly leftOut: number }
  /** Interactions without any credentials, or that were said to be public. */
  readonly public: readonly string[]
  /** Interactions that expect a 401, a 403 or a 5xx, which are not probed. */
  readonly refused: readonly string[]
  readonly unplayable: readonly string[]
  readonly findings: readonly SecurityFigure[]
}

/** What a security run found. */
export interface SecurityReport extends ReplayReport {
  readonly kind: 'security'
  readonly figures: SecurityFigures
}

export interface SecurityFacts {
  readonly provider: string
  readonly baseUrl: string
  readonly startedAt: string
  readonly durationMs: number
  readonly messages: number
  readonly probed: readonly Probed[]
  readonly refused: readonly ReplayRequest[]
  /** How many interactions were not reached, since the run was ended. */
  readonly left: number
  readonly isPublic: (request: ReplayRequest) => boolean
  readonly maxBodyMb: number
  readonly maxProbes: number
}

const MOST_NAMES = 10

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `'${name}'`)
  const rest = names.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}

const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`

function aboutRun(check: string, outcome: Finding['outcome'], title: string): Finding {
  return { consumer: undefined, interaction: check, request: undefined, check: undefined, outcome, title, details: [] }
}

function runFindings({ probed, isPublic }: SecurityFacts): readonly Finding[] {
  if (probed.length === 0) return []
  const played = probed.filter(({ unplayable }) => unplayable === undefined)
  if (played.length === 0) {
    return [
      aboutRun('all interactions', 'failed', 'none could be played, so nothing was probed: are its states set up?'),
    ]
  }
  const isUnknown = played.every(({ hasCredentials, request }) => !hasCredentials && !isPublic(request))
  const advice = 'no request has any: give them with --header, or nothing is known about who may ask'
  return isUnknown ? [aboutRun('credentials', 'warned', advice)] : []
}

function figures({ probed, refused, isPublic }: SecurityFacts): SecurityFigures {
  const played = probed.filter(({ unplayable }) => unplayable === undefined)
  return {
    probes: {
      sent: probed.reduce((total, { sent }) => total + sent, 0),
      leftOut: probed.reduce((total, { leftOut }) => total + leftOut, 0),
    },
    public: played
      .filter(({ hasCredentials, request }) => !hasCredentials || isPublic(request))
      .map(({ request }) => request.name),
    refused: refused.map(({ name }) => name),
    unplayable: probed.filter(({ unplayable }) => unplayable !== undefined).map(({ request }) => request.name),
    findings: probed.flatMap((one) => figuresOf(one)),
  }
}

function summary(findings: readonly Finding[], found: SecurityFigures, facts: SecurityFacts): readonly string[] {
  const { messages, left, maxProbes } = facts
  const { probes, refused } = found
  const sentences: readonly (readonly [isSaid: boolean, sentence: string])[] = [
    [true, `${counted(probes.sent, 'probe')}: ${outcomeCounts(findings)}.`],
    [found.public.length > 0, `Public, since anybody may ask: ${listed(found.public)}.`],
    [refused.length > 0, `Not probed, since a refusal or a failure is what is expected: ${listed(refused)}.`],
    [
      probes.leftOut > 0,
      `Left out: ${counted(probes.leftOut, 'probe')}, since ${maxProbes.toLocaleString('en')} are the most (--max-probes); those without credentials go first.`,
    ],
    [left > 0, `The run was ended: ${counted(left, 'interaction')} ${left === 1 ? 'was' : 'were'} not probed.`],
    [messages > 0, `Left out: ${counted(messages, 'message')}, which nobody sends over HTTP.`],
  ]
  return sentences.filter(([isSaid]) => isSaid).map(([, sentence]) => sentence)
}

export function securityReport(facts: SecurityFacts): SecurityReport {
  const { provider, baseUrl, startedAt, durationMs, probed, maxBodyMb, maxProbes } = facts
  const findings = [...probed.flatMap((one) => findingsOf(one)), ...runFindings(facts)]
  const found = figures(facts)
  return {
    kind: 'security',
    title: `Security of ${provider}`,
    provider,
    success: isSuccess(findings),
    startedAt,
    durationMs,
    summary: summary(findings, found, facts),
    settings: [
      ['provider', bareUrl(baseUrl)],
      ['largest body', `${maxBodyMb} MB`],
      ['probes at most', maxProbes.toLocaleString('en')],
    ],
    findings,
    tables: [],
    figures: found,
  }
}
