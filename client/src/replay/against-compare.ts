/**
 * Where two answers to the same request differ: in their status, their content type, the headers that the contract names,
 * and their bodies, JSON path by path. Types, and what is there, count everywhere; values where the contract does not leave
 * them open.
 */
import { isJsonType } from '../contract/contents.ts'
import { type JsonObject, type JsonValue, compareText, isJsonObject, parseJson } from '../contract/json.ts'
import type { Expectation } from './against-expectation.ts'
import { type PatternStep, type Step, covers, pathText } from './against-path.ts'
import { headerIn } from './parts.ts'
import type { Answer } from './send.ts'

/** `status` · `presence`: only one has it · `type`: of JSON, or of the content · `value`. */
export type DifferenceKind = 'status' | 'presence' | 'type' | 'value'

/** Something that is not the same in the answers of two providers. */
export interface Difference {
  readonly part: 'status' | 'header' | 'body'
  /** `$.items[0].price` in a body of JSON, a name in headers; empty where the part is all. */
  readonly path: string
  readonly kind: DifferenceKind
  /** The contract has it: its consumer reads it. */
  readonly isNamed: boolean
  /** In the provider's answer; undefined where it has nothing there. */
  readonly one?: JsonValue | undefined
  /** In that of the other. */
  readonly other?: JsonValue | undefined
}

export interface CompareOptions {
  readonly expectation: Expectation
  /** Values count everywhere. */
  readonly isStrict: boolean
  readonly ignored: readonly (readonly PatternStep[])[]
}

type Pair = readonly [one: Answer, other: Answer]

/** More are not looked for in one body. */
const MOST = 200

function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase()
}

function contentTypeDifference([one, other]: Pair, { expectation, isStrict }: CompareOptions): readonly Difference[] {
  const [first, second] = [headerIn(one.headers, 'content-type'), headerIn(other.headers, 'content-type')]
  if (first === second) return []
  const about = { part: 'header', path: 'content-type', isNamed: true, one: first, other: second } as const
  if (first === undefined || second === undefined) return [{ ...about, kind: 'presence' }]
  const isOpen = expectation.openHeaders.has('content-type')
  if (mediaType(first) !== mediaType(second) && !isOpen) return [{ ...about, kind: 'type' }]
  return isOpen && !isStrict ? [] : [{ ...about, kind: 'value' }]
}

function valueIn(headers: Answer['headers'], name: string): string | undefined {
  const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(', ')
}

function headerDifferences([one, other]: Pair, { expectation, isStrict }: CompareOptions): readonly Difference[] {
  const names = [...new Set(expectation.headers)].filter((name) => name !== 'content-type')
  return names.flatMap((path): readonly Difference[] => {
    const [first, second] = [valueIn(one.headers, path), valueIn(other.headers, path)]
    if (first === second) return []
    const about = { part: 'header', path, isNamed: true, one: first, other: second } as const
    if (first === undefined || second === undefined) return [{ ...about, kind: 'presence' }]
    return expectation.openHeaders.has(path) && !isStrict ? [] : [{ ...about, kind: 'value' }]
  })
}

export function typeOf(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  return typeof value
}

const elements = ({ length }: readonly JsonValue[]): string => `${length} element${length === 1 ? '' : 's'}`

