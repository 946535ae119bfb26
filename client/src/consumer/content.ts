/**
 * What a body, or a message, holds. Plain values, matchers and schemas are JSON; the other kinds are made by the functions
 * here. Each gives the contents as the contract file has them, and the rules that they are matched by.
 */
import { contractContents, isJsonType } from '../contract/contents.ts'
import type { ByPath, Contents } from '../contract/contract-file.ts'
import { wireText } from './expected-parts.ts'
import { placed, together } from './matching/assemble.ts'
import {
  type Expected,
  type Generator,
  type JsonValue,
  type Note,
  type RuleList,
  type Shape,
  expectedOf,
  shapesOf,
} from './matching/expected.ts'
import type { ReplyOf } from './matching/matcher.ts'
import { hasVariants } from './matching/shapes.ts'
import type { WireOf } from './typing.ts'

const brand: unique symbol = Symbol.for('tallystick.content')

/** One way that a body may look. */
export interface BodyShape {
  /** What tells it from the other shapes. */
  readonly name: string
  readonly contents: Contents
  readonly rules: ByPath<RuleList>
  readonly generators: ByPath<Generator>
  readonly notes: readonly Note[]
  /** What also does as the `Content-Type` header. */
  readonly contentTypeRule?: RuleList
  /** The example, as a test sends or gets it. */
  readonly example: unknown
  /** What a consumer makes of the example. Throws when it is none of the schema's values. */
  reply(): unknown
}

/** A body that is not plain JSON. `Reply` is what a consumer makes of it: text, bytes; `Wire` what is sent. */
export interface Content<Reply = unknown, Wire = Reply> {
  /** Only the types are of use. */
  readonly [brand]: { readonly reply: Reply; readonly wire: Wire } | undefined
  readonly shapes: readonly BodyShape[]
}

/** A body with one shape. */
export function content<Value>(example: Value, shape: Omit<BodyShape, 'name' | 'example' | 'reply'>): Content<Value> {
  return { [brand]: undefined, shapes: [{ name: '', example, reply: () => example, ...shape }] }
}

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && brand in value
}

const noRules = { rules: {}, generators: {}, notes: [] }

/** JSON text where a reader would take the JSON for no body; and text as it is, where the media type is not JSON. */
function jsonContents(example: JsonValue, contentType: string): Contents {
  if (typeof example === 'string' && !isJsonType(contentType)) return contractContents(example, contentType)
  if (example === null || example === '') return contractContents(JSON.stringify(example), contentType, 'json')
  return contractContents(example, contentType)
}

function jsonShape({ name, expected }: Shape, contentType: string): BodyShape {
  const { example, rules, generators, notes, parse } = expected
  return {
    name,
    contents: jsonContents(example, contentType),
    rules,
    generators,
    notes,
    example,
    reply: () => (parse ? parse(example) : example),
  }
}

/** The shapes of any body: one, or one for each of its variants. */
export function bodyShapes(body: unknown, contentType = 'application/json'): readonly BodyShape[] {
  if (isContent(body)) return body.shapes
  const shapes = hasVariants(body) ? shapesOf(body) : [{ name: '', expected: expectedOf(body) }]
  return shapes.map((shape) => jsonShape(shape, contentType))
}

/**
 * JSON of a media type of its own. Without it, a body that is a value, a matcher or a schema is `application/json`.
 *
 * @example
 * json({ title: 'Not found' }, 'application/problem+json').shapes.length // → 1
 */
export function json<Value>(value: Value, contentType: string): Content<ReplyOf<Value>, WireOf<Value>>
export function json(value: unknown, contentType: string): Content {
  return { [brand]: undefined, shapes: bodyShapes(value, contentType) }
}

function textOf({ example }: Expected): string {
  if (typeof example === 'string') return example
  throw new TypeError('A text body needs text: give a string, or a matcher or a schema of one.')
}

/**
 * A body of text: a string, or a matcher or a schema of one.
 *
 * @example
 * text('pong').shapes[0]?.contents.content // → 'pong'
 */
export function text(value: unknown, contentType = 'text/plain'): Content<string> {
  const expected = expectedOf(value)
  const { rules, generators, notes } = expected
  const example = textOf(expected)
  return content(example, { contents: contractContents(example, contentType), rules, generators, notes })
}

function formText(example: JsonValue): string {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) {
    throw new TypeError('A form needs fields: give an object of values, matchers or schemas.')
  }
  const fields = Object.entries(example).flatMap(([name, value]) => {
    const values: readonly JsonValue[] = Array.isArray(value) ? value : [value]
    return values.map((one): [string, string] => [name, wireText(one)])
  })
  return new URLSearchParams(fields).toString()
}

/**
 * A body of form fields, `application/x-www-form-urlencoded`. An array is a field with several values.
 *
 * @example
 * form({ name: 'Ada', tag: ['a', 'b'] }).shapes[0]?.contents.content // → 'name=Ada&tag=a&tag=b'
 */
export function form(fields: Readonly<Record<string, unknown>>): Content<string> {
  const { example, rules, generators, notes } = expectedOf(fields)
  const sent = formText(example)
  const contentType = 'application/x-www-form-urlencoded'
  return content(sent, { contents: contractContents(sent, contentType), rules, generators, notes })
}

/**
 * A body of XML. What need not be as in the example is said by path: `$.order['@id']` is an attribute,
 * `$.order.item['#text']` the text of an element.
 *
 * @example
 * xml('<order id="1"><item>book</item></order>', { "$.order['@id']": like('1') }).shapes[0]?.contents.contentType // → 'application/xml'
 */
export function xml(
  example: string,
  matchers: Readonly<Record<string, unknown>> = {},
  contentType = 'application/xml',
): Content<string> {
  const parts = Object.entries(matchers).map(([path, value]) => [path, expectedOf(value)] as const)
  return content(example, {
    contents: contractContents(example, contentType),
    ...together(parts.map(([path, expected]) => placed(expected, path))),
  })
}

/** What kind of file it must be, by its first bytes. */
export function contentTypeRule(contentType: string): RuleList {
  return { combine: 'AND', matchers: [{ match: 'contentType', value: contentType }] }
}

/**
 * A body of bytes. Other bytes do as well, of the same kind: the media type is read from the first bytes.
 *
 * @example
 * binary(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'image/png').shapes[0]?.contents.encoded // → 'base64'
 */
export function binary(bytes: Uint8Array, contentType: string): Content<Uint8Array> {
  const contents = contractContents(Buffer.from(bytes).toString('base64'), contentType, 'base64')
  return content(bytes, { ...noRules, contents, rules: { $: contentTypeRule(contentType) } })
}
