import { describe, expect, test } from 'vitest'
import { readDocument } from '../provider/document.ts'
import type { Knowledge } from './changing-values.ts'
import { lintContract } from './lint-contract.ts'
import { pathText } from './json-path.ts'

const now = Date.parse('2026-11-22T19:30:14.123Z')
const time = '2026-11-22T19:30:14.123Z'
const uuid = 'ac67ee9b-e64f-40b4-8607-b4fbffecfe96'

const unknown: Knowledge = { moments: [now], isWritten: () => undefined, isCompared: false }
const searched: Knowledge = { ...unknown, isWritten: () => false }
const written: Knowledge = { ...unknown, isWritten: (needle) => needle === uuid || needle === '2026-11-22T19:30' }
const compared: Knowledge = { ...unknown, isCompared: true }

const contract = (interactions: readonly object[], more: object = {}) => ({
  consumer: { name: 'shop' },
  provider: { name: 'orders' },
  interactions,
  metadata: { pactSpecification: { version: '4.0' } },
  ...more,
})

/** An interaction with nothing to find in it, but for what is given. */
const call = ({
  request,
  response,
  ...more
}: { request?: object; response?: object; [name: string]: unknown } = {}) => ({
  type: 'Synchronous/HTTP',
  description: 'a request for an order',
  providerStates: [{ name: 'an order was placed', params: { id: '1' } }],
  request: { method: 'GET', path: '/orders/1', ...request },
  response: { status: 200, ...response },
  ...more,
})

const json = (content: unknown) => ({ content, contentType: 'application/json', encoded: false })
const type = { combine: 'AND', matchers: [{ match: 'type' }] }

function found(document: object, knowledge: Knowledge = unknown) {
  return lintContract(readDocument(document, 'it'), knowledge).map(
    ({ rule, severity, path }) => `${severity} ${rule} ${pathText(path)}`,
  )
}

const foundIn = (interaction: object, knowledge?: Knowledge) => found(contract([interaction]), knowledge)

test('nothing is found where all is fixed', () => {
  const interaction = call({
    request: { headers: { Authorization: ['Bearer token'], 'X-Request-Id': ['1'] } },
    response: { headers: { 'Content-Type': ['application/json'] }, body: json({ at: '2000-01-31T12:00:00Z', id: 7 }) },
  })
  expect(foundIn(interaction)).toEqual([])
})

describe('a changing value is an error', () => {
  test.each([
    ['in the description', call({ description: `order ${time}` }), '.description'],
    ['in the name of a state', call({ providerStates: [{ name: `at ${time}` }] }), '.providerStates[0].name'],
    [
      'in the one state of specification 2',
      call({ providerStates: undefined, providerState: `at ${time}` }),
      '.providerState',
    ],
    ['in a body without a rule', call({ response: { body: json({ at: time }) } }), '.response.body.content.at'],
    [
      'in a header without a rule',
      call({ response: { headers: { Expires: [time] } } }),
      '.response.headers.Expires[0]',
    ],
    ['in a number without a rule', call({ response: { body: json([1_795_375_814]) } }), '.response.body.content[0]'],
    [
      'where the rule asks for the same',
      call({
        response: {
          body: json({ at: time }),
          matchingRules: { body: { '$.at': { combine: 'AND', matchers: [{ match: 'equality' }] } } },
        },
      }),
      '.response.body.content.at',
    ],
    [
      'as the name of a member',
      call({ response: { body: json({ [`on ${time}`]: 1 }) } }),
      `.response.body.content['on ${time}']`,
    ],
    [
      'in text that is not JSON',
      call({ response: { body: { content: `<at>${time}</at>`, contentType: 'application/xml', encoded: false } } }),
      '.response.body.content',
    ],
  ])('%s', (_where, interaction, path) => {
    expect(foundIn(interaction)).toEqual([`error changing-time $.interactions[0]${path}`])
  })

  test('in a message', () => {
    const message = {
      type: 'Asynchronous/Messages',
      description: 'an order',
      contents: json({ at: time }),
      metadata: { at: time },
    }
    expect(foundIn(message)).toEqual([
      'error changing-time $.interactions[0].metadata.at',
      'error changing-time $.interactions[0].contents.content.at',
    ])
  })

  test('in a message of specification 3', () => {
    const message = { description: 'an order', contents: { at: time }, metaData: {} }
    const document = { ...contract([]), interactions: undefined, messages: [message] }
    expect(found(document)).toEqual(['error changing-time $.messages[0].contents.at'])
  })

  test('in the answer to a message', () => {
    const message = {
      type: 'Synchronous/Messages',
      description: 'a question',
      request: { contents: json({ at: time }) },
      response: [{ contents: json({ at: 'never' }) }, { contents: json({ and: '22.11.2026' }) }],
    }
    expect(foundIn(message)).toEqual([
      'warning changing-time $.interactions[0].request.contents.content.at',
      'error changing-time $.interactions[0].response[1].contents.content.and',
    ])
  })
})

