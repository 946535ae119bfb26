// Every shape of a schema, each of them exactly: the real verifier takes for a shape what has that shape, and no other.
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { expectedOf, shapesOf } from '../../src/consumer/matching/expected.ts'
import { variants } from '../../src/consumer/matching/variants.ts'
import { verdicts } from './support/verdicts.ts'

const Card = z.object({ kind: z.literal('card'), number: z.string(), name: z.string().optional() })
const Bank = z.object({ kind: z.literal('bank'), iban: z.string(), name: z.int().optional() })
const Order = z.object({
  id: z.int(),
  discount: z.number().nullish(),
  payment: z.discriminatedUnion('kind', [Card, Bank]),
  lines: z
    .array(z.object({ sku: z.string(), price: z.number().nullable(), of: z.union([z.string(), z.int()]) }))
    .min(1),
  owner: z.object({ email: z.email().optional() }).nullable(),
})

const namesOf = (schema: z.ZodType) => variants(schema).shapes.map(({ name }) => name)

test('there is one shape for each part that may be absent, null or of another kind', () => {
  expect(namesOf(Order)).toEqual([
    'complete',
    "without 'discount'",
    'with discount as null',
    "with payment of kind 'bank'",
    "without 'payment.name'",
    'with lines[*].price as null',
    'with lines[*].of as a number',
    'with owner as null',
    "without 'owner.email'",
    "with payment of kind 'bank', without 'payment.name'",
  ])
})

test.each<[string, z.ZodType, readonly string[]]>([
  ['a schema without choices', z.object({ id: z.int() }), ['complete']],
  [
    'a union',
    z.discriminatedUnion('kind', [Card.omit({ name: true }), Bank.omit({ name: true })]),
    ["of kind 'card'", "of kind 'bank'"],
  ],
  ['a scalar or null', z.string().nullable(), ['as a string', 'as null']],
  [
    'objects that nothing tells apart',
    z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]),
    ["as an object with 'a'", "as an object with 'b'"],
  ],
  [
    'arrays and scalars',
    z.union([z.array(z.int()), z.email(), z.boolean(), z.enum(['a', 'b'])]),
    ['as an array', 'as a string (email)', 'as a boolean', 'as "a" or "b"'],
  ],
  ['two of a kind', z.union([z.array(z.int()), z.array(z.string())]), ['as an array (1)', 'as an array (2)']],
])('the shapes of %s have names', (_, schema, names) => {
  expect(namesOf(schema)).toEqual(names)
})

test('the number of shapes grows with the number of choices, and not with that of combinations', () => {
  const many = z.object(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, z.int().optional()])))
  expect(namesOf(many)).toHaveLength(61)
})

test('more than a hundred shapes are too many', () => {
  const many = z.object(
    Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`p${index}`, z.int().optional()])),
  )
  expect(() => variants(many)).toThrow('more than 100 shapes')
})

test('a schema that refers to itself has the shapes of its first level', () => {
  const Category = z.object({
    name: z.string().optional(),
    get parent() {
      return Category.nullable()
    },
  })
  expect(namesOf(Category)).toEqual(['complete', "without 'name'", 'with parent as null'])
})

test('what a check in code forbids is no shape, and a note says so', () => {
  const Range = z
    .object({ from: z.int().optional(), to: z.int().optional() })
    .refine(({ from, to }) => (from === undefined) === (to === undefined), 'both or none')
  const [complete, ...others] = variants(Range).shapes
  expect(others).toEqual([])
  expect(complete?.expected.notes.filter(({ kind }) => kind === 'shape').map(({ says }) => says)).toEqual([
    expect.stringContaining("no shape 'without 'from'': "),
    expect.stringContaining('both or none'),
  ])
})

test('the list of shapes is printed', () => {
  expect(String(variants(z.object({ id: z.int().nullable() })))).toBe('- complete\n- with id as null')
})

test('variants stand anywhere in JSON, one at a time', () => {
  const body = { first: variants(z.string().nullable()), rest: [variants(z.object({ a: z.int().optional() }))], n: 1 }
  const shapes = shapesOf(body)
  expect(shapes.map(({ name, expected }) => [name, expected.example])).toEqual([
    ['complete', { first: 'text', rest: [{ a: 1 }], n: 1 }],
    ['first as null', { first: null, rest: [{ a: 1 }], n: 1 }],
    ["rest[0] without 'a'", { first: 'text', rest: [{}], n: 1 }],
  ])
  expect(expectedOf(body).example).toEqual(shapes[0]?.expected.example)
})

test('a schema that is not in variants has one shape', () => {
  expect(shapesOf(Order)).toHaveLength(1)
})

test('a shape says its notes once', () => {
  const schema = z.object({ count: z.number().min(1), note: z.string().optional(), size: z.number().min(1) })
  const notes = variants(schema).shapes.flatMap(({ expected }) => expected.notes.map(({ path, kind }) => [path, kind]))
  expect(notes).toEqual([
    ['$.count', 'range'],
    ['$.size', 'range'],
  ])
})

describe('to the verifier', () => {
  test('every shape fits itself, and its example is one of the schema', async () => {
    const { shapes } = variants(Order)
    const found = await verdicts(shapes.map(({ expected }) => ({ expected, reply: JSON.stringify(expected.example) })))
    expect(found.filter(({ isAccepted }) => !isAccepted)).toEqual([])
    for (const { expected } of shapes) expect(Order.safeParse(expected.example).success).toBe(true)
  }, 60_000)

  test('a shape has no place for what another has instead', async () => {
    const { shapes } = variants(Order)
    const example = (name: string) => shapes.find((shape) => shape.name === name)?.expected
    const swaps = [
      ['complete', "without 'discount'"],
      ['complete', 'with discount as null'],
      ['complete', "with payment of kind 'bank'"],
      ['complete', 'with lines[*].price as null'],
      ['complete', 'with lines[*].of as a number'],
      ['complete', 'with owner as null'],
      ['complete', "without 'owner.email'"],
      ['with discount as null', 'complete'],
      ["with payment of kind 'bank'", 'complete'],
      ['with lines[*].price as null', 'complete'],
      ['with owner as null', 'complete'],
    ] as const
    const cases = swaps.map(([one, other]) => ({
      expected: example(one) as NonNullable<ReturnType<typeof example>>,
      reply: JSON.stringify(example(other)?.example),
    }))
    const found = await verdicts(cases)
    expect(swaps.filter((_, index) => found[index]?.isAccepted)).toEqual([])
  }, 60_000)
})
