import { describe, expect, test } from 'vitest'
import { type InteractionChanges, changesSummary, contractChanges } from './contract-changes.ts'

const contract = (interactions: readonly object[], version = '3.0.0') => ({
  interactions,
  metadata: { pactSpecification: { version } },
})

/** A change in a line: its effect, its kind, and where. */
const lines = (interactions: readonly InteractionChanges[]) =>
  interactions.flatMap(({ changes }) =>
    changes.map(({ effect, kind, part, path }) => [effect, kind, part, path].filter(Boolean).join(' ')),
  )

const found = (before: readonly object[], after: readonly object[]) =>
  lines(contractChanges(contract(before), contract(after)).interactions)

const get = { method: 'GET', path: '/orders/1' }
const call = (request: object, response: object, more: object = {}) => ({
  description: 'an order',
  request: { ...get, ...request },
  response: { status: 200, ...response },
  ...more,
})

const rule = (match: string, more: object = {}) => ({ matchers: [{ match, ...more }] })

/** A response with this body, and rules by path. */
const body = (value: unknown, rules: object = {}) => call({}, { body: value, matchingRules: { body: rules } })

/** A request with this body. */
const sent = (value: unknown, rules: object = {}) =>
  call({ method: 'POST', body: value, matchingRules: { body: rules } }, {})

const type = { '$.a': rule('type') }

describe('what the provider has to give', () => {
  test.each([
    ['one more field', body({ a: 1 }), body({ a: 1, b: 2 }), ['breaking added Response body $.b']],
    ['one field less', body({ a: 1, b: { c: 2 } }), body({ a: 1 }), ['safe removed Response body $.b']],
    ['another exact value', body({ a: 1 }), body({ a: 2 }), ['breaking changed Response body $.a']],
    ['any value of the type', body({ a: 1 }), body({ a: 2 }, type), ['safe changed Response body $.a']],
    ['exactly this value', body({ a: 1 }, type), body({ a: 1 }), ['breaking changed Response body $.a']],
    ['another example of the type', body({ a: 1 }, type), body({ a: 2 }, type), ['safe changed Response body $.a']],
    ['another type', body({ a: 1 }, type), body({ a: '1' }, type), ['breaking changed Response body $.a']],
    ['null where a value was', body({ a: 1 }, type), body({ a: null }, type), ['breaking changed Response body $.a']],
    [
      'whole numbers of all numbers',
      body({ a: 1 }, { '$.a': rule('number') }),
      body({ a: 1 }, { '$.a': rule('integer') }),
      ['breaking changed Response body $.a'],
    ],
    [
      'all numbers for whole ones',
      body({ a: 1 }, { '$.a': rule('integer') }),
      body({ a: 1 }, { '$.a': rule('number') }),
      ['safe changed Response body $.a'],
    ],
    [
      'a pattern for any text',
      body({ a: 'x1' }, type),
      body({ a: 'x1' }, { '$.a': rule('regex', { regex: 'x\\d' }) }),
      ['breaking changed Response body $.a'],
    ],
    [
      'another pattern',
      body({ a: 'x1' }, { '$.a': rule('regex', { regex: 'x\\d' }) }),
      body({ a: 'x1' }, { '$.a': rule('regex', { regex: '[a-z]\\d' }) }),
      ['unknown changed Response body $.a'],
    ],
    [
      'a text with less of it in it',
      body({ a: 'abc' }, { '$.a': rule('include', { value: 'abc' }) }),
      body({ a: 'abc' }, { '$.a': rule('include', { value: 'b' }) }),
      ['safe changed Response body $.a'],
    ],
    [
      'one of two rules',
      body({ a: 1 }, { '$.a': rule('integer') }),
      body({ a: 1 }, { '$.a': { combine: 'OR', matchers: [{ match: 'null' }, { match: 'integer' }] } }),
      ['safe changed Response body $.a'],
    ],
    [
      'rules from further out',
      body({ a: { b: 1 } }),
      body({ a: { b: 2 } }, type),
      ['safe changed Response body $.a.b'],
    ],
    [
      'an exact value again',
      body({ a: { b: 1 } }, type),
      body({ a: { b: 1 } }, { ...type, '$.a.b': rule('equality') }),
      ['breaking changed Response body $.a.b'],
    ],
    ['a longer exact list', body([1]), body([1, 2]), ['breaking changed Response body $']],
    ['a shorter exact list', body([1, 2]), body([1]), ['breaking changed Response body $']],
    [
      'at least one element',
      body([{ a: 1 }], { $: rule('type') }),
      body([{ a: 1 }], { $: rule('type', { min: 1 }) }),
      ['breaking changed Response body $'],
    ],
    [
      'a list of any length',
      body([1], { '$[*]': rule('type') }),
      body([1], { $: rule('type'), '$[*]': rule('type') }),
      ['safe changed Response body $'],
    ],
    [
      'more of each element',
      body([{ a: 1 }], { $: rule('type') }),
      body([{ a: 1, b: 1 }], { $: rule('type') }),
      ['breaking added Response body $[0].b'],
    ],
    [
      'more examples',
      body([1], { $: rule('type') }),
      body([1, 2], { $: rule('type') }),
      ['safe changed Response body $'],
    ],
    [
      'other names where names are data',
      body({ m: { x: { a: 1 } } }, { '$.m': rule('values'), '$.m.*': rule('type') }),
      body({ m: { y: { a: 2 } } }, { '$.m': rule('values'), '$.m.*': rule('type') }),
      ['safe changed Response body $.m.*.a'],
    ],
    ['no body', body({ a: 1 }), call({}, {}), ['safe removed Response body $']],
    ['a body', call({}, {}), body('x'), ['breaking added Response body $']],
    ['another status', call({}, {}), call({}, { status: 201 }), ['breaking changed Response status']],
    [
      'any status of a class',
      call({}, {}),
      call({}, { matchingRules: { status: { $: rule('statusCode', { status: 'success' }) } } }),
      ['safe changed Response status'],
    ],
    ['a header', call({}, {}), call({}, { headers: { ETag: '"1"' } }), ['breaking added Response header etag']],
    ['no header', call({}, { headers: { ETag: 'x' } }), call({}, {}), ['safe removed Response header etag']],
    [
      'a header by its pattern',
      call({}, { headers: { ETag: 'x' } }),
      call({}, { headers: { etag: 'x' }, matchingRules: { header: { ETag: rule('regex', { regex: '.' }) } } }),
      ['safe changed Response header etag'],
    ],
    ['other text', body('some text'), body('another'), ['breaking changed Response body $']],
  ])('%s', (_what, before, after, expected) => {
    expect(found([before], [after])).toEqual(expected)
  })

  test('says what was expected, what is, and why', () => {
    const { interactions } = contractChanges(contract([body({ a: 'x' }, type)]), contract([body({ a: 'y' })]))
    expect(interactions[0]?.changes).toEqual([
      {
        kind: 'changed',
        part: 'Response body',
        path: '$.a',
        before: 'any text, such as "x"',
        after: '"y"',
        effect: 'breaking',
        why: 'Not everything that did before still does: what the provider gives may no longer fit.',
      },
    ])
  })
})

