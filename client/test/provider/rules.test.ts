// The pure rules of the replay, as tables.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/contract/json.ts'
import { readDocument } from '../../src/provider/document.ts'
import { parseExactly } from '../../src/provider/exact-json.ts'
import { filterIn, interactionPredicate, selectsContract } from '../../src/provider/filter.ts'
import { junitReport } from '../../src/provider/junit.ts'
import { mismatchesOf } from '../../src/provider/mismatch.ts'
import { publicationPlan } from '../../src/provider/publishing.ts'
import type { InteractionResult } from '../../src/provider/result.ts'
import { shardOf } from '../../src/provider/shard.ts'
import { stateTypes } from '../../src/provider/state-types.ts'
import { testResults } from '../../src/provider/test-results.ts'
import { contract, http, jsonBody } from './contracts.ts'

const document = (...interactions: readonly object[]) => readDocument(contract(interactions), 'a test')
const interaction = (source: object) => {
  const [one] = document(source).interactions
  if (!one) throw new Error('there is none')
  return one
}

describe('numbers', () => {
  test.each(['20.0', '1e3', '-0', '12345678901234567890', '0.10', '1.7976931348623157e308', '100', '-1.5', '0'])(
    'stay as they were written: %s',
    (number) => {
      const text = `{"a":[${number}],"b":"${number}"}`
      expect(JSON.stringify(parseExactly(text))).toBe(text)
    },
  )

  test('and all other JSON is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(JSON.stringify(parseExactly(text)))).toEqual(JSON.parse(text))
      }),
    )
  })
})

describe('a document', () => {
  test.each([
    [null, 'it is no JSON object'],
    [{ provider: { name: 'a' } }, 'it has no consumer.name'],
    [{ consumer: { name: 'a' }, provider: {} }, 'it has no provider.name'],
  ])('that is no contract says what is missing: %j', (source, problem) => {
    expect(() => readDocument(source, 'x.json')).toThrow(`x.json is not a contract: ${problem}`)
  })
})

describe('a shard', () => {
  const source = document(
    http({
      states: [{ name: 'a' }, { name: 'b' }],
      request: {
        headers: { authorization: ['x'], Accept: ['*/*'] },
        generators: { header: { Authorization: { type: 'Uuid' } } },
      },
      _id: '1',
      comments: { text: ['why'] },
    }),
  )
  const named = source.interactions.map((one) => ({ name: 'one', interaction: one }))

  test('has names of its own, and nothing else that the core would know an interaction by', () => {
    const { interactions } = shardOf(source, named) as { interactions: JsonObject[] }
    expect(interactions).toEqual([expect.objectContaining({ description: 'one', providerStates: [{ name: 'one' }] })])
    for (const name of ['_id', 'comments', 'pending']) expect(interactions[0]).not.toHaveProperty(name)
  })

  test('has the headers that are given, whatever the case of those of the contract', () => {
    const { interactions } = shardOf(source, named, { AUTHORIZATION: 'y' }) as { interactions: { request: object }[] }
    expect(interactions[0]?.request).toMatchObject({
      headers: { Accept: ['*/*'], AUTHORIZATION: 'y' },
      generators: { header: {} },
    })
  })
})

