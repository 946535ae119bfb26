/** What the core says of the calls to a mock, as facts: which call, where in it, what was expected and what came. */
import { compareText, isJsonObject } from '../contract/json.ts'
import { wireText } from './expected-parts.ts'
import type { JsonObject, JsonValue } from './matching/expected.ts'

/** Where a call is not as it was declared. */
export interface Mismatch {
  /** `body` is inside the body, at `path`; `content` is its kind. */
  readonly part: 'method' | 'path' | 'query' | 'header' | 'content' | 'body'
  /** `$.items[0].id`, the name of a header or parameter; nothing where there is one. */
  readonly path: string
  readonly expected?: string
  readonly actual?: string
  /** The core's sentence. */
  readonly says: string
}

/** What is wrong with the calls of a consumer. `call` is as in `GET /orders`; nothing for a message. */
export type Miscall =
  /** It was made, but not as declared. */
  | { readonly kind: 'different'; readonly call: string; readonly mismatches: readonly Mismatch[] }
  /** Another was made. */
  | { readonly kind: 'unexpected'; readonly call: string }
  /** It was not made. */
  | { readonly kind: 'missing'; readonly call: string }

const parts: Readonly<Record<string, Mismatch['part']>> = {
  MethodMismatch: 'method',
  PathMismatch: 'path',
  QueryMismatch: 'query',
  HeaderMismatch: 'header',
  BodyTypeMismatch: 'content',
}

function textAt(object: JsonObject, name: string): string | undefined {
  const value = object[name]
  return value === undefined || value === null ? undefined : wireText(value)
}

function mismatchOf(result: JsonObject): Mismatch {
  const expected = textAt(result, 'expected')
  const actual = textAt(result, 'actual')
  return {
    part: parts[textAt(result, 'type') ?? ''] ?? 'body',
    path: textAt(result, 'path') ?? textAt(result, 'parameter') ?? textAt(result, 'key') ?? '',
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    says: textAt(result, 'mismatch') ?? '',
  }
}

const order = ['method', 'path', 'query', 'header', 'content', 'body'] as const

/** The core names some mismatches twice, once for each rule of a list, and all in an order of its own. */
function distinct(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const once = [...new Map(mismatches.map((mismatch) => [JSON.stringify(mismatch), mismatch])).values()]
  return once.toSorted(
    (one, other) =>
      order.indexOf(one.part) - order.indexOf(other.part) ||
      compareText(one.path, other.path) ||
      compareText(one.says, other.says),
  )
}

/** Older cores give each mismatch as text. */
function objectOf(value: unknown): JsonObject {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value
  return isJsonObject(parsed) ? parsed : {}
}

function queryText(request: JsonValue | undefined): string {
  const query = isJsonObject(request) ? request['query'] : undefined
  if (typeof query === 'string') return query === '' ? '' : `?${query}`
  if (!isJsonObject(query)) return ''
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value): [string, string] => [name, wireText(value ?? '')]),
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`
}

/** One result of the core's mock. */
export function miscallOf(value: unknown): Miscall {
  const result = objectOf(value)
  const call = `${textAt(result, 'method') ?? ''} ${textAt(result, 'path') ?? ''}${queryText(result['request'])}`.trim()
  const type = textAt(result, 'type')
  if (type === 'request-not-found') return { kind: 'unexpected', call }
  if (type === 'missing-request') return { kind: 'missing', call }
  const { mismatches } = result
  const list: readonly unknown[] = Array.isArray(mismatches) ? mismatches : []
  return { kind: 'different', call, mismatches: distinct(list.map((one) => mismatchOf(objectOf(one)))) }
}
