/**
 * JSON read without losing what JSON.parse loses: the order of keys, and how numbers and strings are written.
 * Every value has two texts. `compact` is as it was sent, less the space between tokens; of a key that repeats the
 * last value counts, at the first place. `canonical` is the same text for all documents that say the same: keys
 * sorted, strings escaped in one way. Numbers stay as written in both, for 1 and 1.0 are not the same to a matcher.
 */

interface Texts {
  readonly compact: string
  readonly canonical: string
}

export interface JsonMember {
  readonly key: string
  /** The key as it was sent, in quotes. */
  readonly token: string
  readonly value: Json
}

export interface JsonObject extends Texts {
  readonly kind: 'object'
  readonly members: readonly JsonMember[]
}

export interface JsonArray extends Texts {
  readonly kind: 'array'
  readonly elements: readonly Json[]
}

interface JsonScalar extends Texts {
  readonly kind: 'string' | 'number' | 'literal'
}

export type Json = JsonObject | JsonArray | JsonScalar

/** As deep as the original lets contracts nest. */
export const MAX_DEPTH = 50

interface Cursor {
  readonly text: string
  at: number
  /** Counts what makes the compact text differ from the text: spaces, and members that are repeated. */
  edits: number
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERALS = ['true', 'false', 'null'] as const

const QUOTE = 34
const COMMA = 44
const COLON = 58
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

/** What a string token means. JSON.parse refuses what is wrong after a backslash. */
function decode(token: string): string {
  return String(JSON.parse(token))
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
  return { kind: 'string', compact: token, canonical: escaped ? JSON.stringify(decode(token)) : token }
}

function readNumberOrLiteral(cursor: Cursor): JsonScalar {
  const { text, at } = cursor
  const literal = LITERALS.find((word) => text.startsWith(word, at))
  if (literal !== undefined) {
    cursor.at += literal.length
    return { kind: 'literal', compact: literal, canonical: literal }
  }
  NUMBER.lastIndex = at
  const number = NUMBER.exec(text)?.[0]
  if (number === undefined) throw unexpected(cursor)
  cursor.at += number.length
  return { kind: 'number', compact: number, canonical: number }
}

function isAscending(members: readonly JsonMember[]): boolean {
  for (let i = 1; i < members.length; i += 1) {
    const previous = members[i - 1]
    const member = members[i]
    if (previous && member && previous.key >= member.key) return false
  }
  return true
}

/** By insertion: objects have few members, and this runs for each of them. */
function sorted(members: readonly JsonMember[]): readonly JsonMember[] {
  if (members.length > 32) return members.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const result: JsonMember[] = []
  for (const member of members) {
    let place = result.length
    for (; place > 0; place -= 1) {
      const before = result[place - 1]
      if (!before || before.key <= member.key) break
      result[place] = before
    }
    result[place] = member
  }
  return result
}

function compactObject(members: readonly JsonMember[]): string {
  let text = '{'
  for (const { token, value } of members) text += `${text === '{' ? '' : ','}${token}:${value.compact}`
  return `${text}}`
}

function canonicalObject(members: readonly JsonMember[]): string {
  let text = '{'
  for (const { key, token, value } of members) {
    const name = token.includes('\\') ? JSON.stringify(key) : token
    text += `${text === '{' ? '' : ','}${name}:${value.canonical}`
  }
  return `${text}}`
}

function joined(members: readonly JsonMember[], ordered: readonly JsonMember[]): JsonObject {
  return { kind: 'object', members, compact: compactObject(members), canonical: canonicalObject(ordered) }
}

/** An object made of members, whose keys must differ. */
export function objectOf(members: readonly JsonMember[]): JsonObject {
  return joined(members, sorted(members))
}

const compactArray = (elements: readonly Json[]) => `[${elements.map((element) => element.compact).join(',')}]`
const canonicalArray = (elements: readonly Json[]) => `[${elements.map((element) => element.canonical).join(',')}]`

export function arrayOf(elements: readonly Json[]): JsonArray {
  return { kind: 'array', elements, compact: compactArray(elements), canonical: canonicalArray(elements) }
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

/** Each key once: the value of the last at the place of the first. */
function distinct(members: readonly JsonMember[]): readonly JsonMember[] {
  return [...new Map(members.map((member) => [member.key, member])).values()]
}

function readObject(cursor: Cursor, depth: number): JsonObject {
  const start = cursor.at
  const edits = cursor.edits
  cursor.at += 1
  const members = readMembers(cursor, depth)
  const ordered = isAscending(members) ? members : sorted(members)
  if (ordered !== members && !isAscending(ordered)) {
    cursor.edits += 1
    return objectOf(distinct(members))
  }
  if (cursor.edits > edits) return joined(members, ordered)
  // Nothing to take out: the text itself is compact, and canonical too where all below it is.
  const compact = cursor.text.slice(start, cursor.at)
  const isCanonical =
    ordered === members &&
    members.every(({ token, value }) => value.canonical === value.compact && !token.includes('\\'))
  return { kind: 'object', members, compact, canonical: isCanonical ? compact : canonicalObject(ordered) }
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
  if (cursor.edits > edits) return arrayOf(elements)
  const compact = cursor.text.slice(start, cursor.at)
  const isCanonical = elements.every((element) => element.canonical === element.compact)
  return { kind: 'array', elements, compact, canonical: isCanonical ? compact : canonicalArray(elements) }
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

/** The value of a member, if this is an object that has it. */
export function memberOf(json: Json | undefined, key: string): Json | undefined {
  return json?.kind === 'object' ? json.members.find((member) => member.key === key)?.value : undefined
}

/** The value as JSON.parse gives it. */
export function valueOf(json: Json | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json.canonical)
}

export function textOf(json: Json | undefined): string | undefined {
  return json?.kind === 'string' ? decode(json.canonical) : undefined
}
