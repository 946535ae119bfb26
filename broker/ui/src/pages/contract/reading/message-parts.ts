/** What is sent in an interaction, as it is shown: a request and a response line by line, a message with its metadata. */
import { type Content, type ShownBody, contentOf, readBody } from './body.ts'
import { type Members, inline, listOf, membersOf, textOf } from './json.ts'
import type { JsonPath } from './json-path.ts'
import type { Line, Token } from './lines.ts'
import {
  type Elsewhere,
  type PartName,
  type Place,
  type Remarks,
  notesAt,
  notesElsewhere,
  readRemarks,
} from './notes.ts'

export interface ShownPart {
  readonly name: string
  /** The first line and headers, or metadata. */
  readonly head: readonly Line[]
  readonly body: ShownBody | undefined
  /** Rules for what the contract has no example of. */
  readonly elsewhere: readonly Elsewhere[]
}

interface Entry extends Place {
  readonly tokens: readonly Token[]
  readonly value: unknown
  readonly indent?: number
}

type Pair = readonly [name: string, value: unknown]

/** Specification 1 and 2 write a query as text, later ones as names with lists of values. */
export function queryPairs(query: unknown): readonly Pair[] {
  if (typeof query === 'string') return [...new URLSearchParams(query)]
  return Object.entries(membersOf(query)).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((item: unknown): Pair => [name, item]) : [[name, value]],
  )
}

export function headerPairs(headers: unknown): readonly Pair[] {
  return Object.entries(membersOf(headers)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(inline).join(', ') : value,
  ])
}

export function contentTypeOf(headers: unknown): string | undefined {
  return textOf(headerPairs(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1])
}

const plain = (text: string): Token => ({ kind: 'plain', text })
const named = (name: string, between: string, value: unknown): readonly Token[] => [
  { kind: 'name', text: name },
  { kind: 'mark', text: between },
  plain(inline(value)),
]

function entries(part: PartName, pairs: readonly Pair[]): readonly Entry[] {
  return pairs.map(([name, value]) => ({ part, path: [name], value, tokens: named(name, ': ', value) }))
}

function queryEntries(query: unknown): readonly Entry[] {
  return queryPairs(query).map(([name, value], index) => {
    const path: JsonPath = [name]
    const start: Token = { kind: 'mark', text: index === 0 ? '?' : '&' }
    return { part: 'query', path, value, indent: 2, tokens: [start, ...named(name, '=', value)] }
  })
}

function lineOf(remarks: Remarks, { part, path, value, tokens, indent = 0 }: Entry): Line {
  return { indent, tokens, notes: notesAt(remarks, { part, path }, value) }
}

interface Shape {
  readonly name: string
  readonly source: Members
  readonly head: readonly Entry[]
  readonly content: Content | undefined
}

function shown({ name, source, head, content }: Shape): ShownPart {
  const remarks = readRemarks(source)
  const read = content && readBody(content, remarks)
  return {
    name,
    head: head.map((entry) => lineOf(remarks, entry)),
    body: read?.body,
    elsewhere: notesElsewhere(remarks, [...head, ...(read?.places ?? [])]),
  }
}

export function requestPart(source: Members, isWrapped: boolean): ShownPart {
  const method = (textOf(source['method']) ?? 'GET').toUpperCase()
  const path = inline(source['path'] ?? '/')
  const first: Entry = {
    part: 'path',
    path: [],
    value: path,
    tokens: [{ kind: 'word', text: method }, plain(` ${path}`)],
  }
  return shown({
    name: 'Request',
    source,
    head: [first, ...queryEntries(source['query']), ...entries('header', headerPairs(source['headers']))],
    content: contentOf(source['body'], isWrapped, contentTypeOf(source['headers'])),
  })
}

export function responsePart(source: Members, isWrapped: boolean): ShownPart {
  const { status } = source
  const first: readonly Entry[] =
    status === undefined
      ? []
      : [
          {
            part: 'status',
            path: [],
            value: status,
            tokens: [
              { kind: 'word', text: 'HTTP' },
              { kind: 'number', text: ` ${inline(status)}` },
            ],
          },
        ]
  return shown({
    name: 'Response',
    source,
    head: [...first, ...entries('header', headerPairs(source['headers']))],
    content: contentOf(source['body'], isWrapped, contentTypeOf(source['headers'])),
  })
}

/** The contents of a message, and what is said beside them. */
export function messagePart(name: string, source: Members, isWrapped: boolean): ShownPart {
  const metadata = membersOf(source['metadata'] ?? source['metaData'])
  const contentType = textOf(metadata['contentType'] ?? metadata['content-type'])
  return shown({
    name,
    source,
    head: entries('metadata', Object.entries(metadata)),
    content: contentOf(source['contents'] ?? source['content'], isWrapped, contentType),
  })
}

export function synchronousParts(source: Members): readonly ShownPart[] {
  const responses = Array.isArray(source['response']) ? listOf(source['response']) : [source['response']]
  return [
    messagePart('Request', membersOf(source['request']), true),
    ...responses.map((response, index) =>
      messagePart(responses.length > 1 ? `Response ${index + 1}` : 'Response', membersOf(response), true),
    ),
  ]
}
