/** Where a value is in the text of JSON: its line and column, as editors count them. */
import type { JsonPath } from './json-path.ts'

export interface TextPlace {
  readonly line: number
  readonly column: number
}

const SPACE = /[\s,:]*/y
const STRING = /"(?:[^"\\]|\\.)*"/y
const SCALAR = /[^\s,\]}]+/y

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

const skipSpace = (text: string, from: number) => endOf(SPACE, text, from)

/** The end of the value that begins there. */
function skipValue(text: string, from: number): number {
  let [depth, at] = [0, from]
  do {
    const character = text[at]
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    if (character === '"') at = endOf(STRING, text, at)
    else at = character !== undefined && '{}[]'.includes(character) ? at + 1 : endOf(SCALAR, text, at)
    if (depth > 0) at = skipSpace(text, at)
  } while (depth > 0 && at < text.length)
  return at
}

/** A path that is looked for, and its place in the list of all. */
interface Wanted {
  readonly path: JsonPath
  readonly index: number
}

/** Where values begin: those at these paths, or the last ones on the way there. All are found in one pass. */
function offsetsOf(text: string, paths: readonly JsonPath[]): readonly number[] {
  const found: number[] = []
  /** Gives the end of the value that begins at `from`, in which the rest of the paths lead on. */
  function visit(from: number, wanted: readonly Wanted[], depth: number): number {
    for (const { index } of wanted) found[index] = from
    const steps = Map.groupBy(wanted, ({ path }) => path[depth])
    steps.delete(undefined)
    const isObject = text[from] === '{'
    if (steps.size === 0 || (!isObject && text[from] !== '[')) return skipValue(text, from)
    let at = skipSpace(text, from + 1)
    for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index += 1) {
      let step: string | number = index
      if (isObject) {
        const end = endOf(STRING, text, at)
        step = String(JSON.parse(text.slice(at, end)))
        at = skipSpace(text, end)
      }
      const inside = steps.get(step)
      at = skipSpace(text, inside ? visit(at, inside, depth + 1) : skipValue(text, at))
    }
    return at + 1
  }
  visit(
    skipSpace(text, 0),
    paths.map((path, index) => ({ path, index })),
    0,
  )
  return found
}

/** The places of the values at these paths in JSON text; of the last ones on the way that are there, where they are not. */
export function placesOf(text: string, paths: readonly JsonPath[]): readonly TextPlace[] {
  const offsets = offsetsOf(text, paths)
  const places = new Map<number, TextPlace>()
  let [line, lineStart] = [1, 0]
  for (const offset of [...new Set(offsets)].toSorted((one, other) => one - other)) {
    let end = text.indexOf('\n', lineStart)
    while (end !== -1 && end < offset) {
      line += 1
      lineStart = end + 1
      end = text.indexOf('\n', lineStart)
    }
    places.set(offset, { line, column: offset - lineStart + 1 })
  }
  return offsets.map((offset) => places.get(offset) ?? { line: 1, column: 1 })
}
