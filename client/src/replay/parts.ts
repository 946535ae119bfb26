/**
 * The parts of a request or response as they go over the wire, from what a contract of any version has: a query that is
 * text (versions 1 and 2) or values by name, headers that are text or lists, and bodies that are bare (versions 1 to 3) or
 * wrapped with their type.
 */
import { isJsonType, wireBody } from '../contract/contents.ts'
import { type JsonObject, type JsonValue, isJsonObject, parseJson } from '../contract/json.ts'
import { plainly } from '../provider/exact-json.ts'
import { objectOf, textIn } from '../provider/json-parts.ts'

/** Names as they are written, and in their order; a name may be there twice. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

export interface Content {
  readonly bytes: Uint8Array | undefined
  readonly contentType: string | undefined
}

/** What must not stand in the target of a request; all else stays as the contract has it, `%20` too. */
const UNSAFE = /[^\u0021-\u007E]+|["#<>\\^`{|}]/gu

const encoded = (text: string): string => text.toWellFormed().replaceAll(UNSAFE, encodeURIComponent)

const asText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

const listOf = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value])

function queryPair(name: string, value: JsonValue): string {
  const key = encodeURIComponent(name.toWellFormed())
  return value === null ? key : `${key}=${encodeURIComponent(asText(value).toWellFormed())}`
}

function queryOf(query: JsonValue | undefined): string {
  if (typeof query === 'string') return encoded(query.replace(/^\?/, ''))
  const pairs = Object.entries(objectOf(query)).flatMap(([name, values]) =>
    listOf(values).map((value) => queryPair(name, value)),
  )
  return pairs.join('&')
}

/** The path with its query, as it stands in the first line of a request. */
export function targetOf(request: JsonObject): string {
  const path = encoded(textIn(request, 'path') ?? '/')
  const query = queryOf(request['query'])
  return `${path.startsWith('/') ? '' : '/'}${path}${query === '' ? '' : `?${query}`}`
}

/** Several values of a header are one, as HTTP says; only cookies are joined in their own way. */
export function headersOf(part: JsonObject): HeaderList {
  return Object.entries(objectOf(part['headers'])).map(([name, value]) => [
    name,
    listOf(value)
      .map(asText)
      .join(name.toLowerCase() === 'cookie' ? '; ' : ', '),
  ])
}

export function headerIn(headers: HeaderList, name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1]
}

/** Types whose bodies are written as text in contracts that have no place for an encoding. */
const TEXT = /^text\/|[/+](?:json|xml|yaml)\b|x-www-form-urlencoded|javascript|graphql/i
const BASE64 = /^(?:[\w+/]{4})+(?:[\w+/]{2}==|[\w+/]{3}=)?$|^(?:[\w+/]{2}==|[\w+/]{3}=)$/

/** A body as versions 1 to 3 have it: JSON as it is, text, or bytes as base64 where the type says so. */
function bareBody(body: JsonValue, contentType: string | undefined): string | Buffer | undefined {
  if (body === null) return contentType !== undefined && isJsonType(contentType) ? 'null' : undefined
  if (typeof body !== 'string') return JSON.stringify(body)
  if (body === '') return undefined
  if (contentType === undefined || TEXT.test(contentType)) {
    const isBareText = contentType !== undefined && isJsonType(contentType) && parseJson(body) === undefined
    return isBareText ? JSON.stringify(body) : body
  }
  return BASE64.test(body) ? Buffer.from(body, 'base64') : body
}

function encodingOf(encoding: JsonValue | undefined): false | 'base64' | 'json' {
  if (typeof encoding !== 'string') return false
  return encoding.toLowerCase() === 'base64' ? 'base64' : 'json'
}

/** Whether an interaction is of version 4, where each has a type and bodies are wrapped. */
export function isWrapping(interaction: JsonObject): boolean {
  return textIn(interaction, 'type') !== undefined
}

/** The body of a request or response; undefined bytes where it has none. */
export function contentOf(part: JsonObject, isWrapped: boolean): Content {
  const { body } = part
  const type = headerIn(headersOf(part), 'content-type')
  if (body === undefined) return { bytes: undefined, contentType: type }
  if (isWrapped && isJsonObject(body) && 'content' in body) {
    const contentType = type ?? textIn(body, 'contentType') ?? 'application/json'
    const content = body['content'] ?? null
    if (content === '' || (content === null && encodingOf(body['encoded']) !== 'json'))
      return { bytes: undefined, contentType: type }
    return {
      bytes: Buffer.from(wireBody({ content, contentType, encoded: encodingOf(body['encoded']) })),
      contentType,
    }
  }
  const bytes = bareBody(body, type)
  const isJson = typeof body !== 'string' && bytes !== undefined
  return {
    bytes: bytes === undefined ? undefined : Buffer.from(bytes),
    contentType: type ?? (isJson ? 'application/json' : undefined),
  }
}

type StatusRange = readonly [from: number, below: number]

/** What a rule of version 4 may allow in place of one status. */
const RANGES: Readonly<Record<string, StatusRange>> = {
  info: [100, 200],
  success: [200, 300],
  redirect: [300, 400],
  clientError: [400, 500],
  serverError: [500, 600],
  nonError: [100, 400],
  error: [400, 600],
}

function allows(rule: JsonValue, status: number): boolean {
  if (!isJsonObject(rule) || rule['match'] !== 'statusCode') return false
  const allowed = plainly(rule['status'] ?? null)
  if (Array.isArray(allowed)) return allowed.includes(status)
  const range = typeof allowed === 'string' ? RANGES[allowed] : undefined
  return range !== undefined && status >= range[0] && status < range[1]
}

/** The rules for the status, wherever a contract keeps them. */
function statusRules(response: JsonObject): readonly JsonValue[] {
  const { status } = objectOf(response['matchingRules'])
  const holders = [objectOf(status), ...Object.values(objectOf(status)).map(objectOf)]
  return holders.flatMap(({ matchers }) => (Array.isArray(matchers) ? matchers : []))
}

/** A predicate: whether the contract expects an answer with that status. */
export function statusPredicate(response: JsonObject): (status: number) => boolean {
  const expected = Number(plainly(response['status'] ?? 200))
  const rules = statusRules(response)
  return (status) => status === expected || rules.some((rule) => allows(rule, status))
}
