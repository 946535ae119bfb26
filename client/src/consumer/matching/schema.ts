/**
 * What is expected of a value of a schema. The schema itself has the last word: the example is parsed by it, since much of
 * what it says no contract can. Schemas do not change, so each is read once.
 */
import { build } from './build.ts'
import type { Built } from './built.ts'
import type { Choose } from './choice.ts'
import type { Expected } from './expected.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type { Part } from './part.ts'
import { spoken } from './path.ts'
import { partOf } from './read-schema.ts'
import type { StandardIssue, StandardSchemaV1 } from './standard-schema.ts'

const parts = new WeakMap<StandardSchemaV1, Part>()
const known = new WeakMap<StandardSchemaV1, Expected>()

/** What is expected of a value of `schema`. Throws a `TypeError` when the schema is not one for JSON. */
export function expectedOfSchema(schema: StandardSchemaV1): Expected {
  const found = known.get(schema) ?? made(schema)
  known.set(schema, found)
  return found
}

function made(schema: StandardSchemaV1): Expected {
  const expected = built(schema)
  const problem = problemOf(schema, expected)
  if (problem !== undefined) throw new TypeError(problem)
  return expected
}

/** What is expected with these choices, whatever the schema itself has to say about that. */
export function built(schema: StandardSchemaV1, choose?: Choose): Expected {
  const part = parts.get(schema) ?? partOf(jsonSchemaOf(schema))
  parts.set(schema, part)
  const expected: Built = build(part, { path: '$', hint: 'text', followed: new Map([['#', 1]]), choose, build })
  if (!expected) throw new TypeError('no example can be made of the schema: it takes nothing, or goes on without end')
  return { ...expected, parse: (wire) => parsed(schema, wire) }
}

function parsed(schema: StandardSchemaV1, wire: unknown): unknown {
  const result = schema['~standard'].validate(wire)
  if (result instanceof Promise) throw new TypeError('the schema has checks that take time, a reply is parsed at once')
  if (result.issues) throw new TypeError(result.issues.map(sentenceOf).join('\n'))
  return result.value
}

/** Why the example is none, in the words of the schema. */
export function problemOf(schema: StandardSchemaV1, { example }: Expected): string | undefined {
  const result = schema['~standard'].validate(example)
  if (result instanceof Promise || !result.issues) return undefined
  const issues = result.issues.map(sentenceOf).join('; ')
  return `the example ${JSON.stringify(example)} does not fit the schema: ${issues}. Give one that does, in zod with .meta({ examples: […] })`
}

function sentenceOf({ message, path = [] }: StandardIssue): string {
  const names = path.map((segment) => (typeof segment === 'object' ? segment.key : segment))
  const where = names.map((name) => (typeof name === 'number' ? `[${name}]` : `.${String(name)}`)).join('')
  return `${spoken(`$${where}`)}: ${message}`
}
