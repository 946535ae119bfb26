import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { expectedOf } from './expected.ts'

const notesOf = (schema: z.ZodType) => expectedOf(schema).notes.map(({ path, kind }) => `${path} ${kind}`)

describe('examples', () => {
  test.each<[string, z.ZodType, unknown]>([
    [
      'of text is the name of its property',
      z.object({ firstName: z.string(), tags: z.array(z.string()) }),
      { firstName: 'firstName', tags: ['tags'] },
    ],
    [
      'of text has the length',
      z.object({ a: z.string().length(5), long: z.string().max(2) }),
      { a: 'a-a-a', long: 'lo' },
    ],
    [
      'of numbers are in their ranges',
      z.tuple([
        z.int(),
        z.number(),
        z.int().min(200),
        z.number().max(-3),
        z.number().gt(1).lt(1.5),
        z.int().multipleOf(7),
      ]),
      [1, 1.5, 200, -3, 1.25, 7],
    ],
    ['are of the first kind', z.tuple([z.enum(['b', 'a']), z.boolean(), z.union([z.int(), z.null()])]), ['b', true, 1]],
    [
      'of arrays have an element at least',
      z.tuple([z.array(z.int()), z.array(z.int()).min(3), z.array(z.int()).max(0)]),
      [[1], [1, 1, 1], []],
    ],
    ['of records have a name', z.record(z.string(), z.int()), { key: 1 }],
    ['of records have names that fit', z.record(z.string().regex(/^[A-Z]{3}$/), z.int()), { ABC: 1 }],
    [
      'of optional parts are there',
      z.object({ a: z.int().optional(), b: z.int().nullish(), c: z.int().default(5) }),
      { a: 1, b: 1, c: 5 },
    ],
    [
      'of codecs are of the wire',
      z.object({ n: z.codec(z.string(), z.number(), { decode: Number, encode: String }), on: z.stringbool() }),
      { n: '1', on: 'on' },
    ],
    ['please a check in code', z.int().refine((value) => value % 2 === 0), 2],
  ])('%s', (_, schema, example) => {
    expect(expectedOf(schema).example).toEqual(example)
  })

  test('are those of the schema, where they fit', () => {
    const schema = z.object({
      id: z.int().meta({ example: 7 }),
      name: z.string().meta({ examples: ['Ada', 'Bob'] }),
      short: z
        .string()
        .max(3)
        .meta({ examples: ['too long'] }),
      items: z.array(z.object({ a: z.int(), b: z.int() })).meta({
        examples: [
          [
            { a: 3, b: 1 },
            { a: 4, b: 1 },
          ],
        ],
      }),
      kind: z.union([z.object({ x: z.int() }), z.object({ y: z.int() })]).meta({ examples: [{ y: 9 }] }),
    })
    const expected = expectedOf(schema)
    expect(expected.example).toEqual({
      id: 7,
      name: 'Ada',
      short: 'sho',
      items: [
        { a: 3, b: 1 },
        { a: 4, b: 1 },
      ],
      kind: { y: 9 },
    })
    expect(expected.notes).toContainEqual({
      path: '$.short',
      kind: 'example',
      says: 'the example "too long" does not fit the schema, another was made',
    })
  })

  test('say which optional parts are there', () => {
    const schema = z.object({ a: z.int(), b: z.int().optional(), c: z.int().optional() })
    const expected = expectedOf(z.array(schema).meta({ examples: [[{ a: 3, c: 4 }, { a: 5 }]] }))
    expect(expected.example).toEqual([{ a: 3, c: 4 }])
    expect(Object.keys(expected.rules)).toEqual(['$', '$[*].a', '$[*].c'])
    expect(expected.notes).toContainEqual({
      path: '$[*].b',
      kind: 'optional',
      says: 'it may be there, the contract is without',
    })
  })

  test('that nobody can guess are asked for', () => {
    const schema = z.object({ token: z.string().refine((text) => text === 'xyzzy') })
    expect(() => expectedOf(schema)).toThrow(
      /does not fit the schema: token: .* Give one that does, in zod with \.meta/,
    )
    const given = z.object({
      token: z
        .string()
        .refine((text) => text === 'xyzzy')
        .meta({ examples: ['xyzzy'] }),
    })
    expect(expectedOf(given).example).toEqual({ token: 'xyzzy' })
    expect(() => expectedOf(z.object({ a: z.string().regex(/^(?!)$/) }))).toThrow(
      'no example was found for a: give one',
    )
  })

  test('are the same object for the same schema: it is read once', () => {
    const schema = z.object({ id: z.uuid() })
    expect(expectedOf(schema)).toBe(expectedOf(schema))
  })
})

describe('what has no JSON is refused with its path', () => {
  test.each<[string, z.ZodType, string]>([
    [
      'a date',
      z.object({ orders: z.array(z.object({ at: z.date() })) }),
      'orders[*].at cannot be in a contract: a date is text',
    ],
    ['a bigint', z.object({ 'big one': z.bigint().optional() }), "['big one'] cannot be in a contract: a bigint"],
    ['a map', z.tuple([z.string(), z.map(z.string(), z.int())]), '[1] cannot be in a contract: a map'],
    ['a set', z.record(z.string(), z.set(z.int())), '* cannot be in a contract: a set'],
    ['a symbol', z.symbol(), 'the value cannot be in a contract: no symbol'],
    [
      'undefined',
      z.object({ a: z.union([z.string(), z.undefined()]) }),
      'a cannot be in a contract: what is undefined',
    ],
    ['a function', z.object({ f: z.function() as unknown as z.ZodType }), 'f cannot be in a contract: no function'],
    ['NaN', z.nan(), 'the value cannot be in a contract: NaN'],
    ['a file', z.object({ f: z.file() }), 'f cannot be in a contract: a file'],
    ['a literal of a bigint', z.object({ a: z.literal([1n, 2n]) }), 'a cannot be in a contract: a bigint'],
    ['a name that the core cannot read', z.object({ "it's": z.int() }), 'Leave it out: what is not named may be there'],
    ['a pattern of sets', z.object({ a: z.string().regex(/^[a--b]$/v) }), 'write it with the flag u'],
  ])('%s', (_, schema, message) => {
    expect(() => expectedOf(schema)).toThrow(message)
  })

  test('what takes nothing, or has no end', () => {
    const Endless = z.object({
      get next() {
        return Endless
      },
    })
    expect(() => expectedOf(Endless)).toThrow('goes on without end')
    expect(() => expectedOf(z.never())).toThrow('takes nothing')
  })
})

