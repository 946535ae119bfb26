/**
 * A request, a response or a message as all versions of the specification have it: names of headers without case, values of
 * one name together, a query as a table, and a body with what it is.
 */
import { isJsonType } from '../contents.ts'
import { objectOf, textIn } from '../../provider/json-parts.ts'
import { type JsonObject, type JsonValue, parseJson } from '../json.ts'

export interface Body {
  readonly value: JsonValue
  readonly contentType: string | undefined
  /** Paths of rules are those of JSON. */
  readonly isJson: boolean
}

export type Values = Readonly<Record<string, JsonValue>>

function together(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value
  return value.length === 1 ? (value[0] ?? null) : value
}

/** By name in lower case. */
export function headersOf(source: JsonObject): Values {
  const found = Object.entries(objectOf(source['headers'])).map(([name, value]: [string, JsonValue]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : value,
  ])
  return Object.fromEntries(found)
}

/** By name; specification 2 has them as text. */
export function queryOf({ query }: JsonObject): Values {
  if (typeof query !== 'string') {
    return Object.fromEntries(
      Object.entries(objectOf(query)).map(([name, value]: [string, JsonValue]) => [name, together(value)]),
    )
  }
  const given = new URLSearchParams(query)
  return Object.fromEntries([...new Set(given.keys())].map((name) => [name, together(given.getAll(name))]))
}

export function metadataOf(source: JsonObject): Values {
  return objectOf(source['metadata'] ?? source['metaData'])
}

export function contentTypeOf(source: JsonObject): string | undefined {
  const type =
    headersOf(source)['content-type'] ?? metadataOf(source)['contentType'] ?? metadataOf(source)['content-type']
  return typeof type === 'string' ? type : undefined
}

function isJsonValue(value: unknown): value is JsonValue {
  return value !== undefined
}

/** What it is about; undefined where nothing is said of it. */
export function bodyOf(source: JsonObject, isVersion4: boolean): Body | undefined {
  const written = source['contents'] === undefined ? source['body'] : source['contents']
  if (written === undefined) return undefined
  const named = contentTypeOf(source)
  if (!isVersion4) {
    const isJson = typeof written !== 'string' || (named !== undefined && isJsonType(named))
    return { value: written, contentType: named, isJson }
  }
  const { content, encoded } = objectOf(written)
  if (content === undefined) return undefined
  const contentType = textIn(objectOf(written), 'contentType') ?? named
  const value = encoded === 'json' && typeof content === 'string' ? parseJson(content) : content
  const isText = typeof content === 'string' && encoded !== 'json'
  const isJson = !isText || (encoded === false && contentType !== undefined && isJsonType(contentType))
  return { value: isJsonValue(value) ? value : content, contentType, isJson }
}
