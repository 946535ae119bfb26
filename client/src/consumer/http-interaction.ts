/**
 * A declared call as a contract has it. Names of headers are kept as they are written, except for the content type, of
 * which there must be one: the core would add its own to a `content-type`.
 */
import type {
  ByPath,
  Generators,
  HttpInteraction,
  HttpRequest,
  HttpResponse,
  MatchingRules,
  ProviderState,
} from '../contract/contract-file.ts'
import { type Shaped, withNames } from './capture.ts'
import { type BodyShape, bodyShapes } from './content.ts'
import { cookieHeader } from './cookies.ts'
import type { Declared, HttpDeclaration, Named, State } from './declaration.ts'
import { type NamedParts, allAsSent, asSent, namedParts, onePart, unlessEmpty, wireText } from './expected-parts.ts'
import type { JsonValue } from './matching/expected.ts'

/** One interaction, and what a test has of it. */
export interface HttpShape extends Shaped<HttpInteraction> {
  readonly request?: BodyShape
  readonly response?: BodyShape
}

const CONTENT_TYPE = 'Content-Type'

/** Headers whose values are lists: these are one value each in a contract. */
const listHeaders = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'access-control-request-headers',
  'allow',
  'cache-control',
  'if-match',
  'if-none-match',
  'vary',
])

function providerStates({ states }: Declared, shape: string): readonly ProviderState[] {
  const given = typeof states === 'function' ? states(shape) : states
  const list: readonly State[] = given === undefined ? [] : isList(given) ? given : [given]
  return list.map((state) => (typeof state === 'string' ? { name: state } : state))
}

function isList(states: State | readonly State[]): states is readonly State[] {
  return Array.isArray(states)
}

/**
 * The common part of every kind of interaction. The first shape of several has the declared description; it is told from
 * the others by what its parts are.
 */
export function described(declared: Declared, shapeName: string, first?: string) {
  if (declared.description.trim() === '') {
    throw new TypeError(
      'It needs a description: a sentence that tells it from the others, such as "a request for an order".',
    )
  }
  const states = providerStates(declared, shapeName || first || 'complete')
  return {
    description: shapeName === '' ? declared.description : `${declared.description}, ${shapeName}`,
    ...(states.length > 0 && { providerStates: states }),
    pending: false,
  } as const
}

function splitLists(values: ByPath<readonly string[]>): ByPath<readonly string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([name, texts]) => [
      name,
      listHeaders.has(name.toLowerCase()) ? texts.flatMap((text) => text.split(',').map((part) => part.trim())) : texts,
    ]),
  )
}

/** Headers, with one name for the content type. */
function namedHeaders(headers: Named = {}): Named {
  const named = Object.entries(headers).map(([name, value]): readonly [string, unknown] => [
    name.toLowerCase() === 'content-type' ? CONTENT_TYPE : name,
    value,
  ])
  return Object.fromEntries(named)
}

/** The shapes of a body, which is of the media type that the headers say, where they do. */
function shapesWith(body: unknown, headers: Named): readonly BodyShape[] {
  if (body === undefined) return []
  const declared = headers[CONTENT_TYPE]
  return bodyShapes(body, declared === undefined ? undefined : wireText(onePart(declared, CONTENT_TYPE).value))
}

function headersOf(headers: Named, body: BodyShape | undefined): NamedParts {
  const parts = namedParts(headers)
  const isTyped = CONTENT_TYPE in parts.values || !body
  const rule = isTyped ? undefined : body.contentTypeRule
  return {
    ...parts,
    values: { ...splitLists(parts.values), ...(!isTyped && { [CONTENT_TYPE]: [body.contents.contentType] }) },
    rules: { ...parts.rules, ...(rule && { [CONTENT_TYPE]: rule }) },
  }
}

interface Part {
  readonly headers: NamedParts
  readonly body: BodyShape | undefined
  readonly rules?: MatchingRules
  readonly generators?: Generators
}

/** What requests and responses have in common, without what nothing is said of. */
function httpPart({ headers, body, rules, generators }: Part) {
  const values = unlessEmpty(headers.values)
  const header = unlessEmpty(headers.rules)
  const headerGenerators = unlessEmpty(headers.generators)
  const inBody = unlessEmpty(body?.rules ?? {})
  const bodyGenerators = unlessEmpty(body?.generators ?? {})
  const matchingRules = unlessEmpty({ ...rules, ...(header && { header }), ...(inBody && { body: inBody }) })
  const allGenerators = unlessEmpty({
    ...generators,
    ...(headerGenerators && { header: headerGenerators }),
    ...(bodyGenerators && { body: bodyGenerators }),
  })
  return {
    ...(values && { headers: values }),
    ...(body && { body: body.contents }),
    ...(matchingRules && { matchingRules }),
    ...(allGenerators && { generators: allGenerators }),
  }
}

