/** What was found when two providers were compared: a finding for each interaction, and under it every difference. */
import { type JsonValue, isJsonObject } from '../contract/json.ts'
import type { Mismatch } from '../provider/mismatch.ts'
import { type Difference, type DifferenceKind, isFailing, typeOf } from './against-compare.ts'
import { type Finding, type Outcome, aboutRequest } from './report.ts'
import { type ReplayRequest, requestLine } from './request.ts'
import { isSecretHeader, isSecretName } from './security-credentials.ts'
import { REDACTED, redactedHeader, redactedPath } from './security-redact.ts'
import type { Answer, Sent } from './send.ts'

/** Both answers, and what was found in them. */
export interface Compared {
  readonly kind: 'compared'
  readonly request: ReplayRequest
  readonly answers: readonly [one: Answer, other: Answer]
  readonly differences: readonly Difference[]
  /** What of the contract each does not keep. */
  readonly mismatches: readonly [one: readonly Mismatch[], other: readonly Mismatch[]]
}

/** An interaction for which there are not two answers. */
export interface Uncompared {
  readonly kind: 'uncompared'
  readonly request: ReplayRequest
  readonly outcome: Exclude<Outcome, 'passed'>
  readonly says: string
}

const MOST_SHOWN = 20
const MOST_MISMATCHES = 5
const LONGEST_VALUE = 200

const about = (request: ReplayRequest): Pick<Finding, 'consumer' | 'interaction' | 'request'> => ({
  ...aboutRequest(request),
  request: requestLine({ method: request.method, path: redactedPath(request.path) }),
})

/** Without what is secret by its name. */
function redactedInside(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(redactedInside)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]): [string, JsonValue] => [
      name,
      typeof inside === 'string' && isSecretName(name) ? REDACTED : redactedInside(inside),
    ]),
  )
}

/** Values whose name says that they are secret are not shown. */
function redacted(value: JsonValue | undefined, { part, path }: Difference): JsonValue | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') return redactedInside(value)
  if (part === 'header') return isSecretHeader(path) ? redactedHeader(path, value) : value
  const [, name = ''] = /(?:\.|\[')([^.[\]']+)(?:'\])?(?:\[\d+\])*$/.exec(path) ?? []
  return isSecretName(name) ? REDACTED : value
}

export function withoutSecrets(difference: Difference): Difference {
  return {
    ...difference,
    one: redacted(difference.one, difference),
    other: redacted(difference.other, difference),
  }
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text
}

const SAYS: Readonly<Record<DifferenceKind, string>> = {
  status: 'is another',
  presence: 'is only in one',
  type: 'has another type',
  value: 'has another value',
}

function says(difference: Difference): string {
  const { kind, one, other, isNamed } = difference
  const isJson = kind === 'type' && one !== undefined && other !== undefined && difference.path.startsWith('$')
  const types = isJson ? ` (${typeOf(one)}, ${typeOf(other)})` : ''
  return `${SAYS[kind]}${types}${isNamed ? '' : ', which no consumer reads here'}`
}

function differenceLines(difference: Difference, isStrict: boolean): readonly string[] {
  const { part, path, one, other } = withoutSecrets(difference)
  const mark = isFailing(difference, isStrict) ? '✗' : '!'
  return [
    `${mark} ${path === '' ? part : `${part} ${path}`} ${says(difference)}`,
    `    this   ${shown(one)}`,
    `    other  ${shown(other)}`,
  ]
}

function mismatchLines(mismatches: readonly Mismatch[]): readonly string[] {
  const lines = mismatches.slice(0, MOST_MISMATCHES).map(({ part, path, says: said }) => {
    const name = path === '' ? part : `${part} ${path}`
    // What the core says has values in it.
    return isSecretName(path.split(/[.[\]']+/).findLast(Boolean) ?? '') ? `  ${name}` : `  ${name}: ${said}`
  })
  const rest = mismatches.length - lines.length
  return rest > 0 ? [...lines, `  and ${rest} more`] : lines
}

interface Kept {
  readonly outcome: Outcome
  readonly title: string
  readonly details: readonly string[]
}

/** How the two keep the contract. */
function keptOf({ mismatches: [one, other], request }: Compared): Kept | undefined {
  if (one.length === 0 && other.length === 0) return undefined
  if (one.length > 0 && other.length > 0) {
    const hint = request.states.length > 0 ? ': are both in the states that it needs?' : ''
    return {
      outcome: 'warned',
      title: 'neither keeps the contract',
      details: [`Neither keeps the contract${hint}`, ...mismatchLines(one)],
    }
  }
  const who = one.length > 0 ? 'this provider' : 'the other provider'
  const title = `only ${who} does not keep the contract`
  return {
    outcome: 'failed',
    title,
    details: [`Only ${who} does not keep the contract:`, ...mismatchLines([...one, ...other])],
  }
}

function worst(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('failed')) return 'failed'
  return outcomes.includes('warned') ? 'warned' : 'passed'
}

function outcomeOf(found: Compared | Uncompared, isStrict: boolean): Outcome {
  if (found.kind === 'uncompared') return found.outcome
  const outcomes = found.differences.map((difference): Outcome =>
    isFailing(difference, isStrict) ? 'failed' : 'warned',
  )
  return worst([...outcomes, keptOf(found)?.outcome ?? 'passed'])
}

/** Of an interaction that is only announced nothing fails. */
export function weighedOutcome(found: Compared | Uncompared, isStrict: boolean): Outcome {
  const outcome = outcomeOf(found, isStrict)
  return outcome === 'failed' && found.request.isPending ? 'warned' : outcome
}

export function findingOf(found: Compared | Uncompared, isStrict: boolean): Finding {
  const facts = { ...about(found.request), check: undefined, outcome: weighedOutcome(found, isStrict) }
  if (found.kind === 'uncompared') return { ...facts, title: found.says, details: [] }
  const { differences } = found
  const kept = keptOf(found)
  const count = differences.length
  const differ = count > 0 ? [`${count} ${count === 1 ? 'difference' : 'differences'}`] : []
  const titles = [...differ, ...(kept ? [kept.title] : [])]
  const sorted = differences.toSorted(
    (one, other) => Number(isFailing(other, isStrict)) - Number(isFailing(one, isStrict)),
  )
  return {
    ...facts,
    title: titles.length === 0 ? 'both answer alike' : titles.join(', and '),
    details: [
      ...sorted.slice(0, MOST_SHOWN).flatMap((difference) => differenceLines(difference, isStrict)),
      ...(count > MOST_SHOWN ? [`and ${count - MOST_SHOWN} more`] : []),
      ...(kept?.details ?? []),
    ],
  }
}

/** What is said where one of them, or neither, answered. */
export function unanswered(request: ReplayRequest, [one, other]: readonly [Sent, Sent]): Uncompared {
  const reasons = [one, other].flatMap((sent) => (sent.kind === 'failed' ? [sent.says] : []))
  const isBoth = reasons.length === 2
  const who = isBoth ? 'neither provider' : one.kind === 'failed' ? 'only this provider' : 'only the other provider'
  return {
    kind: 'uncompared',
    request,
    outcome: isBoth ? 'warned' : 'failed',
    says: isBoth ? `${who} answered: ${reasons[0]}` : `${who} did not answer: ${reasons[0]}`,
  }
}
