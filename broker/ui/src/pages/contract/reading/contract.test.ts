import { expect, test } from 'vitest'
import { type ReadInteraction, commentsOf, partsOf, readContract } from './contract.ts'
import type { Line } from './lines.ts'
import type { ShownPart } from './message-parts.ts'

/** A line as one reads it: `"id": 1 ‹any integer›`. */
function textOf({ indent, tokens, notes }: Line): string {
  const said = notes.map(({ text }) => ` ‹${text}›`).join('')
  return ' '.repeat(indent * 2) + tokens.map(({ text }) => text).join('') + said
}

const linesOf = (part: ShownPart | undefined) => [
  ...(part?.head.map(textOf) ?? []),
  ...(part?.body?.kind === 'json' ? part.body.lines.map(textOf) : []),
]

function only(document: Readonly<Record<string, unknown>>): ReadInteraction {
  const [interaction] = readContract(document).interactions
  if (!interaction) throw new Error('there is none')
  return interaction
}

const table = {
  '$.body': { match: 'type' },
  '$.body.items': { min: 1 },
  '$.body.items[*].*': { match: 'type' },
  '$.body.items[*].id': { match: 'regex', regex: String.raw`\d+` },
  '$.header.Content-Type': { match: 'regex', regex: 'json' },
  '$.body.gone[0]': { match: 'type' },
}

test('rules of specification 2 stand beside what they are about', () => {
  const response = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { items: [{ id: '7', name: 'Tea' }], tags: [] },
    matchingRules: table,
  }
  const [, part] = partsOf(only({ interactions: [{ description: 'a', request: {}, response }] }))
  expect(linesOf(part)).toEqual([
    'HTTP 200',
    'content-type: application/json ‹matches json›',
    '{ ‹like this›',
    '  "items": [ ‹each like this, at least 1›',
    '    {',
    String.raw`      "id": "7", ‹matches \d+›`,
    '      "name": "Tea" ‹any text›',
    '    }',
    '  ],',
    '  "tags": []',
    '}',
  ])
  expect(part?.elsewhere).toEqual([{ kind: 'rule', where: 'body $.gone[0]', text: 'same type' }])
})

test('rules and generators of specification 3 stand beside what they are about', () => {
  const matchers = (rule: object) => ({ matchers: [rule], combine: 'AND' })
  const request = {
    method: 'post',
    path: '/orders/1',
    query: { page: ['2'], sort: ['name', 'age'] },
    headers: { Accept: 'application/json' },
    body: { id: 1 },
    matchingRules: {
      path: matchers({ match: 'regex', regex: String.raw`/orders/\d+` }),
      query: { page: matchers({ match: 'integer' }) },
      header: { accept: matchers({ match: 'include', value: 'json' }) },
      body: { '$.id': matchers({ match: 'integer' }) },
    },
    generators: {
      path: { type: 'ProviderState', expression: '/orders/${id}' },
      body: { '$.id': { type: 'RandomInt', min: 1, max: 9 } },
    },
  }
  const [part] = partsOf(only({ interactions: [{ request, response: { status: 201 } }] }))
  expect(linesOf(part)).toEqual([
    String.raw`POST /orders/1 ‹matches /orders/\d+› ‹from the provider state: /orders/${'$'}{id}›`,
    '    ?page=2 ‹any integer›',
    '    &sort=name',
    '    &sort=age',
    'Accept: application/json ‹contains json›',
    '{',
    '  "id": 1 ‹any integer› ‹random integer, 1 to 9›',
    '}',
  ])
  expect(part?.elsewhere).toEqual([])
})

test('a query of specification 2 is read as names and values', () => {
  const request = { path: '/a', query: 'q=green%20tea&page=1', matchingRules: { '$.query.page[0]': { match: 'type' } } }
  const [part] = partsOf(only({ interactions: [{ request, response: {} }] }))
  expect(linesOf(part)).toEqual(['GET /a', '    ?q=green tea', '    &page=1 ‹any text›'])
})

test('bodies of specification 4 are unwrapped, and the rule of the status is shown', () => {
  const response = {
    status: 200,
    body: { content: { ok: true }, contentType: 'application/json', encoded: false },
    matchingRules: { status: { matchers: [{ match: 'statusCode', status: 'success' }] } },
  }
  const [, part] = partsOf(only({ interactions: [{ type: 'Synchronous/HTTP', request: {}, response }] }))
  expect(linesOf(part)).toEqual(['HTTP 200 ‹any 2xx›', '{', '  "ok": true', '}'])
})

