/**
 * Patterns of schemas find a part of a text, as JavaScript reads them; patterns of contracts are for the whole text, and
 * are read by Oniguruma, Java and others. So a pattern is made whole, and what these read differently is spelled out:
 * `\d` and `\w` are ASCII, `^` and `$` inside are the ends of the text and not of a line, flags are groups.
 */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

/** A pattern as schemas have it. */
export interface Pattern {
  readonly source: string
  readonly flags: string
}

interface Parsed {
  readonly ast: AST.Pattern
  /** The flags that it can be read with: a pattern without flags is Unicode, when it can be. */
  readonly flags: string
}

/** Patterns come again, above all those of formats. */
const parsed = new Map<string, Parsed>()
const compiled = new Map<string, RegExp>()

const keyOf = ({ source, flags }: Pattern) => `${flags}/${source}`

export function parsedPattern(pattern: Pattern): Parsed {
  const found = parsed.get(keyOf(pattern)) ?? parse(pattern)
  parsed.set(keyOf(pattern), found)
  return found
}

function parse({ source, flags }: Pattern): Parsed {
  const parser = new RegExpParser()
  if (flags.includes('v'))
    throw new SyntaxError(`the flag v of /${source}/v is not supported: write it with the flag u`)
  const read = (unicode: boolean) => parser.parsePattern(source, 0, source.length, { unicode })
  if (flags.includes('u')) return { ast: read(true), flags }
  try {
    return { ast: read(true), flags: `${flags}u` }
  } catch {
    return { ast: read(false), flags }
  }
}

/** The pattern as JavaScript runs it. */
export function regExpOf(pattern: Pattern): RegExp {
  const flags = () => parsedPattern(pattern).flags.replaceAll(/[gy]/g, '')
  const found = compiled.get(keyOf(pattern)) ?? new RegExp(pattern.source, flags())
  compiled.set(keyOf(pattern), found)
  return found
}

const wholes = new Map<string, string>()

/** The pattern of a whole text, as contracts have it. Throws a `SyntaxError` for one that no contract can have. */
export function wholePattern(pattern: Pattern): string {
  const found = wholes.get(keyOf(pattern)) ?? whole(pattern)
  wholes.set(keyOf(pattern), found)
  return found
}

function whole(pattern: Pattern): string {
  const { ast, flags } = parsedPattern(pattern)
  const isMultiline = flags.includes('m')
  const edges = isMultiline ? noEdges : outerEdges(ast)
  const body = spelledOut(ast, { source: pattern.source, flags, dropped: edges.dropped })
  const isOneAlternative = ast.alternatives.length === 1
  const before = edges.start ? '^' : String.raw`^[\s\S]*`
  const after = edges.end ? '$' : String.raw`[\s\S]*$`
  if (flags.includes('i')) return `${before}(?i:${body})${after}`
  return isOneAlternative ? before + body + after : `${before}(?:${body})${after}`
}

/** A text that fits all of `whole`, each the pattern of a whole text. */
export function allOf(whole: readonly string[]): string {
  if (whole.length === 1) return whole[0] ?? ''
  const bare = whole.map((pattern) => pattern.slice(1, -1))
  const last = bare.pop() ?? ''
  return `^${bare.map((pattern) => String.raw`(?=(?:${pattern})\z)`).join('')}${last}$`
}

/** A text that fits any of `whole`, each the pattern of a whole text. */
export function anyOf(whole: readonly string[]): string {
  return `^(?:${whole.map((pattern) => pattern.slice(1, -1)).join('|')})$`
}

/** A pattern that takes exactly these texts. */
export function oneOf(texts: readonly string[]): string {
  const escaped = texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
  return escaped.length === 1 ? `^${escaped[0]}$` : `^(?:${escaped.join('|')})$`
}

interface Edges {
  readonly start: boolean
  readonly end: boolean
  readonly dropped: ReadonlySet<AST.Node>
}

const noEdges: Edges = { start: false, end: false, dropped: new Set() }

/** Whether every alternative begins, or ends, with the text; those assertions go without saying in a whole pattern. */
function outerEdges({ alternatives }: AST.Pattern): Edges {
  const starts = alternatives.map(({ elements }) => elements.at(0)).filter((node) => isEdge(node, 'start'))
  const ends = alternatives.map(({ elements }) => elements.at(-1)).filter((node) => isEdge(node, 'end'))
  const start = starts.length === alternatives.length
  const end = ends.length === alternatives.length
  const dropped = [...(start ? starts : []), ...(end ? ends : [])].filter((node) => node !== undefined)
  return { start, end, dropped: new Set(dropped) }
}

function isEdge(node: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return node?.type === 'Assertion' && node.kind === kind
}

interface Spelling {
  readonly source: string
  readonly flags: string
  readonly dropped: ReadonlySet<AST.Node>
}

function spelledOut(ast: AST.Pattern, { source, flags, dropped }: Spelling): string {
  const edits: { start: number; end: number; text: string }[] = []
  const edit = ({ start, end }: AST.Node, text: string) => edits.push({ start, end, text })
  visitRegExpAST(ast, {
    onAssertionEnter(node) {
      if (dropped.has(node)) edit(node, '')
      else if (flags.includes('m')) return
      else if (node.kind === 'start') edit(node, String.raw`\A`)
      else if (node.kind === 'end') edit(node, String.raw`\z`)
    },
    onCharacterSetEnter: (node) => edit(node, spelledSet(node, flags)),
    onCharacterEnter: (node) => edit(node, spelledCharacter(node, source)),
    onCharacterClassEnter(node) {
      if (node.elements.length === 0) edit(node, node.negate ? String.raw`[\s\S]` : '(?!)')
    },
  })
  const inOrder = edits.toSorted((one, other) => one.start - other.start)
  const pieces = inOrder.map(({ start, text }, index) => source.slice(inOrder[index - 1]?.end ?? 0, start) + text)
  return pieces.join('') + source.slice(inOrder.at(-1)?.end ?? 0)
}

function spelledSet(node: AST.CharacterSet, flags: string): string {
  const isInClass = node.parent?.type === 'CharacterClass'
  switch (node.kind) {
    case 'any':
      return flags.includes('s') ? String.raw`[\s\S]` : node.raw
    case 'digit':
    case 'word': {
      const range = node.kind === 'digit' ? '0-9' : 'A-Za-z0-9_'
      if (!isInClass) return node.negate ? `[^${range}]` : `[${range}]`
      return node.negate ? node.raw : range
    }
    case 'property':
      // `\p{Script=Greek}` is `\p{Greek}` for the others.
      return `\\${node.negate ? 'P' : 'p'}{${node.value ?? node.key}}`
    case 'space':
      return node.raw
  }
}

function spelledCharacter({ raw, value, parent, start, end }: AST.Character, source: string): string {
  const isInClass = parent?.type === 'CharacterClass' || parent?.type === 'CharacterClassRange'
  if (isInClass && raw === '[') return String.raw`\[`
  if (isInClass && raw === '&' && (source[end] === '&' || source[start - 1] === '&')) return String.raw`\&`
  if (raw === String.raw`\/`) return '/'
  const isCode = /^\\(?:u|x|c|0)/.test(raw) || (isInClass && raw === String.raw`\b`)
  if (isCode) return String.raw`\x{${value.toString(16).toUpperCase()}}`
  // Without the flag u, `\h` is an h; elsewhere it would be a hexadecimal digit.
  const isNeedless = /^\\[A-Za-z]$/.test(raw) && raw.codePointAt(1) === value
  return isNeedless ? raw.slice(1) : raw
}
