/**
 * How the answer to can-i-deploy reads: one sentence that says yes, no or not yet; the pairs that were compared; then each
 * reason with the command that helps. A Pact Broker gives no reasons but notices, which are shown in their place.
 */
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { MatrixQuestion, VersionSelector } from '../broker/matrix-query.ts'
import { table } from './table.ts'

export interface Line {
  readonly text: string
  readonly format?: 'green' | 'red' | 'yellow' | 'dim' | 'bold'
}

type Row = DeploymentAnswer['matrix'][number]

function versionOf({ pacticipant, version, branch, mainBranch, tag, latest }: VersionSelector): string {
  if (version !== undefined) return `${pacticipant} version ${version}`
  if (branch !== undefined) return `the latest ${pacticipant} from branch ${branch}`
  if (mainBranch) return `the latest ${pacticipant} from its main branch`
  if (tag !== undefined) return `${latest ? 'the latest' : 'each'} ${pacticipant} tagged ${tag}`
  return latest ? `the latest ${pacticipant}` : `any ${pacticipant}`
}

function target({ selectors, toEnvironment, toTag }: MatrixQuestion): string {
  if (toEnvironment !== undefined) return `to ${toEnvironment}`
  if (toTag !== undefined) return `with what is tagged ${toTag}`
  return selectors.length > 1 ? 'together' : 'with the latest of the others'
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The answer in one sentence. */
export function verdictLine(question: MatrixQuestion, { summary }: DeploymentAnswer): Line {
  const who = question.selectors.map(versionOf).join(' and ')
  const where = target(question)
  if (summary.deployable) return { text: `Yes: ${who} can be deployed ${where}.`, format: 'green' }
  if (summary.deployable === false) return { text: `No: ${who} cannot be deployed ${where}.`, format: 'red' }
  return { text: `Not yet: ${who} cannot be deployed ${where}, since not all of it is verified.`, format: 'yellow' }
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

/** The contracts that the answer rests on, and where the failed results are. */
export function rowLines({ matrix }: DeploymentAnswer): readonly Line[] {
  if (matrix.length === 0) return []
  const rows = matrix.map((row) => [
    row.consumer.name,
    row.consumer.version.number,
    row.provider.name,
    row.provider.version?.number ?? '',
    outcome(row),
  ])
  const [header = '', ...lines] = table(['CONSUMER', 'VERSION', 'PROVIDER', 'VERSION', 'VERIFIED'], rows)
  return [
    { text: header, format: 'bold' },
    ...lines.map((text) => ({ text })),
    ...matrix.filter(isFailed).flatMap(resultLink),
  ]
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

/** Why, and what to do next. */
export function reasonLines({ reasons, notices }: DeploymentAnswer): readonly Line[] {
  const said = reasons ?? notices.map(({ type, text }) => ({ type, message: text, next: null }))
  return said.flatMap(({ type, message, next }): readonly Line[] => {
    const { mark, format } = markOf(type)
    const lines: readonly Line[] = [{ text: `${mark} ${capital(message)}`, format }]
    return next === null ? lines : [...lines, { text: `  Next: ${next}` }]
  })
}