const bodies: readonly (readonly [what: string, body: unknown, headers: object, expected: object])[] = [
  ['text', 'a: 1', { 'Content-Type': 'text/yaml' }, { kind: 'text', text: 'a: 1' }],
  ['XML', '<a/>', { 'Content-Type': 'application/xml' }, { kind: 'text', language: 'xml' }],
  [
    'GraphQL',
    { query: 'query Get { a }', operationName: 'Get', variables: { id: 1 } },
    { 'Content-Type': 'application/json' },
    { kind: 'graphql', query: 'query Get { a }', operationName: 'Get' },
  ],
  ['a search that is no GraphQL', { query: 'tea' }, {}, { kind: 'json' }],
  ['text that is a JSON value', 'tea', { 'Content-Type': 'application/json' }, { kind: 'json' }],
]

test.each(bodies)('%s is shown as what it is', (_, body, headers, expected) => {
  const [part] = partsOf(only({ interactions: [{ request: { body, headers }, response: {} }] }))
  expect(part?.body).toMatchObject(expected)
})

test.each([
  [
    { content: 'AAEC', contentType: 'application/protobuf', encoded: 'base64' },
    { kind: 'bytes', size: 3 },
  ],
  [{ content: 'eyJhIjoxfQ==', contentType: 'application/json', encoded: 'base64' }, { kind: 'json' }],
  [
    { content: 'aGVsbG8=', contentType: 'text/plain', encoded: true },
    { kind: 'text', text: 'hello' },
  ],
  [{ content: '{"a":1}', contentType: 'application/json', encoded: 'JSON' }, { kind: 'json' }],
])('encoded content is read: %j', (body, expected) => {
  const request = { type: 'Synchronous/HTTP', request: { body }, response: {} }
  expect(partsOf(only({ interactions: [request] }))[0]?.body).toMatchObject(expected)
})

test('messages of specification 3 and 4 have contents and metadata', () => {
  const old = { description: 'm', contents: { id: 1 }, metaData: { topic: 'orders' } }
  const [part] = partsOf(only({ messages: [old] }))
  expect(part?.name).toBe('Message')
  expect(linesOf(part)).toEqual(['topic: orders', '{', '  "id": 1', '}'])

  const wrapped = (id: number) => ({ contents: { content: { id }, contentType: 'application/json' } })
  const sync = { type: 'Synchronous/Messages', request: wrapped(1), response: [wrapped(2), wrapped(3)] }
  const parts = partsOf(only({ interactions: [sync] }))
  expect(parts.map(({ name }) => name)).toEqual(['Request', 'Response 1', 'Response 2'])
  expect(linesOf(parts[2])).toEqual(['{', '  "id": 3', '}'])

  const rules = { body: { '$.id': { matchers: [{ match: 'integer' }] } } }
  const async = { type: 'Asynchronous/Messages', ...wrapped(1), matchingRules: rules }
  expect(linesOf(partsOf(only({ interactions: [async] }))[0])).toContain('  "id": 1 ‹any integer›')
})

test.each([
  [{ providerState: 'a user' }, [{ name: 'a user', params: [] }]],
  [{ provider_state: 'a user' }, [{ name: 'a user', params: [] }]],
  [{ providerStates: [{ name: 'a', params: { id: 1 } }] }, [{ name: 'a', params: [['id', '1']] }]],
  [{ providerState: null }, []],
])('provider states of %j', (source, states) => {
  expect(only({ interactions: [{ ...source, request: {}, response: {} }] }).states).toEqual(states)
})

test('says by which specification, library and plugins it was written', () => {
  const metadata = {
    pactSpecification: { version: '4.0' },
    'pact-js': { version: '15.0.1' },
    plugins: [{ name: 'protobuf', version: '0.5' }],
  }
  expect(readContract({ metadata })).toEqual({
    specification: '4.0',
    writtenBy: 'pact-js 15.0.1',
    plugins: [{ name: 'protobuf', version: '0.5' }],
    interactions: [],
  })
})

test('interactions come before messages, each with an address of its own', () => {
  const same = { _id: '0123456789abcdef', description: 'one' }
  const { interactions } = readContract({ interactions: [same, same], messages: [{ description: 'two' }] })
  expect(interactions.map(({ anchor }) => anchor)).toEqual([
    'interaction-0123456789ab',
    'interaction-0123456789ab-2',
    'interaction-3',
  ])
})

test('comments of people and the markup of plugins are kept', () => {
  const source = { comments: { text: ['Why'] }, interactionMarkup: { markup: '# Proto' } }
  expect(commentsOf({ source })).toEqual(['Why', '# Proto'])
})

test.each([{}, { interactions: 'none' }, { interactions: [null, 3] }])(
  'an odd document has nothing: %j',
  (document) => {
    expect(readContract(document).interactions).toEqual([])
  },
)
