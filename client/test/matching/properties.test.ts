// What holds for every schema: schemas are made up here, of all that there is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { type Expected, type JsonValue, expectedOf } from '../../src/consumer/matching/expected.ts'
import { variants } from '../../src/consumer/matching/variants.ts'
import { verdicts } from './support/verdicts.ts'

/** Makes the same schema each time it is called, but never the same object. */
type Maker = () => z.ZodType

const name = fc.oneof(
  fc.constantFrom('id', 'name', 'items', 'a b', 'c.d', 'é', '$x', '0', '*', 'length', 'constructor'),
  fc.string({ minLength: 1, maxLength: 6 }).filter((text) => !text.includes("'") && text !== '__proto__'),
)

const text: fc.Arbitrary<Maker> = fc.oneof(
  fc.tuple(fc.nat(12), fc.nat(12)).map(
    ([min, more]) =>
      () =>
        z
          .string()
          .min(min)
          .max(min + more),
  ),
  fc.constantFrom<Maker>(
    () => z.string(),
    () => z.email(),
    () => z.uuid(),
    () => z.uuidv7(),
    () => z.url(),
    () => z.iso.date(),
    () => z.iso.time(),
    () => z.iso.datetime({ offset: true }),
    () => z.iso.duration(),
    () => z.ipv4(),
    () => z.ipv6(),
    () => z.base64(),
    () => z.jwt(),
    () => z.nanoid(),
    () => z.ulid(),
    () => z.e164(),
    () => z.emoji(),
    () => z.string().regex(/^[A-Z]{2,3}(-\d+)?$/),
    () => z.string().regex(/(foo|bar)+\s?x*$/i),
    () => z.string().regex(/^(?=.*\d)(?=.*[A-Z])\w{8,20}$/),
    () => z.string().startsWith('x-').endsWith('.z'),
    () => z.string().uppercase().min(3),
    () => z.templateLiteral(['v', z.int(), z.enum(['-a', '-b'])]),
  ),
)

const range = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(1000))
const number: fc.Arbitrary<Maker> = fc.oneof(
  range.map(
    ([min, more]) =>
      () =>
        z
          .int()
          .min(min)
          .max(min + more),
  ),
  range.map(
    ([min, more]) =>
      () =>
        z
          .number()
          .gt(min)
          .lte(min + more + 1),
  ),
  fc.constantFrom<Maker>(
    () => z.number(),
    () => z.int(),
    () => z.int().positive(),
    () => z.number().negative(),
    () => z.number().multipleOf(0.25).min(3),
  ),
)

const values: fc.Arbitrary<Maker> = fc
  .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), { minLength: 1, maxLength: 4 })
  .map((list) => () => z.literal(list))

const { schema } = fc.letrec<{ schema: Maker; scalar: Maker }>((tie) => ({
  scalar: fc.oneof(
    text,
    number,
    values,
    fc.constantFrom<Maker>(
      () => z.boolean(),
      () => z.null(),
    ),
  ),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('scalar'),
    tie('schema').map((make) => () => make().nullable()),
    fc
      .array(tie('scalar'), { minLength: 2, maxLength: 3 })
      .map((makers) => () => z.union(makers.map((make) => make()))),
    fc.tuple(tie('schema'), fc.nat(2), fc.nat(2)).map(
      ([make, min, more]) =>
        () =>
          z
            .array(make())
            .min(min)
            .max(min + more + 1),
    ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((makers) => () => {
      const [first, ...rest] = makers.map((make) => make())
      return z.tuple([first as z.ZodType, ...rest])
    }),
    tie('schema').map((make) => () => z.record(z.string(), make())),
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(name, tie('schema'), fc.boolean()), { maxLength: 4, selector: ([key]) => key }),
        fc.constantFrom(z.object, z.strictObject, z.looseObject),
      )
      .map(
        ([properties, make]) =>
          () =>
            make(
              Object.fromEntries(
                properties.map(([key, inside, isOptional]) => [key, isOptional ? inside().optional() : inside()]),
              ),
            ),
      ),
    fc.tuple(tie('schema'), tie('schema')).map(
      ([one, other]) =>
        () =>
          z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('one'), it: one() }),
            z.object({ kind: z.literal('other'), that: other() }),
          ]),
    ),
  ),
}))

/** All that is at `path` in `value`. */
function found(value: JsonValue, path: string): readonly JsonValue[] {
  const segments = [...path.matchAll(/\.\*|\.([A-Za-z_]\w*)|\['([^']*)'\]|\[(\d+|\*)\]/g)]
  expect(`$${segments.map(([whole]) => whole).join('')}`).toBe(path)
  return segments.reduce<readonly JsonValue[]>(
    (values, [whole, plain, quoted, index]) =>
      values.flatMap((inside) => {
        if (typeof inside !== 'object' || inside === null) return []
        if (whole === '.*' || index === '*') return Object.values(inside)
        const key = plain ?? quoted ?? index ?? ''
        return Object.hasOwn(inside, key) ? [(inside as Record<string, JsonValue>)[key] as JsonValue] : []
      }),
    [value],
  )
}

function checkPaths({ example, rules, notes }: Expected): void {
  for (const path of Object.keys(rules)) expect(found(example, path), path).not.toEqual([])
  const keys = notes.map((note) => JSON.stringify(note))
  expect(new Set(keys).size).toBe(keys.length)
}

const runs = { numRuns: 300 }

test('the example satisfies the schema, and every rule is for something in it', () => {
  fc.assert(
    fc.property(schema, (make) => {
      const one = make()
      const expected = expectedOf(one)
      expect(one.safeParse(expected.example).error).toBeUndefined()
      expect(expected.parse?.(expected.example)).toEqual(one.parse(expected.example))
      checkPaths(expected)
    }),
    runs,
  )
})

test('the same schema gives the same, to the byte', () => {
  fc.assert(
    fc.property(schema, (make) => {
      expect(JSON.stringify(expectedOf(make()))).toBe(JSON.stringify(expectedOf(make())))
    }),
    runs,
  )
})

test('every shape satisfies the schema, and has a name and an example of its own', () => {
  fc.assert(
    fc.property(schema, (make) => {
      const one = make()
      const { shapes } = variants(one)
      expect(new Set(shapes.map(({ name: of }) => of)).size).toBe(shapes.length)
      for (const { expected } of shapes) {
        expect(one.safeParse(expected.example).error).toBeUndefined()
        checkPaths(expected)
      }
    }),
    { numRuns: 100 },
  )
})

test('the verifier takes the example of every schema', async () => {
  const cases = fc.sample(schema, { numRuns: 150, seed: 7 }).map((make) => {
    const expected = expectedOf(make())
    return { expected, reply: JSON.stringify(expected.example) }
  })
  const verdictsOfAll = await verdicts(cases)
  const refused = cases.flatMap((one, index) =>
    verdictsOfAll[index]?.isAccepted ? [] : [{ ...one, mismatches: verdictsOfAll[index]?.mismatches }],
  )
  expect(refused).toEqual([])
}, 60_000)
