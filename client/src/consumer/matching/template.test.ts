import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { expectedOf } from './expected.ts'
import type { Matcher, ReplyOf } from './matcher.ts'
import { anyOf, integer, regex, string } from './matchers.ts'
import { eachLike, like } from './structure-matchers.ts'
import { variants } from './variants.ts'

const type = { combine: 'AND', matchers: [{ match: 'type' }] }

test('plain JSON is its own example, without rules', () => {
  const value = { a: [1, 'x', null, true], b: { c: {} } }
  expect(expectedOf(value)).toEqual({ example: value, rules: {}, generators: {}, notes: [] })
})

test('rules of matchers and schemas stand under their paths', () => {
  const expected = expectedOf({ 'odd name': string('x'), list: [like(1), z.string()], items: eachLike({ id: 'a' }) })
  expect(expected.example).toEqual({ 'odd name': 'x', list: [1, 'text'], items: [{ id: 'a' }] })
  expect(expected.rules).toEqual({
    "$['odd name']": type,
    '$.list[0]': type,
    '$.list[1]': type,
    '$.items': { combine: 'AND', matchers: [{ match: 'type', min: 1 }] },
  })
})

test('a property that is undefined is not there', () => {
  expect(expectedOf({ a: undefined, b: 1 }).example).toEqual({ b: 1 })
})

test('values of schemas are parsed, wherever they are', () => {
  const at = z.codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  })
  const expected = expectedOf({ page: 1, first: { at }, others: [at], all: eachLike({ at }) })
  const wire = expected.example
  expect(wire).toMatchObject({ first: { at: '2000-01-31T10:20:30Z' } })
  const date = new Date('2000-01-31T10:20:30Z')
  expect(expected.parse?.(wire)).toEqual({ page: 1, first: { at: date }, others: [date], all: [{ at: date }] })
  expect(() => expected.parse?.({ ...Object(wire), first: { at: 'x' } })).toThrow('Invalid ISO datetime')
  expect(expectedOf({ a: 1 }).parse).toBeUndefined()
})

describe('what has no JSON', () => {
  class Order {
    readonly id = 1
  }
  test.each<[unknown, string]>([
    [{ at: new Date() }, 'at has no JSON: a Date is text on the wire'],
    [{ list: [1n] }, 'list[0] has no JSON: a bigint'],
    [{ a: { b: NaN } }, 'a.b has no JSON: NaN is not a JSON number'],
    [{ 'odd name': () => 1 }, "['odd name'] has no JSON: it is a function"],
    [Symbol('x'), 'the value has no JSON: it is a symbol'],
    [undefined, 'the value has no JSON: it is undefined'],
    [{ order: new Order() }, 'order has no JSON: it is of the class Order'],
    [{ all: new Map() }, 'all has no JSON: it is of the class Map'],
    [[undefined], '[0] has no JSON'],
  ])('%o is refused with its path', (value, message) => {
    expect(() => expectedOf(value)).toThrow(message)
  })
})

test('a name with a quote cannot have rules, and can have a value', () => {
  expect(expectedOf({ "it's": 1 }).example).toEqual({ "it's": 1 })
  expect(() => expectedOf({ "it's": integer() })).toThrow(`["it's"] cannot have rules`)
  expect(() => expectedOf({ '': z.string() })).toThrow('cannot have rules')
})

test('an example that does not fit its matcher is refused', () => {
  expect(() => regex(/^a$/, 'b')).toThrow('the example "b" does not fit its matcher')
  expect(() => integer(1.5)).toThrow('the example 1.5 does not fit its matcher')
  expect(() => eachLike(1, { min: 3, max: 2 })).toThrow(RangeError)
  expect(() => eachLike(1, { min: -1 })).toThrow(RangeError)
})

test('a reply has the types of what is expected', () => {
  const Order = z.object({ id: z.int(), at: z.iso.date().transform((text) => new Date(text)) })
  const template = {
    order: Order,
    all: eachLike({ id: integer(), kind: 'card' }),
    size: anyOf('small', integer(), null),
    some: [string()],
    either: variants(z.string().nullable()),
    count: 1,
  }
  expectTypeOf<ReplyOf<typeof template>>().toEqualTypeOf<{
    readonly order: { id: number; at: Date }
    readonly all: readonly { readonly id: number; readonly kind: string }[]
    readonly size: 'small' | number | null
    readonly some: readonly string[]
    readonly either: string | null
    readonly count: number
  }>()
  expectTypeOf(like({ a: 1, b: Order })).toEqualTypeOf<
    Matcher<{ readonly a: number; readonly b: { id: number; at: Date } }>
  >()
})
