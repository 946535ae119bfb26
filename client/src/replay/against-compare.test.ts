import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../contract/json.ts'
import { readDocument } from '../provider/document.ts'
import { compareAnswers, isFailing } from './against-compare.ts'
import { expectationOf } from './against-expectation.ts'
import { isAt, pathText, readPattern } from './against-path.ts'
import { requestOf } from './request.ts'
import type { Answer } from './send.ts'

const pattern = (text: string) => readPattern(text) ?? []

describe('a path', () => {
  test.each([
    ['$', []],
    ['$.a.b', ['a', 'b']],
    ['$.a[0].b', ['a', 0, 'b']],
    ["$['odd name']['x.y']", ['odd name', 'x.y']],
    ['$.content-type', ['content-type']],
  ])('%s is read', (text, steps) => expect(readPattern(text)).toEqual(steps))

  test.each(['', 'a.b', '$a', '$.', '$..', '$.a..', '$.a[', '$.a[x]', '$.a b'])('%s is none', (text) =>
    expect(readPattern(text)).toBeUndefined(),
  )

  test.each([
    ['$.items[*].id', ['items', 3, 'id'], true],
    ['$.items[*].id', ['items', 3], false],
    ['$.items[*].id', ['items', 3, 'id', 'x'], false],
    ['$.*.id', ['a', 'id'], true],
    ['$..id', ['id'], true],
    ['$..id', ['a', 0, 'b', 'id'], true],
    ['$.a..id', ['b', 'id'], false],
    ['$..[*]', ['a'], true],
  ])('%s is for %j: %s', (text, path, is) => expect(isAt(pattern(text), path)).toBe(is))

  test('is written so that it can be read', () => {
    const path = ['items', 0, 'odd name', 'x-y']
    expect(pathText(path)).toBe("$.items[0]['odd name']['x-y']")
    expect(readPattern(pathText(path))).toEqual(path)
  })
})

const TYPE = { combine: 'AND', matchers: [{ match: 'type' }] }

const answer = (body: unknown, more: { status?: number; headers?: Answer['headers'] } = {}): Answer => ({
  kind: 'answered',
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(body instanceof Uint8Array ? body : typeof body === 'string' ? body : JSON.stringify(body)),
  durationMs: 1,
  ...more,
})

interface Told {
  readonly expected?: object | string
  readonly rules?: object
  readonly headers?: object
  readonly strict?: boolean
  readonly ignore?: readonly string[]
}

function compare(one: Answer, other: Answer, { expected, rules, headers, strict = false, ignore = [] }: Told = {}) {
  const source = {
    consumer: { name: 'shop' },
    provider: { name: 'stock' },
    interactions: [
      {
        type: 'Synchronous/HTTP',
        description: 'a request',
        request: { method: 'GET', path: '/' },
        response: {
          status: 200,
          headers,
          ...(expected ? { body: { content: expected, contentType: 'application/json', encoded: false } } : {}),
          matchingRules: rules,
        },
      },
    ],
  } satisfies object
  const document = readDocument(JSON.parse(JSON.stringify(source)) as JsonObject, 'test')
  const [interaction] = document.interactions
  if (!interaction) throw new Error('there is one')
  const request = requestOf({ document, interaction, pending: false })
  const options = { expectation: expectationOf(request), isStrict: strict, ignored: ignore.map(pattern) }
  return compareAnswers([one, other], options).map((difference) => {
    const { part, path, kind } = difference
    return `${isFailing(difference, strict) ? 'failed' : 'warned'} ${kind} ${path || part}`
  })
}

const json = (one: unknown, other: unknown, told?: Told) => compare(answer(one), answer(other), told)
const price = { id: '1', price: 3 }
const body = (rules: Readonly<Record<string, unknown>>) => ({ body: rules })