describe('what the provider is given', () => {
  test.each([
    ['another method', call({}, {}), call({ method: 'PUT' }, {}), ['breaking changed Request method']],
    ['another path', call({}, {}), call({ path: '/orders/2' }, {}), ['breaking changed Request path']],
    [
      'another path of the same pattern',
      call({ matchingRules: { path: rule('regex', { regex: '/orders/\\d+' }) } }, {}),
      call({ path: '/orders/2', matchingRules: { path: rule('regex', { regex: '/orders/\\d+' }) } }, {}),
      ['unknown changed Request path'],
    ],
    ['one more parameter', call({}, {}), call({ query: { page: ['1'] } }, {}), ['unknown added Request query page']],
    [
      'one parameter less, as text',
      call({ query: 'page=1&size=2' }, {}),
      call({ query: { size: ['2'] } }, {}),
      ['unknown removed Request query page'],
    ],
    [
      'a header',
      call({}, {}),
      call({ headers: { Authorization: 'x' } }, {}),
      ['unknown added Request header authorization'],
    ],
    ['one more field', sent({ a: 1 }), sent({ a: 1, b: 1 }), ['unknown added Request body $.b']],
    ['one field less', sent({ a: 1, b: 1 }), sent({ a: 1 }), ['unknown removed Request body $.b']],
    ['another value', sent({ a: 1 }), sent({ a: 2 }), ['unknown changed Request body $.a']],
    ['another type', sent({ a: 1 }), sent({ a: '1' }), ['breaking changed Request body $.a']],
    ['values besides this one', sent({ a: 1 }), sent({ a: 1 }, type), ['unknown changed Request body $.a']],
    ['no value but this one', sent({ a: 1 }, type), sent({ a: 1 }), ['safe changed Request body $.a']],
    ['one more element', sent([1]), sent([1, 2]), ['unknown added Request body $[1]']],
    [
      'a value that a state gives',
      call({}, {}),
      call({ generators: { path: { type: 'ProviderState', expression: '/orders/${id}' } } }, {}),
      ['unknown added Request generators'],
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(found([before], [after])).toEqual(expected)
  })
})

describe('interactions', () => {
  const other = { ...call({}, {}), description: 'another' }
  const state = (name: string, params: object = {}) => call({}, {}, { providerStates: [{ name, params }] })

  test.each([
    ['one more', [], [other], ['breaking added Interaction']],
    ['one that is announced', [], [{ ...other, pending: true }], ['safe added Interaction']],
    ['one less', [other], [], ['safe removed Interaction']],
    ['another name', [call({}, {})], [other], ['safe changed Description']],
    ['a state', [call({}, {})], [state('there')], ['unknown added Provider state']],
    ['no state', [state('there')], [call({}, {})], ['unknown removed Provider state']],
    ['other parameters', [state('there', { id: 1 })], [state('there', { id: 2 })], ['unknown changed Provider state']],
    ['no longer announced', [{ ...other, pending: true }], [other], ['breaking changed Interaction pending']],
    [
      'more of what is only announced',
      [{ ...body({}), pending: true }],
      [{ ...body({ a: 1 }), pending: true }],
      ['safe added Response body $.a'],
    ],
    [
      'what plugins say',
      [other],
      [{ ...other, pluginConfiguration: { a: 1 } }],
      ['unknown added Interaction pluginConfiguration'],
    ],
    ['comments and ids', [other], [{ ...other, comments: { text: ['x'] }, _id: '1' }], []],
    ['the order', [other, call({}, {})], [call({}, {}), other], []],
  ])('%s', (_what, before, after, expected) => {
    expect(found(before, after)).toEqual(expected)
  })

  test('what matters most comes first, and what says the same is counted', () => {
    const same = { ...other, description: 'same' }
    const {
      interactions,
      counts,
      same: unchanged,
    } = contractChanges(
      contract([same, body({ a: 1 }), other]),
      contract([same, body({ a: 1, b: 1 }), { ...other, request: { ...get, query: 'a=1' } }]),
    )
    expect(interactions.map(({ effect, description }) => [effect, description])).toEqual([
      ['breaking', 'an order'],
      ['unknown', 'another'],
    ])
    expect([counts, unchanged]).toEqual([{ breaking: 1, unknown: 1, safe: 0 }, 1])
  })

  test('another version of the specification is a change of the contract', () => {
    const { changes, interactions } = contractChanges(contract([], '3.0.0'), contract([], '4.0'))
    expect([changes[0]?.effect, changes[0]?.before, interactions]).toEqual(['unknown', '3.0.0', []])
  })
})

describe('all versions of the specification', () => {
  test('2: one table of rules', () => {
    const rules = { '$.body.a': { match: 'type' }, '$.body.b': { regex: '.' }, '$.headers.X': { match: 'type' } }
    const of = (a: number) => call({}, { headers: { X: `${a}` }, body: { a, b: 'x' }, matchingRules: rules })
    expect(found([of(1)], [of(2)])).toEqual(['safe changed Response header x', 'safe changed Response body $.a'])
  })

  test('3: messages', () => {
    const of = (contents: object, metaData: object = {}) => ({
      messages: [{ description: 'order placed', contents, metaData, matchingRules: { body: {} } }],
    })
    const { interactions } = contractChanges(of({ id: 1 }), of({ id: 1, total: 2 }, { topic: 'orders' }))
    expect(lines(interactions)).toEqual([
      'breaking added Message metadata topic',
      'breaking added Message content $.total',
    ])
  })

  test('4: messages with an answer, and bodies that say what they are', () => {
    const content = (value: unknown) => ({
      contents: { content: value, contentType: 'application/json', encoded: false },
    })
    const of = (ask: unknown, ...answers: readonly unknown[]) => ({
      type: 'Synchronous/Messages',
      description: 'asked',
      request: content(ask),
      response: answers.map(content),
    })
    expect(found([of({ a: 1 }, { b: 1 })], [of({ a: 1, c: 1 }, { b: 1 }, { d: 1 })])).toEqual([
      'breaking added Response 2',
      'unknown added Request body $.c',
    ])
  })

  test('4: content that is no JSON is compared as it is', () => {
    const of = (content: string, rules: object = {}) => ({
      ...call(
        {},
        { body: { content, contentType: 'application/xml', encoded: false }, matchingRules: { body: rules } },
      ),
      type: 'Synchronous/HTTP',
    })
    expect(found([of('<a/>')], [of('<b/>')])).toEqual(['breaking changed Response body $'])
    expect(found([of('<a/>')], [of('<b/>', { '$.b': rule('type') })])).toEqual(['unknown changed Response body'])
  })

  test('a message of another name is unknown, since providers choose by it', () => {
    const of = (description: string) => ({ messages: [{ description, contents: { a: 1 } }] })
    expect(lines(contractChanges(of('a'), of('b')).interactions)).toEqual(['unknown changed Description'])
  })
})

test.each([
  [{ breaking: 2, unknown: 1, safe: 3 }, '2 breaking, 1 unknown, 3 safe changes'],
  [{ breaking: 1, unknown: 0, safe: 0 }, '1 breaking change'],
  [{ breaking: 0, unknown: 0, safe: 2 }, '2 safe changes'],
  [{ breaking: 0, unknown: 0, safe: 0 }, 'No changes'],
])('%o in a sentence', (counts, text) => {
  expect(changesSummary(counts)).toBe(text)
})

test('what is no contract has no interactions', () => {
  expect(contractChanges([], {}).counts).toEqual({ breaking: 0, unknown: 0, safe: 0 })
})
