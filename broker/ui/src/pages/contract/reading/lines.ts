import type { JsonPath } from './json-path.ts'
import { type Note, type PartName, type Place, type Remarks, notesAt } from './notes.ts'

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'word' | 'mark' | 'plain'
  readonly text: string
}

/** A line of code, with what is said of it. */
export interface Line {
  readonly indent: number
  readonly tokens: readonly Token[]
  readonly notes: readonly Note[]
}

export interface PlacedLine extends Omit<Line, 'notes'> {
  /** Not of a line that only closes. */
  readonly path: JsonPath | undefined
  readonly value: unknown
}

const mark = (text: string): Token => ({ kind: 'mark', text })

function scalar(value: unknown): Token {
  const text = JSON.stringify(value) ?? 'null'
  if (typeof value === 'string') return { kind: 'text', text }
  return { kind: typeof value === 'number' ? 'number' : 'word', text }
}

interface Context {
  readonly path: JsonPath
  readonly indent: number
  readonly before: readonly Token[]
  readonly comma: string
}

type Child = readonly [name: string | number, value: unknown]

function childrenOf(value: object): readonly Child[] {
  return Array.isArray(value) ? value.map((item: unknown, index): Child => [index, item]) : Object.entries(value)
}

function* printed(value: unknown, { path, indent, before, comma }: Context): Generator<PlacedLine> {
  const ends = comma === '' ? [] : [mark(comma)]
  if (typeof value !== 'object' || value === null) {
    yield { indent, path, value, tokens: [...before, scalar(value), ...ends] }
    return
  }
  const isList = Array.isArray(value)
  const children = childrenOf(value)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (children.length === 0) {
    yield { indent, path, value, tokens: [...before, mark(open + close), ...ends] }
    return
  }
  yield { indent, path, value, tokens: [...before, mark(open)] }
  for (const [position, [name, child]] of children.entries()) {
    const named: readonly Token[] = isList ? [] : [{ kind: 'name', text: JSON.stringify(name) }, mark(': ')]
    yield* printed(child, {
      path: [...path, name],
      indent: indent + 1,
      before: named,
      comma: position < children.length - 1 ? ',' : '',
    })
  }
  yield { indent, path: undefined, value: undefined, tokens: [mark(close), ...ends] }
}

/** JSON as lines that know where they are. */
export function jsonLines(value: unknown, path: JsonPath = []): readonly PlacedLine[] {
  return [...printed(value, { path, indent: 0, before: [], comma: '' })]
}

/** The lines with what the rules and generators of that part say of them. */
export function withNotes(lines: readonly PlacedLine[], part: PartName, remarks: Remarks): readonly Line[] {
  return lines.map(({ indent, tokens, path, value }) => ({
    indent,
    tokens,
    notes: path ? notesAt(remarks, { part, path }, value) : [],
  }))
}

export function placesOf(lines: readonly PlacedLine[], part: PartName): readonly Place[] {
  return lines.flatMap(({ path }) => (path ? [{ part, path }] : []))
}
