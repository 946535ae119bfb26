/** What `tally replay` found, whatever it looked for: the same report is text, JSON, JUnit's XML and a page of HTML. */
import { type Block, type Line, textOf } from '../cli/report.ts'
import type { ReplayRequest } from './request.ts'
import { requestLine } from './request.ts'

/** What a replay looked at. */
export type ReplayKind = 'load' | 'security' | 'against'

/** `passed` · `warned`: shown, and fails nothing · `failed`: fails the run. */
export type Outcome = 'passed' | 'warned' | 'failed'

/** What was found about one interaction, or about the run as a whole. */
export interface Finding {
  /** Undefined where it is about the run. */
  readonly consumer: string | undefined
  /** `given the book exists: a request for a book`; what it is about where that is the run. */
  readonly interaction: string
  /** `GET /books/1`, as it was sent. */
  readonly request: string | undefined
  /** What was looked at, where an interaction is looked at in several ways: `without credentials`. */
  readonly check: string | undefined
  readonly outcome: Outcome
  /** In a sentence. */
  readonly title: string
  /** What there is to say besides, a line each. */
  readonly details: readonly string[]
}

/** Columns of numbers, as they are shown. */
export interface ReportTable {
  readonly title: string
  readonly header: readonly string[]
  /** Cells as they are shown. */
  readonly rows: readonly (readonly string[])[]
}

/** What the three kinds have in common. */
export interface ReplayReport {
  readonly kind: ReplayKind
  /** What was done, in a few words: `Load test of Stock`. */
  readonly title: string
  readonly provider: string
  /** Nothing failed. */
  readonly success: boolean
  /** When it began, in ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  /** The result in one sentence, and what is to be known besides, a sentence each. */
  readonly summary: readonly string[]
  /** What was set: `rate`, `50 requests per second`. */
  readonly settings: readonly (readonly [name: string, value: string])[]
  readonly findings: readonly Finding[]
  /** Numbers for people; in JSON they are `figures`. */
  readonly tables: readonly ReportTable[]
  /** The same for programs, where there are any; each kind says what it has. */
  readonly figures?: unknown
}

/** What a finding says of its interaction. */
export function aboutRequest(request: ReplayRequest): Pick<Finding, 'consumer' | 'interaction' | 'request'> {
  return { consumer: request.consumer, interaction: request.name, request: requestLine(request) }
}

export function isSuccess(findings: readonly Finding[]): boolean {
  return !findings.some(({ outcome }) => outcome === 'failed')
}

const counted = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** `3 failed, 1 warning, 12 passed`. */
export function outcomeCounts(findings: readonly Finding[]): string {
  const of = (outcome: Outcome) => findings.filter((finding) => finding.outcome === outcome).length
  const warned = of('warned')
  return [`${of('failed')} failed`, ...(warned > 0 ? [counted(warned, 'warning')] : []), `${of('passed')} passed`].join(
    ', ',
  )
}

/** What there is to be said for JSON: all but the tables, which are for people. */
export function reportJson(report: ReplayReport): object {
  const { tables: _tables, settings, ...facts } = report
  return { ...facts, settings: Object.fromEntries(settings) }
}

/** The name of a finding where nothing else is around it. */
export function findingName({ interaction, check }: Finding): string {
  return check === undefined ? interaction : `${interaction} [${check}]`
}

const MARKS: Readonly<Record<Outcome, string>> = { passed: '✓', warned: '!', failed: '✗' }
const FORMATS = { passed: 'green', warned: 'yellow', failed: 'red' } as const

function findingLines(finding: Finding): readonly Line[] {
  const { outcome, title, details, request } = finding
  const head = { text: `  ${MARKS[outcome]} ${findingName(finding)}: ${title}`, format: FORMATS[outcome] }
  if (outcome === 'passed') return [head]
  const asked: readonly Line[] = request === undefined ? [] : [{ text: `      ${request}`, format: 'dim' }]
  return [head, ...asked, ...details.map((text) => ({ text: `      ${text}` }))]
}

/** Findings of one consumer, in the order in which they came; those about the run are under its title. */
export function groupedFindings(report: ReplayReport): readonly (readonly [title: string, readonly Finding[]])[] {
  const { provider, findings } = report
  return [
    ...Map.groupBy(findings, ({ consumer }) => (consumer === undefined ? 'The run' : `${consumer} → ${provider}`)),
  ]
}

/**
 * The report as text, as `tally replay` prints it.
 *
 * @example
 * const facts = { provider: 'Catalogue', startedAt: '2026-01-31T12:00:00.000Z', durationMs: 10_000, success: true }
 * const found = { summary: ['0 failed, 12 passed'], settings: [['rate', '50 per second']], findings: [], tables: [] }
 * const text = replayText({ kind: 'load', title: 'Load test of Catalogue', ...facts, ...found })
 * text // → 'Load test of Catalogue\nrate: 50 per second\n\n0 failed, 12 passed\n'
 */
export function replayText(report: ReplayReport): string {
  return textOf(reportBlocks(report), 'text')
    .map(({ text }) => `${text}\n`)
    .join('')
}

/** The report in blocks, for the terminal, Markdown, or a step of GitHub Actions. */
export function reportBlocks(report: ReplayReport): readonly Block[] {
  const { title, settings, summary, tables, success } = report
  const [result = '', ...more] = summary
  const set = settings.map(([name, value]) => `${name}: ${value}`).join(' · ')
  return [
    {
      lines: [
        { text: title, format: 'bold' },
        { text: set, format: 'dim' },
      ],
    },
    ...tables,
    ...groupedFindings(report).map(([heading, findings]) => ({
      lines: [{ text: heading, format: 'bold' as const }, ...findings.flatMap(findingLines)],
    })),
    { lines: [{ text: result, format: success ? 'green' : 'red' }, ...more.map((text) => ({ text }))] },
  ]
}
