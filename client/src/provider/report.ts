/** Results as people read them: the contracts, their interactions, and under each what was expected and what came. */
import type { JsonValue } from '../contract/json.ts'
import type { LoadedContract } from './loaded-contract.ts'
import type { Mismatch } from './mismatch.ts'
import { type InteractionResult, isFailure, nameOf } from './result.ts'
import type { Verification, VerifiedContract } from './verification.ts'

export interface ReportLine {
  readonly text: string
  readonly tone?: 'good' | 'bad' | 'pending' | 'dim' | 'title'
  /** For whoever sees this line alone: what it is about, and what did not fit. */
  readonly alone?: string
}

/** More is not read. */
const LONGEST_VALUE = 400

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text
}

function differs({ expected, actual }: Mismatch): boolean {
  return expected !== undefined || actual !== undefined
}

function mismatchLines(mismatch: Mismatch): readonly string[] {
  const { part, path, says, expected, actual } = mismatch
  if (part === 'state' || part === 'provider') return [says]
  const where = path === '' ? part : `${part} ${path}`
  if (!differs(mismatch)) return [`${where}: ${says}`]
  return [`${where}: ${says}`, `  expected ${shown(expected)}`, `  actual   ${shown(actual)}`]
}

/** What did not fit in an interaction, path by path. */
export function differences({
  exchange,
  mismatches,
}: Pick<InteractionResult, 'exchange' | 'mismatches'>): readonly string[] {
  return [...(exchange === undefined ? [] : [exchange]), ...mismatches.flatMap(mismatchLines)]
}

function resultLines(result: InteractionResult): readonly ReportLine[] {
  const name = nameOf(result)
  if (result.success) return [{ text: `  ✓ ${name}`, tone: 'good' }]
  const lines = differences(result)
  const alone = [`${result.consumer} → ${result.provider}: ${name}`, ...lines].join('\n')
  const head: ReportLine = result.pending
    ? { text: `  ! ${name} (pending: it fails nothing)`, tone: 'pending', alone }
    : { text: `  ✗ ${name}`, tone: 'bad', alone }
  return [head, ...lines.map((text) => ({ text: `      ${text}` }))]
}

export function contractTitle({ document, origin }: Pick<LoadedContract, 'document' | 'origin'>): string {
  return `${document.consumer} → ${document.provider} (${origin})`
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

function summary(results: readonly InteractionResult[]): string {
  const kept = results.filter(({ success }) => success).length
  const failed = results.filter(isFailure).length
  const pending = results.length - kept - failed
  const parts = [
    `${kept} of ${count(results.length, 'interaction')} ${kept === 1 || results.length === 1 ? 'is' : 'are'} kept`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(pending > 0 ? [`${pending} pending failed`] : []),
  ]
  return parts.join(', ')
}

export function reportLines(contracts: readonly VerifiedContract[]): readonly ReportLine[] {
  const results = contracts.flatMap((contract) => contract.results)
  return [
    ...contracts.flatMap((verified): readonly ReportLine[] => [
      { text: contractTitle(verified.contract), tone: 'title' },
      ...verified.results.flatMap(resultLines),
      ...(verified.contract.document.interactions.length === 0 ? [{ text: '  It has no interactions.' }] : []),
    ]),
    { text: summary(results), tone: results.some(isFailure) ? 'bad' : 'good' },
  ]
}

/** How many results were published, and as which version of the provider. */
export function publishedText({ contracts }: Pick<Verification, 'contracts'>, version: string): string {
  const number = contracts.filter(({ isPublished }) => isPublished).length
  return `${number} ${number === 1 ? 'result is' : 'results are'} published, as version ${version}.`
}
