/** A scalar, or one of several kinds of scalars. */
import { accepts, isArray, isJsonObject } from './accepts.ts'
import { type Place, expected } from './built.ts'
import type { Expected, JsonValue, Rule, RuleList } from './expected.ts'
import type { Scalar, ScalarPart } from './part.ts'
import { spoken } from './path.ts'
import { scalarExample } from './scalar-example.ts'
import { alternativesOf, byType, patternOf, rulesOf, textOfAny, unsaid } from './scalar-rules.ts'

export function buildScalar(parts: readonly ScalarPart[], place: Place): Expected {
  const options = parts.flatMap(byType)
  try {
    const example = exampleFor(options, place)
    const [only, another] = options
    const notes = parts.flatMap(unsaid).map((note) => ({ ...note, path: '$' }))
    const rules = only && !another ? { combine: 'AND' as const, matchers: rulesOf(only) } : oneOfKinds(options, example)
    return { ...expected(example, rules), notes }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new TypeError(`${spoken(place.path)} has a pattern that no contract can have: ${error.message}`, {
      cause: error,
    })
  }
}

function oneOfKinds(options: readonly ScalarPart[], example: Scalar): RuleList {
  const patterns = options.map(patternOf)
  // Texts all of them: then the type can be said as well.
  if (!patterns.includes(undefined)) return { combine: 'AND', matchers: textOfAny(patterns.filter(isText)) }
  const matchers = options.flatMap((option) => alternativesOf(option, example))
  const distinct = new Map<string, Rule>(matchers.map((rule) => [JSON.stringify(rule), rule]))
  return { combine: 'OR', matchers: [...distinct.values()] }
}

const isText = (pattern: string | undefined) => pattern !== undefined

/**
 * Plain text is the example where it may be, and a boolean where it may not: for these two kinds the core has no rule but
 * to be of the example's type.
 */
function exampleFor(options: readonly ScalarPart[], { given, hint, path, rejectedAt }: Place): Scalar {
  const first = options.find(isPlain) ?? options.find(({ kind }) => kind === 'boolean')
  const isGivenFine = options.length === 1 || !first || (given !== undefined && accepts(first, given))
  const rejected = rejectedAt(path)
  if (isScalar(given) && isGivenFine && rejected === 0) return given
  for (const part of first ? [first] : options) {
    const example = scalarExample(part, hint, rejected)
    if (example !== undefined) return example
  }
  throw new TypeError(
    `no example was found for ${spoken(path)}: give one that fits the schema, in zod with .meta({ examples: […] })`,
  )
}

const isPlain = (part: ScalarPart) => part.kind === 'text' && rulesOf(part).length === 1

function isScalar(value: JsonValue | undefined): value is Scalar {
  return value !== undefined && !isArray(value) && !isJsonObject(value)
}
