// Requests to each operation of the OpenAPI document: right ones, and right ones with something wrong in them.

import fc from 'fast-check'
import { bodies } from '../support/bad-input.ts'
import { hostileBody, hostileHeader, hostileKey, hostileSegment, hostileText, hostileValue } from './hostile.ts'
import type { RawRequest } from './send.ts'

interface Parameter {
  readonly name: string
  readonly in: string
}

interface Described {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
}

export interface Operation {
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  readonly mediaTypes: readonly string[]
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
}

// It fails on purpose.
const left = new Set(['/test/error'])

export function operationsOf({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    left.has(path)
      ? []
      : Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
          method: method.toUpperCase(),
          path,
          query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
          mediaTypes: Object.keys(requestBody?.content ?? {}),
        })),
  )
}

/** What exists, for a parameter of that path. */
export type ValueOf = (path: string, parameter: string) => string

const replaced = (value: unknown, [key, ...rest]: readonly string[], change: (old: unknown) => unknown): unknown => {
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaced(item, rest, change) : item))
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, change) }
}

function placesIn(value: unknown, place: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place]
  return [place, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...place, key]))]
}

/** `__proto__` as a key like any other, as `JSON.parse` reads it. */
function withKey(value: unknown, key: string, added: unknown): unknown {
  const object = typeof value === 'object' && value !== null ? { ...value } : {}
  return Object.defineProperty(object, key, { value: added, enumerable: true })
}

function wrongBody(right: unknown): fc.Arbitrary<Buffer> {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '')
  const anywhere = fc.constantFrom(...placesIn(right))
  return fc.oneof(
    { arbitrary: fc.constant(json(right)), weight: 2 },
    {
      arbitrary: fc.tuple(anywhere, hostileValue).map(([place, value]) => json(replaced(right, place, () => value))),
      weight: 6,
    },
    {
      arbitrary: fc
        .tuple(anywhere, hostileKey, hostileValue)
        .map(([place, key, value]) => json(replaced(right, place, (old) => withKey(old, key, value)))),
      weight: 2,
    },
    { arbitrary: fc.nat(200).map((length) => json(right).subarray(0, length)), weight: 1 },
    { arbitrary: hostileBody, weight: 2 },
  )
}

function pathArbitrary({ path }: Operation, valueOf: ValueOf): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const values = names.map((name) =>
    fc.oneof(
      { arbitrary: fc.constant(encodeURIComponent(valueOf(path, name))), weight: 3 },
      { arbitrary: hostileSegment, weight: 2 },
    ),
  )
  return fc.tuple(...values).map((segments) => {
    let index = 0
    return path.replaceAll(/\{\w+\}/g, () => segments[index++] ?? '')
  })
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

/** Forms of a parameter in a query: as a value, a list, an object, twice, not decodable. */
const forms: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value}`,
  (name, value) => `${name}[]=${value}&${name}[]=${value}`,
  (name, value) => `${name}[x]=${value}`,
  (name, value) => `${name}[][pacticipant]=${value}&${name}[][version]=1`,
  (name, value) => `${name}[0][pacticipant]=Shop&${name}[0][__proto__]=${value}`,
  (name, value) => `${name}=${value}&${name}=other`,
  (name) => `${name}=%`,
  (name) => `${name}=%c0%ae`,
  (name, value) => `${name}[a][b][c][d][e][f]=${value}`,
]

// Within these the broker waits because it is asked to.
const waits = new Set(['wait'])
const known = ['Shop', 'Stock', 'main', 'dev', 'test', 'true', 'false', '1', '2', '100']

function queryArbitrary({ query }: Operation): fc.Arbitrary<string> {
  const names = [...query.filter((name) => !waits.has(name)), 'q', 'page', 'size', '__proto__', 'utf8']
  const parameter = fc
    .tuple(
      fc.constantFrom(...names),
      fc.oneof(fc.constantFrom(...known), hostileText.map(encoded)),
      fc.oneof({ arbitrary: fc.constant(forms[0]), weight: 3 }, { arbitrary: fc.constantFrom(...forms), weight: 2 }),
    )
    .map(([name, value, form]) => form?.(name, value) ?? '')
  return fc.array(parameter, { maxLength: 4 }).map((parts) => (parts.length === 0 ? '' : `?${parts.join('&')}`))
}

const accepts = [
  'application/hal+json, application/json',
  '*/*',
  'application/problem+json, */*',
  'application/json, */*;q=0.1',
]

export interface Callers {
  readonly [name: string]: string | undefined
}

export interface Generated {
  readonly caller: string
  readonly request: RawRequest
}

export function requestTo(
  operation: Operation,
  { valueOf, host, callers }: { readonly valueOf: ValueOf; readonly host: string; readonly callers: Callers },
): fc.Arbitrary<Generated> {
  const { method, path, mediaTypes } = operation
  const right = bodies[`${method} ${path}`]?.('fuzz')
  const body =
    mediaTypes.length === 0 ? fc.constant(Buffer.alloc(0)) : right ? wrongBody(right) : wrongBody({ name: 'fuzz' })
  return fc
    .record({
      // Who may do more sees more of the broker.
      caller: fc.oneof(
        ...Object.keys(callers).map((name, index) => ({ arbitrary: fc.constant(name), weight: 5 - index })),
      ),
      target: fc.tuple(pathArbitrary(operation, valueOf), queryArbitrary(operation)).map((parts) => parts.join('')),
      accept: fc.oneof(
        { arbitrary: fc.constantFrom(...accepts), weight: 9 },
        { arbitrary: fc.constantFrom('text/plain', 'text/html', 'x'), weight: 1 },
      ),
      type: fc.oneof(
        { arbitrary: fc.constantFrom('application/json', ...mediaTypes), weight: 9 },
        fc.constant('text/x'),
      ),
      body,
      odd: fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, fc.array(hostileHeader, { minLength: 1, maxLength: 3 })),
    })
    .map(({ caller, target, accept, type, body, odd }) => {
      const authorization = callers[caller]
      const headers: (readonly [string, string])[] = [
        ['Host', host],
        ['Accept', accept],
        ...(body.length > 0 ? [['Content-Type', type] as const] : []),
        ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
        ...odd,
      ]
      return { caller, request: { method, target, headers, body } }
    })
}
