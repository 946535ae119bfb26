/** Reads JSON text into values that keep how they were written. */
import {
  type Json,
  type JsonArray,
  type JsonMember,
  type JsonObject,
  type JsonScalar,
  arrayOf,
  decode,
  objectOf,
} from './exact-json.ts'

/** As deep as the original lets contracts nest. */
export const MAX_DEPTH = 50

interface Cursor {
  readonly text: string
  at: number
  /** Counts what makes the compact text differ from the text: spaces, and members that are repeated. */
  edits: number
}

const NUMBER_OR_LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

const QUOTE = 34
const COMMA = 44
const COLON = 58
const SMALL_A = 97
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

function unexpected(cursor: Cursor): SyntaxError {
  const found = cursor.text.charAt(cursor.at)
  return new SyntaxError(`${found === '' ? 'Unexpected end' : `Unexpected ${found}`} at position ${cursor.at}`)
}

function skipSpace(cursor: Cursor): void {
  const { text } = cursor
  const start = cursor.at
  let code = text.charCodeAt(cursor.at)
  while (code === 32 || code === 10 || code === 13 || code === 9) {
    cursor.at += 1
    code = text.charCodeAt(cursor.at)
  }
  if (cursor.at > start) cursor.edits += 1
}

function expect(cursor: Cursor, code: number): void {
  if (cursor.text.charCodeAt(cursor.at) !== code) throw unexpected(cursor)
  cursor.at += 1
}

function readToken(cursor: Cursor): { readonly token: string; readonly escaped: boolean } {
  const { text } = cursor
  const start = cursor.at
  expect(cursor, QUOTE)
  let escaped = false
  let code = text.charCodeAt(cursor.at)
  while (code !== QUOTE) {
    if (code === BACKSLASH) {
      escaped = true
      cursor.at += 1
    }
    // NaN at the end of the text.
    if (!(code >= 32)) throw unexpected(cursor)
    cursor.at += 1
    code = text.charCodeAt(cursor.at)
  }
  cursor.at += 1
  return { token: text.slice(start, cursor.at), escaped }
}

function readString(cursor: Cursor): JsonScalar {
  const { token, escaped } = readToken(cursor)
  const canonical = escaped ? JSON.stringify(decode(token)) : token
  return { kind: 'string', compact: token, canonical, isCanonical: !escaped || canonical === token }
}

function readNumberOrLiteral(cursor: Cursor): JsonScalar {
  const { text, at } = cursor
  NUMBER_OR_LITERAL.lastIndex = at
  if (!NUMBER_OR_LITERAL.test(text)) throw unexpected(cursor)
  cursor.at = NUMBER_OR_LITERAL.lastIndex
  const token = text.slice(at, cursor.at)
  const kind = token.charCodeAt(0) >= SMALL_A ? 'literal' : 'number'
  return { kind, compact: token, canonical: token, isCanonical: true }
}

function readMember(cursor: Cursor, depth: number): JsonMember {
  const { token, escaped } = readToken(cursor)
  skipSpace(cursor)
  expect(cursor, COLON)
  return { key: escaped ? decode(token) : token.slice(1, -1), token, value: readValue(cursor, depth) }
}

function readMembers(cursor: Cursor, depth: number): readonly JsonMember[] {
  const members: JsonMember[] = []
  skipSpace(cursor)
  if (cursor.text.charCodeAt(cursor.at) === CLOSE_BRACE) {
    cursor.at += 1
    return members
  }
  for (;;) {
    members.push(readMember(cursor, depth))
    if (cursor.text.charCodeAt(cursor.at) !== COMMA) break
    cursor.at += 1
    skipSpace(cursor)
  }
  expect(cursor, CLOSE_BRACE)
  return members
}

function readObject(cursor: Cursor, depth: number): JsonObject {
  const start = cursor.at
  const edits = cursor.edits
  cursor.at += 1
  const members = readMembers(cursor, depth)
  // Nothing to take out: the text itself is compact.
  const object = objectOf(members, cursor.edits === edits ? cursor.text.slice(start, cursor.at) : undefined)
  if (object.members !== members) cursor.edits += 1
  return object
}

function readArray(cursor: Cursor, depth: number): JsonArray {
  const elements: Json[] = []
  const start = cursor.at
  const edits = cursor.edits
  cursor.at += 1
  skipSpace(cursor)
  if (cursor.text.charCodeAt(cursor.at) === CLOSE_BRACKET) {
    cursor.at += 1
  } else {
    for (;;) {
      elements.push(readValue(cursor, depth))
      if (cursor.text.charCodeAt(cursor.at) !== COMMA) break
      cursor.at += 1
    }
    expect(cursor, CLOSE_BRACKET)
  }
  return arrayOf(elements, cursor.edits === edits ? cursor.text.slice(start, cursor.at) : undefined)
}

/** A value, and the space around it, inside of `depth` others. */
function readValue(cursor: Cursor, depth: number): Json {
  skipSpace(cursor)
  const code = cursor.text.charCodeAt(cursor.at)
  let value: Json
  if (code === QUOTE) value = readString(cursor)
  else if (code !== OPEN_BRACE && code !== OPEN_BRACKET) value = readNumberOrLiteral(cursor)
  else if (depth === MAX_DEPTH) throw new SyntaxError(`Nested more than ${MAX_DEPTH} levels deep`)
  else value = code === OPEN_BRACE ? readObject(cursor, depth + 1) : readArray(cursor, depth + 1)
  skipSpace(cursor)
  return value
}

/** Reads a whole document. Throws a SyntaxError for text that is not JSON, or is nested too deeply. */
export function readJson(text: string): Json {
  const cursor: Cursor = { text, at: 0, edits: 0 }
  const value = readValue(cursor, 0)
  if (cursor.at < text.length) throw unexpected(cursor)
  return value
}