describe('a changing value is a warning', () => {
  test.each([
    ['in what the provider is given', call({ request: { body: json({ at: time }) } }), '.request.body.content.at'],
    ['in the path', call({ request: { path: `/orders/${time}` } }), '.request.path'],
    ['in the query', call({ request: { query: { at: [time] } } }), '.request.query.at[0]'],
    ['in the query of specification 2', call({ request: { query: `at=${time}` } }), '.request.query'],
    [
      'in the parameters of a state',
      call({ providerStates: [{ name: 's', params: { at: time } }] }),
      '.providerStates[0].params.at',
    ],
    [
      'where a rule takes others',
      call({ response: { body: json({ at: time }), matchingRules: { body: { '$.at': type } } } }),
      '.response.body.content.at',
    ],
    [
      'in text that is not JSON and has rules',
      call({
        response: {
          body: { content: `<at>${time}</at>`, contentType: 'application/xml', encoded: false },
          matchingRules: { body: { '$.at': type } },
        },
      }),
      '.response.body.content',
    ],
  ])('%s', (_where, interaction, path) => {
    expect(foundIn(interaction)).toEqual([`warning changing-time $.interactions[0]${path}`])
  })

  test('where the provider was told it', () => {
    const interaction = call({
      providerStates: [{ name: 's', params: { id: uuid } }],
      response: { body: json({ id: uuid }) },
    })
    expect(foundIn(interaction, searched)).toEqual([
      'warning random-id $.interactions[0].providerStates[0].params.id',
      'warning random-id $.interactions[0].response.body.content.id',
    ])
  })
})

describe('what only looks random', () => {
  const interaction = call({ response: { body: json({ id: uuid }) } })
  const place = '$.interactions[0].response.body.content.id'

  test('is a warning where nothing else is known', () => {
    expect(foundIn(interaction)).toEqual([`warning random-id ${place}`])
  })
  test('is an error where no source file has it', () => {
    expect(foundIn(interaction, searched)).toEqual([`error random-id ${place}`])
  })
  test('is nothing where somebody wrote it', () => {
    expect(foundIn(interaction, written)).toEqual([])
    expect(foundIn(call({ response: { body: json({ at: time }) } }), written)).toEqual([])
  })
  test('is nothing where two runs agree on it, unless it is a time that they share', () => {
    expect(foundIn(interaction, compared)).toEqual([])
    expect(foundIn(call({ response: { body: json({ at: time, on: '2026-11-22' }) } }), compared)).toEqual([
      'error changing-time $.interactions[0].response.body.content.on',
    ])
  })
  test('is a warning, even so, where it may be a hash', () => {
    const hash = call({ response: { headers: { ETag: ['9f86d081884c7d659a2feaa0c55ad015'] } } })
    expect(foundIn(hash, searched)).toEqual(['warning random-text $.interactions[0].response.headers.ETag[0]'])
  })
})

describe('a header that is another one each time', () => {
  test('is an error without a rule, whatever its value', () => {
    const headers = { Date: ['Mon, 31 Jan 2000 12:00:00 GMT'], 'x-request-id': ['1'] }
    expect(foundIn(call({ response: { headers } }))).toEqual([
      'error changing-header $.interactions[0].response.headers.Date',
      'error changing-header $.interactions[0].response.headers.x-request-id',
    ])
    expect(foundIn(call({ response: { headers: { Date: [time] } } }))).toHaveLength(1)
  })
  test('is nothing with a rule', () => {
    const response = { headers: { Date: ['Mon, 31 Jan 2000 12:00:00 GMT'] }, matchingRules: { header: { date: type } } }
    expect(foundIn(call({ response }))).toEqual([])
  })
})

