// Schemas of other libraries, through Standard JSON Schema: what they say of replies, the real verifier says too.
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectedOf } from '../../src/consumer/matching/expected.ts'
import type { StandardSchemaV1 } from '../../src/consumer/matching/standard-schema.ts'
import { variants } from '../../src/consumer/matching/variants.ts'
import { type Verdict, verdicts } from './support/verdicts.ts'

const id = '5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f'
const order = { id, count: 2, size: 'small', tags: ['a'], note: null, sku: 'A1', mail: 'a@example.com', at: ['x', 1] }
const replies = [
  order,
  { ...order, id: 'x' },
  { ...order, count: 0 },
  { ...order, count: 1.5 },
  { ...order, count: '2' },
  { ...order, size: 'medium' },
  { ...order, tags: [] },
  { ...order, tags: ['a', 1] },
  { ...order, note: 'text' },
  { ...order, note: 1 },
  { ...order, sku: 'A12' },
  { ...order, mail: 'nobody' },
  { ...order, at: ['x'] },
  { ...order, at: [1, 'x'] },
  { ...order, tags: undefined },
  { ...order, more: true },
].map((reply) => JSON.stringify(reply))

const schemas: Readonly<Record<string, StandardSchemaV1>> = {
  arktype: type({
    id: 'string.uuid',
    count: 'number.integer > 0',
    size: "'small' | 'large'",
    tags: 'string[] >= 1',
    note: 'string | null',
    sku: /^[A-Z]\d$/,
    mail: 'string.email',
    at: ['string', 'number'],
  }),
  valibot: toStandardJsonSchema(
    v.object({
      id: v.pipe(v.string(), v.uuid()),
      count: v.pipe(v.number(), v.integer(), v.minValue(1)),
      size: v.picklist(['small', 'large']),
      tags: v.pipe(v.array(v.string()), v.minLength(1)),
      note: v.nullable(v.string()),
      sku: v.pipe(v.string(), v.regex(/^[A-Z]\d$/)),
      mail: v.pipe(v.string(), v.email()),
      at: v.tuple([v.string(), v.number()]),
    }),
  ),
}

describe.each(Object.entries(schemas))('%s', (_, schema) => {
  let found: readonly Verdict[] = []
  beforeAll(async () => {
    const expected = expectedOf(schema)
    found = await verdicts(replies.map((reply) => ({ expected, reply })))
  }, 60_000)

  test.each(replies.map((reply, index) => ({ reply, index })))(
    'agrees with the verifier on $reply',
    ({ reply, index }) => {
      const result = schema['~standard'].validate(JSON.parse(reply)) as { issues?: readonly unknown[] }
      expect(found[index]?.isAccepted, found[index]?.mismatches.join('\n')).toBe(!result.issues)
    },
  )

  test('parses a reply', () => {
    expect(expectedOf(schema).parse?.(order)).toMatchObject({ id })
    expect(() => expectedOf(schema).parse?.({ ...order, count: 'two' })).toThrow(/^count: /)
  })
})

test('unions of ArkType have shapes', () => {
  const payment = type({ kind: "'card'", 'number?': 'string' }).or({ kind: "'bank'", iban: 'string | null' })
  expect(variants(payment).shapes.map(({ name }) => name)).toEqual([
    "of kind 'bank'",
    "of kind 'card'",
    'with iban as null',
    "of kind 'card', without 'number'",
  ])
})

test('variants of Valibot have shapes', () => {
  const schema = v.object({
    note: v.optional(v.nullable(v.string())),
    payment: v.variant('type', [v.object({ type: v.literal('card') }), v.object({ type: v.literal('bank') })]),
  })
  expect(variants(toStandardJsonSchema(schema)).shapes.map(({ name }) => name)).toEqual([
    'complete',
    "without 'note'",
    'with note as null',
    "with payment of type 'bank'",
  ])
})

test('another example is made where the schema does not like the first', () => {
  const schema = toStandardJsonSchema(v.object({ at: v.pipe(v.string(), v.isoDateTime()) }))
  expect(expectedOf(schema).example).toEqual({ at: '2000-01-31T10:20' })
})

test('a schema of Valibot as it is has no JSON Schema, and the error says what to do', () => {
  expect(() => expectedOf(v.string())).toThrow(
    'wrap schemas of valibot: toStandardJsonSchema(…) of @valibot/to-json-schema',
  )
})

test('what has no JSON is refused, with its path', () => {
  expect(() => expectedOf(type({ at: 'Date' }))).toThrow(/\bat\b/)
  const orders = v.object({ orders: v.array(v.object({ at: v.optional(v.date()) })) })
  expect(() => expectedOf(toStandardJsonSchema(orders))).toThrow(
    'orders[*].at cannot be in a contract: a date is text on the wire',
  )
  expect(() => expectedOf(toStandardJsonSchema(v.object({ a: v.instance(URL) })))).toThrow(
    'a cannot be in a contract: the schema "instance" of valibot has no JSON Schema',
  )
})

test('checks in code hold for the example, and are noted', () => {
  const isEven = v.check((number: number) => number % 2 === 0)
  const found = expectedOf(toStandardJsonSchema(v.object({ a: v.pipe(v.number(), isEven) })))
  expect(found.example).toEqual({ a: 2 })
  expect(found.notes).toMatchObject([{ path: '$.a', kind: 'refinement' }])
  const account = v.check((text: string) => text.startsWith('acct_'))
  expect(() => expectedOf(toStandardJsonSchema(v.pipe(v.string(), account)))).toThrow('in valibot with v.examples([…])')
  const given = v.pipe(v.string(), account, v.examples(['acct_1']))
  expect(expectedOf(toStandardJsonSchema(given)).example).toBe('acct_1')
  expect(() => expectedOf(type('string').narrow((text) => text.startsWith('acct_')))).toThrow(
    /the value: must be .* in arktype with \.configure/,
  )
})

test('patterns of Valibot are read with their flags, and all of them', () => {
  const schema = toStandardJsonSchema(
    v.object({
      a: v.pipe(v.string(), v.regex(/^[a-c]+$/i), v.regex(/B/), v.ulid()),
      b: v.pipe(v.string(), v.hexColor()),
    }),
  )
  expect(() => expectedOf(schema)).toThrow('no example was found for a')
  const fewer = v.object({
    a: v.pipe(v.string(), v.regex(/^[a-c]+$/i), v.regex(/B/)),
    b: v.pipe(v.string(), v.hexColor()),
  })
  const { example, rules } = expectedOf(toStandardJsonSchema(fewer))
  expect(v.is(fewer, example)).toBe(true)
  expect(rules['$.a']?.matchers).toHaveLength(3)
})
