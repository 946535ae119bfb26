/** What probes showed, as findings: one for each interaction, kind of probe and symptom, with the commands that show it. */
import { type Finding, aboutRequest } from './report.ts'
import { type ReplayRequest, requestLine } from './request.ts'
import type { Probed, Symptomatic } from './security-interaction.ts'
import type { Symptom } from './security-judge.ts'
import type { ProbeKind } from './security-probes.ts'
import { redactedPath } from './security-redact.ts'

/** What a probe showed, for programs. */
export interface SecurityFigure {
  readonly consumer: string
  readonly interaction: string
  readonly kind: ProbeKind
  readonly probe: string
  readonly outcome: Finding['outcome']
  /** What the provider does: `answers 500`. */
  readonly says: string
  readonly excerpt?: string | undefined
  /** Sends it again; what must stay secret is left out. */
  readonly curl: string
}

type Shown = readonly [Symptomatic, Symptom]

const MOST_COMMANDS = 5

const KINDS: readonly ProbeKind[] = ['credentials', 'malformed', 'oversized']
const CHECKS = { credentials: 'credentials', malformed: 'malformed input', oversized: 'oversized input' } as const

const about = (request: ReplayRequest): Pick<Finding, 'consumer' | 'interaction' | 'request'> => ({
  ...aboutRequest(request),
  request: requestLine({ method: request.method, path: redactedPath(request.path) }),
})

/** Of an interaction that is only announced nothing fails. */
function weighed(outcome: Symptom['outcome'], { isPending }: ReplayRequest): Symptom['outcome'] {
  return isPending ? 'warned' : outcome
}

function details(shown: readonly Shown[]): readonly string[] {
  const rest = shown.slice(MOST_COMMANDS).map(([{ name }]) => name)
  return [
    ...shown
      .slice(0, MOST_COMMANDS)
      .flatMap(([{ name, curl }, { excerpt }]) => [
        `${name}:`,
        `  ${curl}`,
        ...(excerpt === undefined ? [] : [`  → ${excerpt}`]),
      ]),
    ...(rest.length === 0 ? [] : [`and ${rest.length} more: ${rest.join('; ')}`]),
  ]
}

function titleOf(says: string, [first, ...more]: readonly Shown[]): string {
  if (!first) return `it ${says}`
  const [{ kind, name }] = first
  if (more.length === 0) return `it ${says} ${name}`
  const to = kind === 'credentials' ? 'where credentials are missing or broken' : `to ${CHECKS[kind]}`
  return `it ${says} ${to} (${more.length + 1} requests)`
}

function passed({ request, planned, stopped }: Probed, kind: ProbeKind): readonly Finding[] {
  const count = planned[kind]
  if (count === 0 || stopped !== undefined) return []
  const says = kind === 'credentials' ? 'refused where they are missing or broken' : 'withstood'
  return [
    { ...about(request), check: CHECKS[kind], outcome: 'passed', title: `${says} (${count} requests)`, details: [] },
  ]
}

function findingsOfKind(probed: Probed, kind: ProbeKind): readonly Finding[] {
  const { request, found } = probed
  const shown = found
    .filter((one) => one.kind === kind)
    .flatMap((one) => one.symptoms.map((symptom): Shown => [one, symptom]))
  const groups = [...Map.groupBy(shown, ([, { says }]) => says)]
  if (groups.length === 0) return passed(probed, kind)
  return groups.map(([says, group]) => ({
    ...about(request),
    check: groups.length === 1 ? CHECKS[kind] : `${CHECKS[kind]}: ${says}`,
    outcome: weighed(group[0]?.[1].outcome ?? 'failed', request),
    title: titleOf(says, group),
    details: details(group),
  }))
}

function stoppedFinding({ request, stopped, sent, planned }: Probed): readonly Finding[] {
  if (stopped === undefined) return []
  const all = KINDS.reduce((total, kind) => total + planned[kind], 0)
  const title = `only ${sent} of ${all} probes were sent: ${stopped}`
  return [{ ...about(request), check: 'all probes', outcome: 'warned', title, details: [] }]
}

/** What was found about an interaction. */
export function findingsOf(probed: Probed): readonly Finding[] {
  const { request, unplayable } = probed
  if (unplayable !== undefined) {
    const title = `it could not be played, so it was not probed: ${unplayable}`
    return [{ ...about(request), check: undefined, outcome: 'warned', title, details: [] }]
  }
  return [...KINDS.flatMap((kind) => findingsOfKind(probed, kind)), ...stoppedFinding(probed)]
}

/** The same for programs, one for each probe that showed something. */
export function figuresOf({ request, found }: Probed): readonly SecurityFigure[] {
  const { consumer, name: interaction } = request
  return found.flatMap(({ kind, name: probe, curl, symptoms }) =>
    symptoms.map(({ outcome, says, excerpt }) => ({
      consumer,
      interaction,
      kind,
      probe,
      outcome: weighed(outcome, request),
      says,
      excerpt,
      curl,
    })),
  )
}
