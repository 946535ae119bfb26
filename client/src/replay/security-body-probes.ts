/**
 * Bodies that are malformed. JSON is cut off, made another thing, nested too deeply, and given bytes that no JSON may have;
 * then each of its properties in turn is left out and made something else. Other bodies are cut off and made nonsense.
 */
import { isJsonType } from '../contract/contents.ts'
import { type JsonObject, type JsonValue, isJsonObject, parseJson } from '../contract/json.ts'
import { headerIn } from './parts.ts'
import { takesBody } from './security-oversized-probes.ts'
import type { Probe } from './security-probes.ts'
import { type OutgoingRequest, withHeaders } from './request.ts'

const MOST_PROPERTIES = 12
/** Deep enough for parsers that call themselves, and still small. */
const DEPTH = 20_000
const JSON_TYPE = 'application/json'

interface Malformed {
  readonly name: string
  readonly body: string | Uint8Array
  readonly contentType?: string
}

const NONSENSE = Buffer.from([0x00, 0xff, 0xfe, 0x1b, 0x27, 0x22, 0x3c, 0x25, 0x0a, 0x80])

function half(body: Uint8Array): Uint8Array {
  return body.subarray(0, Math.ceil(body.length / 2))
}

/** JSON whose first text has `bytes` in it; with a text of its own where there is none. */
function withBytesInText(json: string, bytes: Uint8Array): Uint8Array {
  const [, before = '', after = ''] = /^([\s\S]*?:\s*")([\s\S]*)$/.exec(json) ?? ['', '{"text":"', '"}']
  return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)])
}

function ofAnotherType(value: unknown): readonly Malformed[] {
  const others: readonly (readonly [string, string])[] = [
    ['a list', '[]'],
    ['an object', '{}'],
    ['null', 'null'],
    ['a text', '"text"'],
    ['a number', '42'],
  ]
  const own = Array.isArray(value) ? 'a list' : 'an object'
  return others.filter(([name]) => name !== own).map(([what, body]) => ({ name: `with ${what} as the body`, body }))
}

function wholeBodies(body: Uint8Array, contentType: string): readonly Malformed[] {
  const json = Buffer.from(body).toString()
  return [
    { name: 'with a body that is cut off', body: half(body) },
    { name: 'with an empty body', body: '' },
    ...ofAnotherType(parseJson(json)),
    { name: 'with a body that is no JSON', body: NONSENSE },
    { name: 'with bytes in a text that are no UTF-8', body: withBytesInText(json, Buffer.from([0xc3, 0x28, 0xff])) },
    { name: 'with control characters in a text', body: withBytesInText(json, Buffer.from([0x00, 0x0a, 0x1b])) },
    { name: `with a body that is ${DEPTH} lists deep`, body: '['.repeat(DEPTH) + ']'.repeat(DEPTH) },
    { name: `with a body that is ${DEPTH} lists deep and does not end`, body: '['.repeat(DEPTH) },
    { name: 'with its JSON said to be text', body, contentType: 'text/plain' },
    { name: 'with its JSON said to be XML', body, contentType: 'application/xml' },
    { name: 'with a content type that is none', body, contentType: ';/' },
    { name: 'with characters of an unknown set', body, contentType: `${contentType.split(';')[0]}; charset=none` },
  ]
}

const REPLACEMENTS: readonly (readonly [name: string, json: string])[] = [
  ['null', 'null'],
  ['a number', '42'],
  ['a number that is too large', '1e999'],
  ['a text', '"text"'],
  ['quotes', `"'\\"; --"`],
  ['a text with a null byte', String.raw`"a\u0000b"`],
  ['half a character', String.raw`"\ud800"`],
  ['a very long text', `"${'a'.repeat(20_000)}"`],
  ['a boolean', 'true'],
  ['a list', '[[]]'],
  ['an object', '{"a":{}}'],
]

const NAMES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', boolean: 'a boolean' }

const kindOf = (value: JsonValue | undefined): string => {
  if (Array.isArray(value)) return 'a list'
  if (isJsonObject(value)) return 'an object'
  return NAMES[typeof value] ?? 'null'
}

/** The object as JSON with one property as it is given, or without it. */
function withProperty(object: JsonObject, name: string, json: string | undefined): string {
  const parts = Object.entries(object).flatMap(([key, value]) => {
    const text = key === name ? json : JSON.stringify(value)
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`]
  })
  return `{${parts.join(',')}}`
}

function propertyBodies(object: JsonObject): readonly Malformed[] {
  const names = Object.keys(object).slice(0, MOST_PROPERTIES)
  const each = names.flatMap((name): readonly Malformed[] => [
    { name: `without '${name}' in the body`, body: withProperty(object, name, undefined) },
    ...REPLACEMENTS.filter(([what]) => what !== kindOf(object[name])).map(([what, json]) => ({
      name: `with ${what} as '${name}' in the body`,
      body: withProperty(object, name, json),
    })),
  ])
  const inherited = `${JSON.stringify(object).slice(0, -1)}${names.length > 0 ? ',' : ''}"__proto__":{"a":null},"constructor":1}`
  return [...each, { name: 'with names in the body that objects of JavaScript inherit', body: inherited }]
}

function otherBodies(body: Uint8Array): readonly Malformed[] {
  return [
    { name: 'with a body that is cut off', body: half(body) },
    { name: 'with an empty body', body: '' },
    { name: 'with a body of nonsense', body: NONSENSE },
    { name: 'with its body said to be JSON', body, contentType: JSON_TYPE },
    { name: 'with a content type that is none', body, contentType: ';/' },
  ]
}

export function bodyProbes(request: OutgoingRequest): readonly Probe[] {
  if (!takesBody(request)) return []
  const { body = Buffer.from('{}'), headers } = request
  const contentType = headerIn(headers, 'content-type') ?? JSON_TYPE
  const parsed = parseJson(Buffer.from(body).toString())
  const malformed = isJsonType(contentType)
    ? [...wholeBodies(body, contentType), ...(isJsonObject(parsed) ? propertyBodies(parsed) : [])]
    : otherBodies(body)
  return malformed.map(({ name, body: bytes, contentType: other = contentType }) => ({
    kind: 'malformed',
    name,
    request: { ...request, body: Buffer.from(bytes), headers: withHeaders(headers, { 'Content-Type': other }) },
  }))
}