/** A path as clients send it. Throws for one that would never be called so, with what to write. */
function wirePath(value: JsonValue): string {
  const path = wireText(value)
  if (!path.startsWith('/')) throw new TypeError(`The path '${path}' must begin with a slash.`)
  const { pathname, search, hash } = new URL(`http://localhost${path}`)
  if (search !== '') throw new TypeError(`The path '${path}' has a query: give it as query, by name.`)
  if (pathname === path && hash === '') return path
  throw new TypeError(`The path '${path}' is not as it is on the wire: clients send ${pathname}.`)
}

function statusOf(value: JsonValue): number {
  if (typeof value !== 'number') throw new TypeError('The status is a number, or a matcher or a schema of one.')
  if (Number.isInteger(value) && value >= 100 && value <= 599) return value
  throw new TypeError(`There is no status ${value}: it is a whole number from 100 to 599.`)
}

function requestOf(declared: HttpDeclaration<unknown, unknown>['request'], body: BodyShape | undefined) {
  const path = asSent(onePart(declared.path, 'The path'))
  const query = allAsSent(namedParts(declared.query ?? {}))
  const cookie = declared.cookies && cookieHeader(declared.cookies)
  const given = allAsSent(headersOf({ ...declared.headers, ...(cookie && { Cookie: cookie.value }) }, body))
  const headers = cookie ? { ...given, rules: { ...given.rules, Cookie: cookie.rule } } : given
  const queryValues = unlessEmpty(query.values)
  const queryRules = unlessEmpty(query.rules)
  const queryGenerators = unlessEmpty(query.generators)
  const request: HttpRequest = {
    method: (declared.method ?? 'GET').toUpperCase(),
    path: wirePath(path.value),
    ...(queryValues && { query: queryValues }),
    ...httpPart({
      headers,
      body,
      rules: { ...(path.rule && { path: path.rule }), ...(queryRules && { query: queryRules }) },
      generators: {
        ...(path.generator && { path: path.generator }),
        ...(queryGenerators && { query: queryGenerators }),
      },
    }),
  }
  const notes = [path, query, headers, ...(cookie ? [cookie] : []), ...(body ? [body] : [])].flatMap(
    (part) => part.notes,
  )
  return { request, notes }
}

function responseOf(declared: HttpDeclaration<unknown, unknown>['response'], body: BodyShape | undefined) {
  const status = onePart(declared.status ?? 200, 'The status')
  const headers = headersOf(declared.headers ?? {}, body)
  const response: HttpResponse = {
    status: statusOf(status.value),
    ...httpPart({ headers, body, ...(status.rule && { rules: { status: { $: status.rule } } }) }),
  }
  return { response, notes: [status, headers, ...(body ? [body] : [])].flatMap((part) => part.notes) }
}

interface Pair<Shape> {
  readonly name: string
  readonly sent?: Shape
  readonly replied?: Shape
}

/** What tells each pair from the others; the first is what its parts are. */
export function namesOf(pairs: readonly Pair<{ readonly name: string }>[]): readonly string[] {
  return pairs.map(({ name, sent, replied }) => name || replied?.name || sent?.name || '')
}

/** Pairs of what is sent and what is replied: every shape of each once, with the first of the other. */
export function pairShapes<Shape extends { readonly name: string }>(
  sent: readonly Shape[],
  replied: readonly Shape[],
): readonly Pair<Shape>[] {
  const [firstSent, ...otherSent] = sent
  const [firstReplied, ...otherReplied] = replied
  const first = { ...(firstSent && { sent: firstSent }), ...(firstReplied && { replied: firstReplied }) }
  return [
    { name: '', ...first },
    ...otherReplied.map((shape) => ({ name: shape.name, ...first, replied: shape })),
    ...otherSent.map((shape) => ({ name: `sent ${shape.name}`, ...first, sent: shape })),
  ]
}

/** The interactions that are declared: one, or one for each shape of its bodies. */
export function httpShapes(declared: HttpDeclaration<unknown, unknown>): readonly HttpShape[] {
  const request = { ...declared.request, headers: namedHeaders(declared.request.headers) }
  const response = { ...declared.response, headers: namedHeaders(declared.response.headers) }
  const sentShapes = shapesWith(request.body, request.headers)
  const repliedShapes = shapesWith(response.body, response.headers)
  const pairs = pairShapes(sentShapes, repliedShapes)
  const shapes = pairs.map(({ name, sent, replied }): HttpShape => {
    const asked = requestOf(request, sent)
    const answered = responseOf(response, replied)
    return {
      interaction: {
        type: 'Synchronous/HTTP',
        ...described(declared, name, replied?.name || sent?.name),
        request: asked.request,
        response: answered.response,
      },
      notes: [...asked.notes, ...answered.notes],
      ...(sent && { request: sent }),
      ...(replied && { response: replied }),
    }
  })
  return withNames(shapes, namesOf(pairs))
}
