/**
 * How the answer to can-i-deploy reads: one sentence that says yes, no or not yet; the pairs that were compared; then each
 * reason with the command that helps. A Pact Broker gives no reasons but notices, which are shown in their place.
 */
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { MatrixQuestion, VersionSelector } from '../broker/matrix-query.ts'
import type { LenientAnswer } from './leniency.ts'
import type { Line, Table } from './report.ts'

type Row = DeploymentAnswer['matrix'][number]

function versionOf({ pacticipant, version, branch, mainBranch, tag, latest }: VersionSelector): string {
  if (version !== undefined) return `${pacticipant} version ${version}`
  if (branch !== undefined) return `the latest ${pacticipant} from branch ${branch}`
  if (mainBranch) return `the latest ${pacticipant} from its main branch`
  if (tag !== undefined) return `${latest ? 'the latest' : 'each'} ${pacticipant} tagged ${tag}`
  return latest ? `the latest ${pacticipant}` : `any ${pacticipant}`
}

function target({ selectors, toEnvironment, toTag, toMainBranch }: MatrixQuestion): string {
  if (toMainBranch) return 'with the main branches of the others'
  if (toEnvironment !== undefined) return `to ${toEnvironment}`
  if (toTag !== undefined) return `with what is tagged ${toTag}`
  return selectors.length > 1 ? 'together' : 'with the latest of the others'
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The answer in one sentence. */
export function verdictLine(question: MatrixQuestion, { summary, allowedBy }: LenientAnswer): Line {
  const who = question.selectors.map(versionOf).join(' and ')
  const what = `be ${question.toMainBranch ? 'merged' : 'deployed'} ${target(question)}`
  if (allowedBy) return { text: `Yes: ${who} can ${what}, as ${allowedBy} allows it.`, format: 'green' }
  if (summary.override) return { text: `Yes: ${who} can ${what}, as an override allows it.`, format: 'yellow' }
  if (summary.deployable) return { text: `Yes: ${who} can ${what}.`, format: 'green' }
  if (summary.deployable === false) return { text: `No: ${who} cannot ${what}.`, format: 'red' }
  return { text: `Not yet: ${who} cannot ${what}, since not all of it is verified.`, format: 'yellow' }
}

function outcome({ verificationResult, ignored }: Row): string {
  const verified = verificationResult === null ? 'not yet' : verificationResult.success ? 'yes' : 'no'
  return ignored ? `${verified} (ignored)` : verified
}

function isFailed({ verificationResult, ignored }: Row): boolean {
  return verificationResult?.success === false && !ignored
}

function resultLink(row: Row): readonly Line[] {
  const self = row.verificationResult?._links.self
  if (!self || Array.isArray(self)) return []
  return [{ text: `Failed: ${self.href}`, format: 'dim' }]
}

/** The contracts that the answer rests on. */
export function rowTable({ matrix }: DeploymentAnswer): Table {
  const rows = matrix.map((row) => [
    row.consumer.name,
    row.consumer.version.number,
    row.provider.name,
    row.provider.version?.number ?? '',
    outcome(row),
  ])
  return { header: ['CONSUMER', 'VERSION', 'PROVIDER', 'VERSION', 'VERIFIED'], rows, isDetail: true }
}

/** Where the failed results are. */
export function failureLines({ matrix }: DeploymentAnswer): readonly Line[] {
  return matrix.filter(isFailed).flatMap(resultLink)
}

const marks = {
  success: { mark: '✓', format: 'green' },
  info: { mark: '·', format: 'dim' },
  warning: { mark: '!', format: 'yellow' },
  error: { mark: '✗', format: 'red' },
} as const

function markOf(type: string) {
  if (type === 'success' || type === 'warning' || type === 'error') return marks[type]
  return type === 'danger' ? marks.error : marks.info
}

type Reason = NonNullable<DeploymentAnswer['reasons']>[number]

/** Whose turn it is, where it is one side's. */
function turnOf({ code, consumer, provider }: Reason): string {
  if (!consumer || !provider) return ''
  return code === 'verification-failed' ? `, for ${provider.name} or ${consumer.name}` : `, for ${provider.name}`
}

/** Why, and who does what next. */
export function reasonLines({ reasons, notices }: DeploymentAnswer): readonly Line[] {
  if (!reasons) return notices.map(({ type, text }) => markedLine(type, text))
  return reasons.flatMap((reason): readonly Line[] => {
    const line = markedLine(reason.type, reason.message)
    return reason.next === null ? [line] : [line, { text: `  Next${turnOf(reason)}: ${reason.next}` }]
  })
}

function markedLine(type: string, text: string): Line {
  const { mark, format } = markOf(type)
  return { text: `${mark} ${capital(text)}`, format }
}