/** Compares what is at one path, and what is inside. */
function createComparison({ expectation, isStrict, ignored }: CompareOptions) {
  const found: Difference[] = []

  function add(path: readonly Step[], difference: Pick<Difference, 'kind' | 'one' | 'other'>): void {
    if (found.length < MOST) {
      found.push({ part: 'body', path: pathText(path), isNamed: expectation.isNamed(path), ...difference })
    }
  }

  function compareObjects(one: JsonObject, other: JsonObject, path: readonly Step[]): void {
    const isData = expectation.isMap(path) && !isStrict
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted(compareText)
    for (const name of names) {
      const inside = [...path, name]
      const [first, second] = [one[name], other[name]]
      if (first !== undefined && second !== undefined) compare(first, second, inside)
      else if (!isData && !isIgnored(inside)) add(inside, { kind: 'presence', one: first, other: second })
    }
  }

  function compareLists(one: readonly JsonValue[], other: readonly JsonValue[], path: readonly Step[]): void {
    if (one.length !== other.length && (isStrict || !expectation.isOpen(path))) {
      add(path, { kind: 'value', one: elements(one), other: elements(other) })
    }
    for (const [index, value] of one.entries()) {
      const second = other[index]
      if (second !== undefined) compare(value, second, [...path, index])
    }
  }

  const isIgnored = (path: readonly Step[]): boolean => ignored.some((pattern) => covers(pattern, path))

  function compare(one: JsonValue, other: JsonValue, path: readonly Step[]): void {
    if (isIgnored(path)) return
    if (isJsonObject(one) && isJsonObject(other)) compareObjects(one, other, path)
    else if (Array.isArray(one) && Array.isArray(other)) compareLists(one, other, path)
    else if (typeOf(one) !== typeOf(other)) {
      const isOpen = expectation.isOfManyTypes(path) && !isStrict
      if (!isOpen) add(path, { kind: 'type', one, other })
    } else if (one !== other && (isStrict || !expectation.isOpen(path))) add(path, { kind: 'value', one, other })
  }

  return { found, compare }
}

const LONGEST_TEXT = 400

function shownBody(body: Uint8Array): string {
  const text = Buffer.from(body).toString()
  const isText = !text.includes('\uFFFD') && !text.includes('\u0000')
  return isText ? text.slice(0, LONGEST_TEXT) : `${body.length} bytes`
}

function jsonOf({ body, headers }: Answer): JsonValue | undefined {
  if (!isJsonType(headerIn(headers, 'content-type') ?? '')) return undefined
  const parsed = parseJson(Buffer.from(body).toString())
  return isJsonValue(parsed) ? parsed : undefined
}

/** Whatever JSON.parse gives is one. */
function isJsonValue(value: unknown): value is JsonValue {
  return value !== undefined
}

function bodyDifferences([one, other]: Pair, options: CompareOptions): readonly Difference[] {
  if (Buffer.compare(one.body, other.body) === 0) return []
  const [first, second] = [jsonOf(one), jsonOf(other)]
  if (first !== undefined && second !== undefined) {
    const { found, compare } = createComparison(options)
    compare(first, second, [])
    return found
  }
  const { expectation, isStrict, ignored } = options
  if (ignored.some((pattern) => pattern.length === 0)) return []
  const about = {
    part: 'body',
    path: '',
    isNamed: true,
    one: shownBody(one.body),
    other: shownBody(other.body),
  } as const
  if (one.body.length === 0) return [{ ...about, kind: 'presence', one: undefined }]
  if (other.body.length === 0) return [{ ...about, kind: 'presence', other: undefined }]
  if (first !== undefined || second !== undefined) return [{ ...about, kind: 'type' }]
  return expectation.isOpen([]) && !isStrict ? [] : [{ ...about, kind: 'value' }]
}

/** With another status all else is another thing too, and not compared. */
export function compareAnswers(pair: Pair, options: CompareOptions): readonly Difference[] {
  const [{ status: one }, { status: other }] = pair
  if (one !== other) return [{ part: 'status', path: '', kind: 'status', isNamed: true, one, other }]
  return [
    ...contentTypeDifference(pair, options),
    ...headerDifferences(pair, options),
    ...bodyDifferences(pair, options),
  ]
}

/**
 * Whether it fails: a status always does, what is there and of which type where the contract has it. Values that differ are
 * shown; so is what no contract names. Where every value counts, all of it fails.
 */
export function isFailing({ kind, isNamed }: Difference, isStrict: boolean): boolean {
  return isStrict || kind === 'status' || (isNamed && kind !== 'value')
}
