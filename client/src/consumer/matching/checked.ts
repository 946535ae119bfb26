/**
 * What a schema says of a value, at once. Code in a schema may throw: that is an issue like any other, with its place where
 * it is known. Zod tries again what threw, as if it took time: so it is asked anew, part by part.
 */
import { partsOfZod } from './json-schema.ts'
import { isAt } from './path.ts'
import type { StandardResult, StandardSchemaV1 } from './standard-schema.ts'

const TAKES_TIME =
  'the schema has checks that take time, and a reply is parsed at once: give the expectation a schema without them'

/** What the schema makes of the value, or what is wrong with it. Throws a `TypeError` when that takes time. */
export function checked<Output>(schema: StandardSchemaV1<unknown, Output>, value: unknown): StandardResult<Output> {
  try {
    const result = schema['~standard'].validate(value)
    if (!(result instanceof Promise)) return result
    // Nobody waits for it.
    result.catch(() => undefined)
  } catch (error) {
    return { issues: [{ message: sayThrown(error) }] }
  }
  const thrown = thrownBy(schema, value)
  const inside = thrown ? thrownInside(schema, value) : []
  // Around a part that takes time, zod throws anything.
  if (!thrown || [thrown, ...inside].some(({ error }) => isOfTime(error))) throw new TypeError(TAKES_TIME)
  const located = inside.map(({ names, error }) => ({ path: names, message: sayThrown(error) }))
  return { issues: located.length > 0 ? located : [{ message: sayThrown(thrown.error) }] }
}

const sayThrown = (error: unknown) =>
  `code in the schema throws: ${error instanceof Error ? error.message : String(error)}`

function isOfTime(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Promise during synchronous parse')
}

/** What a schema of zod throws at once; undefined when it is not of zod, or throws nothing. */
function thrownBy(schema: object, value: unknown): { readonly error: unknown } | undefined {
  const parse: unknown = Reflect.get(schema, 'safeParse')
  if (typeof parse !== 'function') return undefined
  try {
    Reflect.apply(parse, schema, [value])
    return undefined
  } catch (error) {
    return { error }
  }
}

interface Thrown {
  readonly names: readonly (string | number)[]
  readonly error: unknown
}

/** What is thrown by the innermost parts that throw. */
function thrownInside(schema: StandardSchemaV1, example: unknown): readonly Thrown[] {
  const values = [...valuesIn(example)]
  const thrown = partsOfZod(schema).flatMap(({ path, part }) =>
    values.flatMap(({ names, value }): readonly Thrown[] => {
      const found = isAt(path, names) ? thrownBy(part, value) : undefined
      return found ? [{ names, error: found.error }] : []
    }),
  )
  const isInside = (names: Thrown['names'], outer: Thrown['names']) =>
    names.length > outer.length && outer.every((name, index) => names[index] === name)
  const innermost = thrown.filter(({ names }) => !thrown.some((other) => isInside(other.names, names)))
  return [...new Map(innermost.map((one) => [JSON.stringify(one.names), one])).values()]
}

interface Inside {
  readonly names: readonly (string | number)[]
  readonly value: unknown
}

function* valuesIn(value: unknown, names: Inside['names'] = []): Generator<Inside> {
  yield { names, value }
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* valuesIn(one, [...names, index])
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) yield* valuesIn(one, [...names, name])
}
