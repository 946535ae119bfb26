/**
 * What a command answers with, before it has a form: lines, tables and code, in blocks that an empty line parts. As text
 * a table is columns, as Markdown it is a table; as JSON the answer of the broker is given as it came. `github` is for a
 * step of GitHub Actions: text in its log, what is wrong as annotations, and Markdown in the summary of the job.
 */
import { appendFileSync } from 'node:fs'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

export interface Line {
  readonly text: string
  readonly format?: 'green' | 'red' | 'yellow' | 'dim' | 'bold'
  /** Where it is in a file, for an annotation there, which may say more. */
  readonly about?: FilePlace
  /** What an annotation says, where the line is not enough without its neighbours. */
  readonly alone?: string
}

interface FilePlace {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly title: string
  readonly text: string
}

export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Left out where only text is wanted. */
  readonly isDetail?: boolean
}

interface Code {
  readonly code: string
  readonly language: string
}

export type Block = { readonly lines: readonly Line[] } | Table | Code

export interface Report {
  readonly json: unknown
  /** For `--output id`. */
  readonly id?: string
  readonly blocks: readonly Block[]
}

export type Form = 'text' | 'table' | 'json' | 'markdown' | 'github' | 'id'

function linesOf(block: Block): readonly Line[] {
  if ('lines' in block) return block.lines
  if ('code' in block) return block.code.trimEnd().split('\n').map(codeLine(block.language))
  if (block.rows.length === 0) return []
  const [header = '', ...rows] = table(block.header, block.rows)
  return [{ text: header, format: 'bold' }, ...rows.map((text) => ({ text }))]
}

const codeLine =
  (language: string) =>
  (text: string): Line => {
    if (language !== 'diff') return { text }
    if (text.startsWith('+')) return { text, format: 'green' }
    if (text.startsWith('-')) return { text, format: 'red' }
    return text.startsWith('@@') ? { text, format: 'dim' } : { text }
  }

/** As text: blocks with something in them, each after an empty line. */
export function textOf(blocks: readonly Block[], form: 'text' | 'table'): readonly Line[] {
  const shown = blocks.filter((block) => form === 'table' || !('isDetail' in block && block.isDetail))
  const parts = shown.map(linesOf).filter((lines) => lines.length > 0)
  return parts.flatMap((lines, index) => (index === 0 ? lines : [{ text: '' }, ...lines]))
}

const cell = (text: string) => text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, '<br>')
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

function markdownBlock(block: Block): string {
  if ('code' in block) return `\`\`\`${block.language}\n${block.code.trimEnd()}\n\`\`\``
  if ('lines' in block) return block.lines.map(markdownLine).join('\n')
  if (block.rows.length === 0) return ''
  return [row(block.header), row(block.header.map(() => '---')), ...block.rows.map(row)].join('\n')
}

function markdownLine({ text, format }: Line): string {
  const written = format === 'bold' || format === 'green' || format === 'red' ? `**${text.trim()}**` : text.trim()
  // Each line stays one: a list would be another thing, and a space is nothing in Markdown.
  return text.startsWith('  ') ? `&nbsp;&nbsp;${written}  ` : `${written}  `
}

function markdownOf(blocks: readonly Block[]): string {
  return blocks
    .map(markdownBlock)
    .filter((text) => text !== '')
    .join('\n\n')
}

const annotated = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => annotated(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

function annotation({ text, format, about, alone = text.trim() }: Line): readonly string[] {
  if (format !== 'red' && format !== 'yellow') return []
  const kind = format === 'red' ? 'error' : 'warning'
  if (!about) return [`::${kind}::${annotated(alone)}`]
  const { file, line, column, title } = about
  const place = `file=${property(file)},line=${line},col=${column},title=${property(title)}`
  return [`::${kind} ${place}::${annotated(about.text)}`]
}

function showForGitHub(terminal: Terminal, { blocks }: Report): void {
  const lines = textOf(blocks, 'table')
  for (const { text } of lines) terminal.print(text)
  for (const text of lines.flatMap(annotation)) terminal.print(text)
  const { GITHUB_STEP_SUMMARY: summary } = terminal.env
  if (summary) appendFileSync(summary, `${markdownOf(blocks)}\n\n`)
}

/** Prints the report in that form. */
export function show(terminal: Terminal, form: Form, report: Report): void {
  switch (form) {
    case 'json':
      terminal.print(JSON.stringify(report.json, null, 2))
      return
    case 'id':
      terminal.print(report.id ?? '')
      return
    case 'markdown':
      terminal.print(markdownOf(report.blocks))
      return
    case 'github':
      showForGitHub(terminal, report)
      return
    case 'text':
    case 'table':
      for (const { text, format } of textOf(report.blocks, form)) terminal.print(text, format)
  }
}

/** One line, for what was done. */
export const done = (text: string): { readonly lines: readonly Line[] } => ({ lines: [{ text, format: 'green' }] })
