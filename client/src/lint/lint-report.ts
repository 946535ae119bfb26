import type { Line, Report } from '../cli/report.ts'
import type { Severity } from './finding.ts'
import { pathText } from './json-path.ts'
import type { LintedFile } from './lint-files.ts'
import { type TextPlace, placesOf } from './places.ts'

interface Reported extends TextPlace {
  readonly rule: string
  readonly severity: Severity
  readonly file: string
  readonly consumer: string
  readonly provider: string
  readonly description?: string
  readonly states?: readonly string[]
  /** From the interaction, or from the contract where it is about the whole of it. */
  readonly path: string
  readonly value?: string
  readonly says: string
  readonly next: string
}

const SHOWN = 140

const shortened = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text)

function reported(file: LintedFile): readonly Reported[] {
  const { consumer, provider } = file.document
  const places = placesOf(
    file.text,
    file.findings.map(({ path }) => path),
  )
  return file.findings.map(({ rule, severity, path, interaction, value, says, next }, index) => ({
    rule,
    severity,
    file: file.path,
    ...(places[index] ?? { line: 1, column: 1 }),
    consumer,
    provider,
    ...(interaction && { description: interaction.description, states: interaction.states.map(({ name }) => name) }),
    path: pathText(interaction ? path.slice(2) : path),
    ...(value !== undefined && { value }),
    says,
    next,
  }))
}

const byPlace = (one: Reported, other: Reported) => one.line - other.line || one.column - other.column

const marks = { error: { mark: '✗', format: 'red' }, warning: { mark: '!', format: 'yellow' } } as const

function nameOf({ description, states }: Reported): string {
  if (description === undefined) return 'The contract'
  const given = (states ?? []).map((state) => JSON.stringify(state)).join(' and ')
  return `${description === '' ? 'Without a description' : description}${given === '' ? '' : `, given ${given}`}`
}

function linesOf(finding: Reported, fileFrom: (file: string) => string): readonly Line[] {
  const { rule, severity, file, line, column, path, value, says, next } = finding
  const { mark, format } = marks[severity]
  const what = value === undefined ? '' : ` ${shortened(value)}`
  const place = { file: fileFrom(file), line, column, title: rule }
  const about = { ...place, text: `${nameOf(finding)}: ${path}${what}\n${says} ${next}` }
  return [
    { text: `    ${mark} ${line}:${column} ${path}${what} (${rule})`, format, about },
    { text: `      ${says} ${next}` },
  ]
}

export interface Counts {
  readonly contracts: number
  readonly interactions: number
  readonly errors: number
  readonly warnings: number
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

function verdict({ contracts, interactions, errors, warnings }: Counts): Line {
  const where = `in ${counted(contracts, 'contract')} with ${counted(interactions, 'interaction')}`
  if (errors + warnings === 0) return { text: `Nothing is found ${where}.`, format: 'green' }
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ]
  // Not yellow or red, which would make an annotation of it.
  return { text: `${found.join(' and ')} ${where}.`, format: 'bold' }
}

/**
 * What was found, as every form of the answer has it.
 *
 * @param fileFrom The path of a file as annotations name it.
 */
export function lintReport(
  files: readonly LintedFile[],
  fileFrom: (file: string) => string,
): Report & { readonly counts: Counts } {
  const all = files.flatMap((file) => reported(file).toSorted(byPlace))
  const errors = all.filter(({ severity }) => severity === 'error').length
  const counts = {
    contracts: files.length,
    interactions: files.reduce((sum, { document }) => sum + document.interactions.length, 0),
    errors,
    warnings: all.length - errors,
  }
  const blocks = [...Map.groupBy(all, ({ file }) => file)].map(([file, ofFile]) => ({
    lines: [
      { text: file, format: 'bold' as const },
      ...[...Map.groupBy(ofFile, nameOf)].flatMap(([name, findings]) => [
        { text: `  ${name}` },
        ...findings.flatMap((finding) => linesOf(finding, fileFrom)),
      ]),
    ],
  }))
  return { counts, json: { ...counts, findings: all }, blocks: [...blocks, { lines: [verdict(counts)] }] }
}
