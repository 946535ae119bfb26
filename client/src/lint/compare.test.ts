import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contractText } from '../contract/contract-text.ts'
import { readDocument } from '../provider/document.ts'
import { parseExactly } from '../provider/exact-json.ts'
import { type Written, compareContracts } from './compare.ts'
import { pathText } from './json-path.ts'

const call = (description: string, body: unknown = {}, more: object = {}) => ({
  type: 'Synchronous/HTTP',
  description,
  request: { method: 'GET', path: '/orders', query: { page: ['1'] } },
  response: { status: 200, body: { content: body, contentType: 'application/json', encoded: false } },
  ...more,
})

const read = (text: string): Written => ({ text, document: readDocument(parseExactly(text), 'it') })
const written = (...interactions: readonly object[]) =>
  read(contractText({ consumer: 'shop', provider: 'orders' }, interactions))

const found = (before: Written, after: Written) =>
  compareContracts(before, after).map(({ rule, path, value }) =>
    [rule, pathText(path), value].filter(Boolean).join(' '),
  )

const BODY = '$.interactions[0].response.body.content'

describe('a value that differs is found', () => {
  test.each([
    ['another one', { id: 1 }, { id: 2 }, `${BODY}.id 1 → 2`],
    ['of another type', { id: 1 }, { id: '1' }, `${BODY}.id 1 → "1"`],
    ['where there was none', {}, { id: 2 }, `${BODY}.id nothing → 2`],
    ['where there is none any more', { id: 1 }, {}, `${BODY}.id 1 → nothing`],
    ['one more of a list', [1], [1, 2], `${BODY}[1] nothing → 2`],
  ])('%s', (_how, before, after, expected) => {
    expect(found(written(call('a', before)), written(call('a', after)))).toEqual([`changes-between-runs ${expected}`])
  })

  test('in a number that JavaScript cannot hold', () => {
    const text = (id: string) => JSON.stringify(call('a', { id: 'ID' })).replace('"ID"', id)
    const file = (id: string) => `{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[${text(id)}]}`
    expect(found(read(file('9007199254740993')), read(file('9007199254740992')))).toHaveLength(1)
  })

  test('in the middle of a long text', () => {
    const text = (id: string) => `${'x'.repeat(1000)}${id}${'y'.repeat(1000)}`
    const [one] = found(written(call('a', text('1'))), written(call('a', text('2'))))
    expect(one).toBe(
      `changes-between-runs ${BODY} …${'x'.repeat(30)}1${'y'.repeat(29)}… → …${'x'.repeat(30)}2${'y'.repeat(29)}…`,
    )
  })

  test('in the name, where the rest says that it is the same interaction', () => {
    const before = written(call('same'), call('order 1', { a: 1, b: 2 }))
    const after = written(call('same'), call('order 2', { a: 1, b: 2 }))
    expect(found(before, after)).toEqual(['changes-between-runs $.interactions[1].description "order 1" → "order 2"'])
  })
})

describe('an interaction of one run only is found', () => {
  const other = { type: 'Asynchronous/Messages', description: 'b', contents: { content: 1 } }

  test('of the first, at the top of the file', () => {
    expect(found(written(call('a'), other), written(call('a')))).toEqual(['one-run-only $'])
  })
  test('of the second, where it is', () => {
    expect(found(written(call('a')), written(call('a'), other))).toEqual(['one-run-only $.interactions[1]'])
  })
  test('one of several that are the same', () => {
    expect(found(written(call('a'), call('a')), written(call('a')))).toEqual(['one-run-only $'])
  })
})

describe('other bytes that say the same are found as such', () => {
  test('another order', () => {
    const [one] = compareContracts(written(call('a'), call('b')), written(call('b'), call('a')))
    expect(one).toMatchObject({
      rule: 'other-bytes',
      severity: 'warning',
      says: expect.stringContaining('in another order'),
    })
  })
  test('space', () => {
    const one = written(call('a'))
    expect(found(one, read(JSON.stringify(JSON.parse(one.text))))).toEqual(['other-bytes $'])
  })
  test('what no result depends on', () => {
    expect(found(written(call('a', {}, { comments: { text: ['1'] } })), written(call('a')))).toEqual(['other-bytes $'])
  })
})

test('another version of the specification is another contract', () => {
  const one = written(call('a'))
  expect(found(one, read(one.text.replace('"4.0"', '"3.0.0"')))).toEqual([
    'changes-between-runs $.metadata {"version":"4.0"} → {"version":"3.0.0"}',
  ])
})

test('whatever is in a contract, it does not differ from itself, nor in another order', () => {
  const interactions = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), {
    selector: ([description]) => description,
  })
  fc.assert(
    fc.property(interactions, (list) => {
      const calls = list.map(([description, body]) => call(description, body))
      expect(found(written(...calls), written(...calls))).toEqual([])
      const rules = found(written(...calls), written(...calls.toReversed()))
      expect(rules.filter((rule) => rule !== 'other-bytes $')).toEqual([])
    }),
  )
})
