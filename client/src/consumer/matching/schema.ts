/**
 * What is expected of a value of a schema. The schema itself has the last word: the example is parsed by it, since much of
 * what it says no contract can. Schemas do not change, so each is read once.
 */
import { distinctNotes } from './assemble.ts'
import { build } from './build.ts'
import type { Built, Place } from './built.ts'
import { checked } from './checked.ts'
import type { Choose } from './choice.ts'
import type { Expected } from './expected.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type { Part } from './part.ts'
import { isAt, spoken } from './path.ts'
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
  const { expected, problem } = fitting(schema)
  if (problem !== undefined) throw new TypeError(problem)
  return expected
}

export interface Fitting {
  readonly expected: Expected
  /** Why the example is none, in the words of the schema. */
  readonly problem?: string
}

/** How often another example is made, where the schema does not like one. */
const MOST_ATTEMPTS = 24

/** What is expected with these choices, with an example that fits the schema if one is found. */
export function fitting(schema: StandardSchemaV1, choose?: Choose): Fitting {
  const rejected = new Map<string, number>()
  const attempt = () => {
    const asked = new Set<string>()
    const rejectedAt = (path: string) => {
      asked.add(path)
      return rejected.get(path) ?? 0
    }
    const expected = built(schema, { choose, rejectedAt })
    return { expected, asked, issues: issuesOf(schema, expected) }
  }
  const first = attempt()
  let last = first
  for (let number = 1; number < MOST_ATTEMPTS && last.issues.length > 0; number += 1) {
    const { asked, issues } = last
    const disliked = [...asked].filter((path) => issues.some((issue) => isAt(path, namesOf(issue))))
    if (disliked.length === 0) break
    for (const path of disliked) rejected.set(path, (rejected.get(path) ?? 0) + 1)
    last = attempt()
  }
  if (last.issues.length === 0) return { expected: last.expected }
  return { expected: first.expected, problem: problemWith(schema, first.expected, first.issues) }
}

function built(schema: StandardSchemaV1, { choose, rejectedAt }: Pick<Place, 'choose' | 'rejectedAt'>): Expected {
  const part = parts.get(schema) ?? partOf(jsonSchemaOf(schema))
  parts.set(schema, part)
  const place = { path: '$', hint: 'text', followed: new Map([['#', 1]]), choose, rejectedAt, build }
  const expected: Built = build(part, place)
  if (!expected) throw new TypeError('no example can be made of the schema: it takes nothing, or goes on without end')
  return { ...expected, notes: distinctNotes(expected.notes), parse: (wire) => parsed(schema, wire) }
}

function parsed(schema: StandardSchemaV1, wire: unknown): unknown {
  const result = checked(schema, wire)
  if (result.issues) throw new TypeError(result.issues.map(sentenceOf).join('\n'))
  return result.value
}

function issuesOf(schema: StandardSchemaV1, { example }: Expected): readonly StandardIssue[] {
  return checked(schema, example).issues ?? []
}

/** How libraries are told of examples. */
const EXAMPLES: Readonly<Record<string, string>> = {
  arktype: '.configure({ examples: […] })',
  valibot: 'v.examples([…])',
  zod: '.meta({ examples: […] })',
}

function problemWith(
  { '~standard': { vendor } }: StandardSchemaV1,
  { example }: Expected,
  issues: readonly StandardIssue[],
): string {
  const reasons = issues.map(sentenceOf).join('; ')
  const how = EXAMPLES[vendor] === undefined ? '' : `, in ${vendor} with ${EXAMPLES[vendor]}`
  return `the example ${JSON.stringify(example)} does not fit the schema: ${reasons}. Give one that does${how}`
}

/** Paths of ArkType are arrays of a class of their own, which cannot be mapped. */
function namesOf({ path = [] }: StandardIssue): readonly PropertyKey[] {
  return Array.from(path, (segment) => (typeof segment === 'object' ? segment.key : segment))
}

function sentenceOf(issue: StandardIssue): string {
  const names = namesOf(issue)
  const where = names.map((name) => (typeof name === 'number' ? `[${name}]` : `.${String(name)}`)).join('')
  return `${spoken(`$${where}`)}: ${issue.message}`
}