describe('names', () => {
  const other = { request: { path: '/orders/2' } }

  test('two contents under one name are an error', () => {
    expect(found(contract([call(), call(other)]))).toEqual(['error duplicate-interaction $.interactions[1]'])
  })
  test('the same twice is a warning, whatever is written beside it', () => {
    expect(found(contract([call(), call({ comments: { text: ['x'] } })]))).toEqual([
      'warning duplicate-interaction $.interactions[1]',
    ])
  })
  test('other states or parameters make another name', () => {
    const states = [{ name: 'an order was placed', params: { id: '2' } }]
    expect(
      found(contract([call(), call({ ...other, providerStates: states }), call({ ...other, providerStates: [] })])),
    ).toEqual([])
  })
  test('case and space alone are a warning', () => {
    const near = call({ ...other, description: 'A request  for an order ' })
    expect(found(contract([call(), near]))).toEqual(['warning similar-description $.interactions[1].description'])
  })
  test('one without a description is an error', () => {
    expect(foundIn(call({ description: ' ' }))).toEqual(['error no-description $.interactions[0]'])
    expect(foundIn(call({ description: undefined }))).toEqual(['error no-description $.interactions[0]'])
  })
})

describe('what a contract does not say', () => {
  test('a response without a status is a warning, and a message needs none', () => {
    expect(foundIn(call({ response: { status: undefined } }))).toEqual(['warning no-status $.interactions[0].response'])
    expect(foundIn({ type: 'Asynchronous/Messages', description: 'd', contents: json({}) })).toEqual([])
  })
  test('a contract that expects nothing is a warning', () => {
    expect(found(contract([]))).toEqual(['warning no-interactions $'])
  })
  test('a value of a state needs a state', () => {
    const request = { generators: { path: { type: 'ProviderState', expression: '/orders/${id}' } } }
    expect(foundIn(call({ request }))).toEqual([])
    expect(foundIn(call({ request, providerStates: [] }))).toEqual([
      'warning value-without-state $.interactions[0].request.generators',
    ])
  })
  test('version 1 of the specification is a warning', () => {
    const old = (version: string) => found(contract([call()], { metadata: { pactSpecification: { version } } }))
    expect(old('1.0.0')).toEqual(['warning old-specification $.metadata'])
    expect(old('2.0.0')).toEqual([])
    expect(found(contract([call()], { metadata: undefined }))).toEqual([])
  })
})

test('a body of more than 1 MB is a warning', () => {
  const body = (bytes: number) => call({ response: { body: json('x'.repeat(bytes)) } })
  expect(foundIn(body(1_000_001))).toEqual(['warning large-body $.interactions[0].response.body.content'])
  expect(foundIn(body(1_000_000))).toEqual([])
})

describe('a credential that works is a warning', () => {
  const token = (claims: object) =>
    [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const secretsOf = (value: string) => foundIn(call({ request: { headers: { Authorization: [value] } } }))
  const place = '$.interactions[0].request.headers.Authorization[0]'

  // Told apart from their values, since those who look for secrets look here too.
  const secretOf = (prefix: string) => `${prefix}Q3EGVZ7JX2WP5TRN`

  test.each([
    [secretOf('AWS AKIA')],
    [secretOf('token ghp_k8Yd4Lm9aBc6Hs1Uf0Zt')],
    [`-----BEGIN RSA ${'private'.toUpperCase()} KEY-----`],
    [`Bearer ${token({ exp: now / 1000 + 90 * 86_400 })}.c2ln`],
  ])('%s', (value) => {
    expect(secretsOf(value)).toEqual([`warning secret ${place}`])
  })

  test.each([
    ['AWS AKIAIOSFODNN7EXAMPLE'],
    ['Bearer secret-token-of-a-test'],
    ['Basic YWRhOnNlY3JldA=='],
    [`Bearer ${token({ exp: 1_516_239_022 })}.c2ln`],
    [`Bearer ${token({ sub: 'ada' })}.c2ln`],
  ])('%s is none', (value) => {
    expect(secretsOf(value)).toEqual([])
  })

  test('is not shown', () => {
    const document = readDocument(contract([call({ request: { headers: { A: [secretOf('AKIA')] } } })]), 'it')
    expect(lintContract(document, unknown)[0]?.value).toBe('AKIAQ3EG…')
  })
})