describe('JSON', () => {
  test('that is the same has no differences, whatever its order and spaces', () => {
    expect(compare(answer('{"a":1,"b":[2]}'), answer('{ "b": [2], "a": 1.0 }'))).toEqual([])
  })

  test('differs in types and in what is there, which fails where the contract has it', () => {
    const one = { id: '1', price: 3, extra: 1 }
    expect(json(one, { id: 1 }, { expected: price })).toEqual([
      'warned presence $.extra',
      'failed type $.id',
      'failed presence $.price',
    ])
    expect(json({ id: '1', more: 1 }, { id: '1', more: '1' }, { expected: price })).toEqual(['warned type $.more'])
  })

  test('differs in values, unless a rule leaves them open', () => {
    const other = { id: '2', price: 4 }
    expect(json(price, other, { expected: price })).toEqual(['warned value $.id', 'warned value $.price'])
    expect(json(price, other, { expected: price, rules: body({ '$.id': TYPE }) })).toEqual(['warned value $.price'])
    expect(json(price, other, { expected: price, rules: body({ $: TYPE }) })).toEqual([])
    const equal = { combine: 'AND', matchers: [{ match: 'equality' }] }
    expect(json(price, other, { expected: price, rules: body({ $: TYPE, '$.id': equal }) })).toEqual([
      'warned value $.id',
    ])
    const regex = { combine: 'AND', matchers: [{ match: 'regex', regex: '.*' }] }
    expect(
      json({ a: { b: 1 } }, { a: { b: 2 } }, { expected: { a: { b: 1 } }, rules: body({ '$.a': regex }) }),
    ).toEqual(['warned value $.a.b'])
  })

  test('has rules of version 2 as well', () => {
    const rules = {
      '$.body.id': { match: 'type' },
      '$.body.price': { match: 'regex', regex: '.' },
      '$.headers.X-A': { match: 'type' },
    }
    const told = { expected: price, rules, headers: { 'X-A': 'a' } }
    const with_ = (id: string, value: string) => answer({ id, price: 3 }, { headers: [['X-A', value]] })
    expect(compare(with_('1', 'a'), with_('1', 'b'), told)).toEqual([])
    expect(json(price, { id: '2', price: 4 }, told)).toEqual([])
  })

  test('has lists, whose length counts where no rule is for it', () => {
    const list = { items: [{ id: 1 }] }
    const two = { items: [{ id: 1 }, { id: 2 }] }
    expect(json(list, two, { expected: list })).toEqual(['warned value $.items'])
    const open = body({ '$.items': TYPE })
    expect(json(list, two, { expected: list, rules: open })).toEqual([])
    expect(json(two, { items: [{ id: 1 }, { id: '2' }] }, { expected: list, rules: open })).toEqual([
      'failed type $.items[1].id',
    ])
  })

  test('has objects whose names are data', () => {
    const expected = { byId: { a: { n: 1 } } }
    const other = { byId: { b: { n: 1 } } }
    expect(json(expected, other, { expected })).toEqual(['failed presence $.byId.a', 'warned presence $.byId.b'])
    const values = { combine: 'AND', matchers: [{ match: 'values' }] }
    expect(json(expected, other, { expected, rules: body({ '$.byId': values }) })).toEqual([])
    expect(json(expected, other, { expected, rules: body({ '$.byId.*': TYPE }) })).toEqual([])
  })

  test('may be of several types where the contract says so', () => {
    const nullable = { combine: 'OR', matchers: [{ match: 'type' }, { match: 'null' }] }
    expect(json({ id: null }, { id: '1' }, { expected: { id: '1' }, rules: body({ '$.id': nullable }) })).toEqual([])
    expect(json({ id: null }, { id: '1' }, { expected: { id: '1' } })).toEqual(['failed type $.id'])
  })

  test('is not compared where it is ignored, and wholly where all must be the same', () => {
    const [one, other] = [
      { id: '1', at: { by: 'a', on: 1 } },
      { id: '2', at: { by: 'b' } },
    ]
    const told = { expected: { id: '1' }, rules: body({ $: TYPE }) }
    expect(json(one, other, told)).toEqual(['warned presence $.at.on'])
    expect(json(one, other, { ...told, ignore: ['$.at'] })).toEqual([])
    expect(json(one, other, { ...told, strict: true, ignore: ['$..by'] })).toEqual([
      'failed presence $.at.on',
      'failed value $.id',
    ])
  })

  test('that is none any more has another type', () => {
    expect(compare(answer({ a: 1 }), answer('nothing'), { expected: { a: 1 } })).toEqual(['failed type body'])
  })
})

describe('besides JSON', () => {
  test('another status is all that is compared', () => {
    expect(compare(answer({ a: 1 }), answer({ error: 1 }, { status: 404 }))).toEqual(['failed status status'])
  })

  test('the content type and the headers of the contract count', () => {
    const from = (...headers: Answer['headers']) => answer('', { headers })
    const told = { headers: { 'X-Kind': ['a'], Location: ['/1'] } }
    const one = from(['content-type', 'text/plain'], ['x-kind', 'a'], ['location', '/1'], ['etag', '1'])
    expect(compare(one, from(['content-type', 'text/html'], ['X-KIND', 'b'], ['etag', '2']), told)).toEqual([
      'failed type content-type',
      'warned value x-kind',
      'failed presence location',
    ])
    const other = from(['Content-Type', 'text/plain; charset=utf-8'], ['x-kind', 'c'], ['location', '/2'])
    expect(compare(one, other, { ...told, rules: { header: { 'x-Kind': TYPE, location: TYPE } } })).toEqual([
      'warned value content-type',
    ])
  })

  test('text and bytes are the same or not', () => {
    const plain = (content: string | Uint8Array) => answer(content, { headers: [['content-type', 'text/plain']] })
    expect(compare(plain('a'), plain('a'))).toEqual([])
    expect(compare(plain('a'), plain('b'))).toEqual(['warned value body'])
    expect(compare(plain('a'), plain(''))).toEqual(['failed presence body'])
    expect(compare(plain(Buffer.from([0, 255])), plain(Buffer.from([0, 254])), { ignore: ['$'] })).toEqual([])
  })
})
