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

/** Where the member of that name, or the element of that index, is within the value that begins at `from`. */
function findStep(text: string, from: number, step: string | number): number | undefined {
  let [at, index] = [skipSpace(text, from + 1), 0]
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let isIt = index === step
    if (text[from] === '{') {
      const end = endOf(STRING, text, at)
      isIt = JSON.parse(text.slice(at, end)) === step
      at = skipSpace(text, end)
    }
    if (isIt) return at
    at = skipSpace(text, skipValue(text, at))
    index += 1
  }
  return undefined
}

/** The place of the value at that path in JSON text; of the last one on the way that is there, where it is not. */
export function placeOf(text: string, path: JsonPath): TextPlace {
  let at = skipSpace(text, text.startsWith('\uFEFF') ? 1 : 0)
  for (const step of path) {
    const next = findStep(text, at, step)
    if (next === undefined) break
    at = next
  }
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