describe('mismatches', () => {
  const body = { type: 'BodyMismatch', path: '$', mismatch: 'Actual map is missing the following keys: a, b c' }
  const found = (...mismatches: readonly object[]) =>
    ({ result: 'Error', mismatch: { type: 'mismatches', mismatches } }) as never
  const expected = interaction(http({ response: jsonBody({ a: { deep: [1] }, 'b c': null, c: 20 }) }))

  test('are said apart for each property that is missing, with the example of the contract', () => {
    expect(mismatchesOf(found({ ...body, expected: '["a","b c","c"]', actual: '["c"]' }), expected)).toEqual([
      { part: 'body', path: '$.a', expected: { deep: [1] }, says: 'a is missing' },
      { part: 'body', path: "$['b c']", expected: null, says: 'b c is missing' },
    ])
  })

  test('have the expected value of a header that is missing', () => {
    const header = { type: 'HeaderMismatch', key: 'x-y', expected: '"a, b"', actual: '' }
    const says = "Expected a header 'x-y' but was missing"
    expect(mismatchesOf(found({ ...header, mismatch: says }), expected)).toEqual([
      { part: 'header', path: 'x-y', expected: 'a, b', says },
    ])
  })

  test('are said once, status first, then headers, then the body by its paths', () => {
    const at = (path: string) => ({ type: 'BodyMismatch', path, expected: '1', actual: null, mismatch: 'gone' })
    const status = { type: 'StatusMismatch', expected: 200, actual: 500, mismatch: 'no' }
    const header = { type: 'HeaderMismatch', key: 'X', expected: 'a', actual: '', mismatch: 'no' }
    const all = mismatchesOf(found(at('$.b'), at('$.a'), header, at('$.b'), status), expected)
    expect(all.map(({ part, path }) => `${part} ${path}`)).toEqual(['status ', 'header X', 'body $.a', 'body $.b'])
    expect(all[2]).toEqual({ part: 'body', path: '$.a', expected: 1, says: 'gone' })
  })

  test.each([
    [{ result: 'OK' }, 0],
    [{}, 1],
    [{ result: 'Error' }, 1],
  ])('there are none only when it is kept: %j', (one, count) => {
    expect(mismatchesOf(one, expected)).toHaveLength(count)
  })
})

describe('results are published', () => {
  const build = { system: 'CI', commit: 'c1', branch: 'main', url: 'http://ci/1' }
  const tree = { commit: 'c1', branch: 'main', changed: [], fingerprint: undefined }
  const dirty = { ...tree, changed: ['a', 'b', 'c', 'd'], fingerprint: 'f' }

  test.each([
    [undefined, { build, tree }, { number: 'c1', branch: 'main', buildUrl: 'http://ci/1', tags: [] }],
    [true, { tree }, { number: 'c1', branch: 'main', buildUrl: undefined, tags: [] }],
    [true, { tree: dirty }, { number: 'c1-dirty-f', branch: 'main', buildUrl: undefined, tags: [] }],
    [true, { build, tree: dirty }, { number: 'c1', branch: 'main', buildUrl: 'http://ci/1', tags: [] }],
    [
      true,
      { told: { number: '5', branch: 'x', tags: ['t'] } },
      { number: '5', branch: 'x', buildUrl: undefined, tags: ['t'] },
    ],
  ])('with publish %j for %j', (publish, facts, version) => {
    const plan = publicationPlan(publish, { told: {}, build: undefined, tree: undefined, ...facts })
    expect(plan).toEqual({ publishes: true, version, evenIfFiltered: false })
  })

  test.each([
    [undefined, { tree }, /not a build/],
    [undefined, { build, tree: dirty }, /changed since the commit \(a, b, c\)/],
    [false, { build, tree }, /told not to/],
    [true, {}, /no version number/],
  ])('not with publish %j for %j', (publish, facts, because) => {
    const plan = publicationPlan(publish, { told: {}, build: undefined, tree: undefined, ...facts })
    expect(plan).toEqual({ publishes: false, because: expect.stringMatching(because) })
  })
})