describe('notes', () => {
  test.each<[string, z.ZodType, readonly string[]]>([
    [
      'nothing, where rules say it all',
      z.object({ a: z.string().min(2).max(5), b: z.int().positive(), c: z.enum(['x', 'y']).nullable() }),
      [],
    ],
    ['a range', z.object({ a: z.number().min(1) }), ['$.a range']],
    ['a length beyond all patterns', z.string().min(200_000), ['$ length']],
    ['a check in code', z.array(z.string().refine(Boolean)), ['$[*] refinement']],
    ['an optional property', z.object({ a: z.int(), b: z.int().optional() }), ['$.b optional']],
    ['nothing of optional properties where all are', z.object({ a: z.int().optional() }), []],
    ['an object that may be null', z.object({ a: z.object({}).nullable() }), ['$.a nullable']],
    ['a union of objects', z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]), ['$ union']],
    ['a strict object', z.object({ a: z.strictObject({ b: z.int() }) }), ['$.a extra']],
    ['an object with others', z.object({ a: z.int() }).catchall(z.int()), ['$ extra']],
    ['further elements', z.tuple([z.int()], z.string()), ['$ elements']],
    ['a tuple with an end that may be absent', z.tuple([z.int(), z.string().optional()]), ['$ optional']],
  ])('say %s', (_, schema, notes) => {
    expect(notesOf(schema)).toEqual(notes)
  })

  test('are each said once', () => {
    const Line = z.object({ price: z.number().min(0) })
    expect(notesOf(z.object({ lines: z.array(Line).min(3), first: Line }))).toEqual([
      '$.lines[*].price range',
      '$.first.price range',
    ])
  })
})

test('a schema that refers to itself is followed one level', () => {
  const Category = z.object({
    name: z.string(),
    get children() {
      return z.array(Category)
    },
  })
  const expected = expectedOf(Category)
  expect(expected.example).toEqual({ name: 'name', children: [{ name: 'name', children: [] }] })
  expect(expected.notes.map(({ path, kind }) => [path, kind])).toEqual([['$.children[*].children', 'recursion']])
})

test('a reply is parsed by the schema, and what is wrong with it is said', () => {
  const { parse } = expectedOf(
    z.object({ lines: z.array(z.object({ at: z.iso.date().transform((text) => text.length) })) }),
  )
  expect(parse?.({ lines: [{ at: '2000-01-31' }] })).toEqual({ lines: [{ at: 10 }] })
  expect(() => parse?.({ lines: [{ at: 'x' }, {}] })).toThrow(/^lines\[0\]\.at: .*\nlines\[1\]\.at: /)
})

test('checks that take time are refused: a reply is parsed at once', () => {
  expect(() => expectedOf(z.string().refine(() => Promise.resolve(true)))).toThrow('checks that take time')
  const inside = z.object({ a: z.object({ b: z.string().transform((text) => Promise.resolve(text)) }) })
  expect(() => expectedOf(inside)).toThrow('checks that take time')
})

describe('code in a schema that throws', () => {
  const toUrl = z.string().transform((text) => new URL(text))
  const toBigint = z.string().transform((text) => BigInt(text))

  test('gets other examples, each at its place', () => {
    const schema = z.object({ links: z.array(z.object({ to: toUrl })), size: toBigint.optional(), any: z.json() })
    const { example, parse } = expectedOf(schema)
    expect(example).toEqual({ links: [{ to: 'https://example.com/' }], size: '1', any: null })
    expect(parse?.(example)).toMatchObject({ size: 1n })
  })

  test('is named with its place where no example helps', () => {
    const throwing = z.object({
      items: z.array(
        z.string().refine(() => {
          throw new Error('out of order')
        }),
      ),
    })
    expect(() => expectedOf(throwing)).toThrow('items[0]: code in the schema throws: out of order. Give one that does')
  })

  test('says what is wrong with a reply', () => {
    const { parse } = expectedOf(z.object({ to: toUrl }))
    expect(() => parse?.({ to: 'nowhere' })).toThrow(/^to: code in the schema throws: Invalid URL/)
  })
})

test('schemas of zod mini are read as well', () => {
  const schema = mini.object({ a: mini.string().check(mini.minLength(3)), b: mini.optional(mini.int()) })
  expect(expectedOf(schema).example).toEqual({ a: 'a-a', b: 1 })
  expect(() => expectedOf(mini.object({ at: mini.date() }))).toThrow('at cannot be in a contract: a date is text')
})

test('schemas of zod 3 are refused, with what to do', () => {
  const schema = { '~standard': { version: 1, vendor: 'zod', validate: (value: unknown) => ({ value }) } }
  expect(() => expectedOf(schema)).toThrow('use zod 4')
})
