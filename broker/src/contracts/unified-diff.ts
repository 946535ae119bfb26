/**
 * A unified diff of two documents as `prettyJson` writes them. Each hunk says after its line numbers which interaction
 * it is in: from three lines around a change nobody could tell.
 */
import { structuredPatch } from 'diff'

interface Text {
  readonly name: string
  readonly text: string
}

interface Limits {
  readonly timeoutMs: number
  readonly changedLines: number
}

type Hunk = NonNullable<ReturnType<typeof structuredPatch>>['hunks'][number]

// By their indentation: an interaction is an object in a list of the document, its members are one step further in.
const START = '    {'
const DESCRIPTION = '      "description": '
// The search goes no further: there may be many hunks in an interaction that is long.
const MOST_LINES = 2000
const isOutside = (line: string) => /^ {0,2}\S/.test(line)
const isInside = (line: string) => line.startsWith('      ')

/** What the interaction around a line is called, in quotes. */
function descriptionAround(lines: readonly string[], position: number): string | undefined {
  let start = position
  while (lines[start] !== START) {
    if (start < 0 || start < position - MOST_LINES || isOutside(lines[start] ?? '')) return undefined
    start -= 1
  }
  for (let at = start + 1; at < start + MOST_LINES; at += 1) {
    const line = lines[at] ?? ''
    if (line.startsWith(DESCRIPTION)) return line.slice(DESCRIPTION.length).replace(/,$/, '')
    if (!isInside(line)) return undefined
  }
  return undefined
}

/** Where the first line that changes inside of an interaction stands, and in which of the two texts. */
function firstChange({ lines, oldStart, newStart }: Hunk) {
  const position = { before: oldStart - 1, after: newStart - 1 }
  for (const line of lines) {
    const side = line.startsWith('-') ? 'before' : 'after'
    if (!line.startsWith(' ') && isInside(line.slice(1))) return { side, position: position[side] } as const
    if (!line.startsWith('+')) position.before += 1
    if (!line.startsWith('-')) position.after += 1
  }
  return undefined
}

/** Undefined where finding the difference took too long, or it is too large. */
export function unifiedDiff(before: Text, after: Text, limits: Limits): string | undefined {
  const patch = structuredPatch(before.name, after.name, before.text, after.text, undefined, undefined, {
    context: 3,
    timeout: limits.timeoutMs,
    maxEditLength: limits.changedLines,
  })
  if (!patch) return undefined
  const lines = { before: before.text.split('\n'), after: after.text.split('\n') }
  const hunkLines = (hunk: Hunk): readonly string[] => {
    const first = firstChange(hunk)
    const description = first && descriptionAround(lines[first.side], first.position)
    const range = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`
    return [description === undefined ? range : `${range} ${description}`, ...hunk.lines]
  }
  return [`--- ${before.name}`, `+++ ${after.name}`, ...patch.hunks.flatMap(hunkLines)].join('\n')
}