test('a filter looks at consumers, descriptions and states', () => {
  const all = document(
    http({ description: 'one', states: [{ name: 'night' }] }),
    http({ description: 'two', states: [{ name: 'day' }, { name: 'rain' }] }),
    http({ description: 'one more' }),
  )
  const picked = (filter: Parameters<typeof interactionPredicate>[0]) =>
    all.interactions.filter(interactionPredicate(filter)).map(({ description }) => description)
  expect(picked({})).toEqual(['one', 'two', 'one more'])
  expect(picked({ description: '^one' })).toEqual(['one', 'one more'])
  expect(picked({ state: /RAIN/gi })).toEqual(['two'])
  expect(picked({ noState: true })).toEqual(['one more'])
  expect(picked({ description: 'one', state: 'night' })).toEqual(['one'])
  expect(() => picked({ state: '(' })).toThrow("'(' is no regular expression")
  expect(selectsContract({ consumers: ['till'] }, all)).toBe(false)
  expect(selectsContract({ consumers: [] }, all)).toBe(true)
  expect(filterIn({ PACT_DESCRIPTION: 'a', PACT_PROVIDER_NO_STATE: '1' })).toEqual({ description: 'a', noState: true })
})

const result: InteractionResult = {
  consumer: 'shop',
  provider: 'stock',
  description: 'an <item> & "more"',
  states: ['there is\u0000 one'],
  kind: 'http',
  success: false,
  pending: false,
  mismatches: [
    { part: 'body', path: '$.a', expected: 1, actual: 2, says: 'no' },
    { part: 'state', path: 'x', says: 'the state failed' },
  ],
  exchange: 'GET / → 200',
  durationMs: 1500,
  interactionId: 'abc',
}

test('results are told to brokers with what did not fit, and what went wrong', () => {
  expect(testResults([result, { ...result, success: true, mismatches: [], interactionId: undefined }])).toEqual([
    {
      interactionId: 'abc',
      interactionDescription: result.description,
      success: false,
      mismatches: [{ attribute: 'body', identifier: '$.a', description: 'no', expected: 1, actual: 2 }],
      exceptions: [{ message: 'the state failed' }],
    },
    { interactionDescription: result.description, success: true },
  ])
})

test('JUnit is given every outcome, in XML that can be read', () => {
  const pending = { ...result, pending: true }
  const kept = { ...result, success: true, mismatches: [] }
  const loaded = { document: document(), pending: false, notices: [], origin: "a 'file'", publishedTo: undefined }
  const xml = junitReport([
    { contract: loaded, results: [result, pending, kept], isComplete: true, isPublished: false },
  ])
  expect(xml).toContain('tests="3" failures="1" errors="0" skipped="1" time="4.500"')
  expect(xml).toContain(
    'name="given there is one: an &lt;item&gt; &amp; &quot;more&quot;" classname="shop → stock (a &apos;file&apos;)"',
  )
  expect(xml).toContain(
    '<failure message="no">GET / → 200\nbody $.a: no\n  expected 1\n  actual   2\nthe state failed</failure>',
  )
  expect(xml.match(/<testcase/g)).toHaveLength(3)
  expect(xml).not.toContain('\u0000')
})

test('types of states name what is needed, by whom, and are the same whatever the order', () => {
  const one = readDocument(contract([http({ states: [{ name: 'a', params: { id: 1 } }] })], { consumer: 'shop' }), 'x')
  const two = readDocument(
    contract(
      [
        http({
          states: [{ name: 'a', params: { id: null, tags: [] } }],
          request: { generators: { body: { '$.id': { type: 'ProviderState', expression: 'key' } } } },
        }),
        http({
          states: [{ name: 'b' }, { name: '12-c' }],
          request: { generators: { query: { q: { type: 'ProviderState', expression: '${other}' } } } },
        }),
      ],
      { consumer: 'till' },
    ),
    'x',
  )
  const types = stateTypes('my-stock service', [one, two])
  expect(stateTypes('my-stock service', [two, one])).toBe(types)
  expect(types).toContain(`export interface MyStockServiceStates {
  /** Needed by till. */
  '12-c': { params: {}; values: { other?: string | number | boolean } | void }
  /** Needed by shop, till. */
  'a': { params: { id: null | number; tags?: readonly unknown[] }; values: { key: string | number | boolean } }
  /** Needed by till. */
  'b': { params: {}; values: { other?: string | number | boolean } | void }
}`)
})
