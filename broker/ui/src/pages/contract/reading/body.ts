/**
 * The body of a request or a response, or the contents of a message, as what it is: JSON with its rules beside the lines,
 * GraphQL as a query with its variables, other text as it is, and of bytes how many there are.
 */
import { type Members, isMembers, membersOf, textOf } from './json.ts'
import { type Line, jsonLines, placesOf, withNotes } from './lines.ts'
import { type Note, type Place, type Remarks, notesAt } from './notes.ts'

interface Said {
  /** Of the body as a whole. */
  readonly notes: readonly Note[]
  readonly contentType: string | undefined
}

export type ShownBody = Said &
  (
    | { readonly kind: 'json'; readonly lines: readonly Line[] }
    | { readonly kind: 'text'; readonly text: string; readonly language: 'xml' | undefined }
    | {
        readonly kind: 'graphql'
        readonly query: string
        readonly operationName: string | undefined
        readonly variables: readonly Line[]
      }
    | { readonly kind: 'bytes'; readonly size: number }
  )

/** What a body holds, however the specification writes it. */
export interface Content {
  readonly value: unknown
  readonly contentType: string | undefined
  /** In place of the value. */
  readonly base64?: string
}

const isText = (contentType: string | undefined) =>
  contentType !== undefined && /^text\/|json|xml|graphql|javascript|x-www-form-urlencoded|yaml|csv/i.test(contentType)

const isJson = (contentType: string | undefined) => contentType !== undefined && /[/+]json\b/i.test(contentType)

function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function fromBase64(base64: string, contentType: string | undefined): Content {
  const text = isText(contentType) ? decoded(base64) : undefined
  if (text === undefined) return { value: undefined, contentType, base64 }
  return { value: isJson(contentType) ? parsed(text) : text, contentType }
}

/** Specification 4 wraps what older ones write as it is. */
export function contentOf(written: unknown, isWrapped: boolean, contentType?: string): Content | undefined {
  if (written === undefined) return undefined
  if (!isWrapped || !isMembers(written)) return { value: written, contentType }
  const { content, encoded } = written
  if (content === undefined) return undefined
  const type = textOf(written['contentType']) ?? contentType
  const text = textOf(content)
  if (text === undefined || encoded === false || encoded === undefined) return { value: content, contentType: type }
  if (encoded === true || textOf(encoded)?.toLowerCase() === 'base64') return fromBase64(text, type)
  return { value: isJson(type) ? parsed(text) : text, contentType: type }
}

const GRAPHQL = /^\s*(?:#[^\n]*\n\s*)*(?:query|mutation|subscription|fragment)\b|^\s*\{\s*[\w#]/

function graphqlIn({ value, contentType }: Content): Members | undefined {
  if (typeof value === 'string') return contentType?.includes('graphql') ? { query: value } : undefined
  if (!isMembers(value) || !GRAPHQL.test(textOf(value['query']) ?? '')) return undefined
  return Object.keys(value).every((name) => ['query', 'variables', 'operationName', 'extensions'].includes(name))
    ? value
    : undefined
}

interface ReadBody {
  readonly body: ShownBody
  /** Which rules have their place in it. */
  readonly places: readonly Place[]
}

const ROOT: Place = { part: 'body', path: [] }

function readGraphql(request: Members, remarks: Remarks, said: Said): ReadBody {
  const query = textOf(request['query']) ?? ''
  const at: Place = { part: 'body', path: ['query'] }
  const { variables } = request
  const lines = variables === undefined ? [] : jsonLines(variables, ['variables'])
  const name: Place = { part: 'body', path: ['operationName'] }
  return {
    body: {
      ...said,
      kind: 'graphql',
      notes: [...said.notes, ...notesAt(remarks, at, query)],
      query,
      operationName: textOf(request['operationName']),
      variables: withNotes(lines, 'body', remarks),
    },
    places: [ROOT, at, name, ...placesOf(lines, 'body')],
  }
}

const sizeOf = (base64: string) => Math.floor((base64.replaceAll(/[=\s]/g, '').length * 3) / 4)

export function readBody(content: Content, remarks: Remarks): ReadBody {
  const { value, contentType, base64 } = content
  const said = { contentType, notes: notesAt(remarks, ROOT, value) }
  if (base64 !== undefined) return { body: { ...said, kind: 'bytes', size: sizeOf(base64) }, places: [ROOT] }
  const graphql = graphqlIn(content)
  if (graphql) return readGraphql(membersOf(graphql), remarks, said)
  if (typeof value === 'string' && !isJson(contentType)) {
    const isXml = contentType?.includes('xml') || /^\s*<[?!\w]/.test(value)
    return { body: { ...said, kind: 'text', text: value, language: isXml ? 'xml' : undefined }, places: [ROOT] }
  }
  const lines = jsonLines(value)
  // What is said of the whole stands beside its first line.
  return {
    body: { contentType, notes: [], kind: 'json', lines: withNotes(lines, 'body', remarks) },
    places: placesOf(lines, 'body'),
  }
}
