/** Matchers for scalars are made as schemas would make them, and remember what they are: so several can be one. */
import { accepts } from './accepts.ts'
import { buildScalar } from './build-scalar.ts'
import { build } from './build.ts'
import type { Place } from './built.ts'
import type { JsonValue } from './expected.ts'
import { type Matcher, isMatcher, matcher } from './matcher.ts'
import { type ScalarPart, type TextPart, type ValuesPart, withValuesTogether } from './part.ts'

const parts = new WeakMap<Matcher, ScalarPart>()

/** What is not said of a text, a number or any other. */
export const UNSAID = { examples: [], isRefined: false } as const
export const TEXT: TextPart = { ...UNSAID, kind: 'text', patterns: [], min: 0, max: Infinity }

/** A matcher for `part`; without an example, one is made. Throws a `TypeError` for an example that does not fit. */
export function scalarMatcher<Value>(part: ScalarPart, example?: Value & JsonValue): Matcher<Value> {
  if (example !== undefined && !accepts(part, example)) {
    throw new TypeError(`the example ${JSON.stringify(example)} does not fit its matcher`)
  }
  const { rules, generators, notes, example: made } = buildScalar([part], placeOf(example))
  const one = matcher<Value>({ example: made, rules, generators, notes })
  parts.set(one, part)
  return one
}

function placeOf(given: JsonValue | undefined): Place {
  return { path: '$', hint: 'text', given, followed: new Map(), rejectedAt: () => 0, build }
}

/** What `anyOf` chooses from: matchers of scalars, and values as they are. */
export type ScalarOption = Matcher | string | number | boolean | null

/** A matcher for any of these: matchers of scalars, and scalars themselves. */
export function anyScalar<Value>(options: readonly ScalarOption[]): Matcher<Value> {
  const known = options.map((option) => ({
    part: partOf(option),
    example: isMatcher(option) ? option.example : option,
  }))
  const [first] = known
  if (!first) throw new TypeError('anyOf() needs something to choose from')
  // The example of whichever the core has no other rule for.
  const leading =
    known.find(({ part }) => isPlainText(part)) ?? known.find(({ part }) => part.kind === 'boolean') ?? first
  const kinds = withValuesTogether(known.map(({ part }) => part))
  const built = buildScalar(kinds, placeOf(leading.example))
  const { rules, generators, notes, example } = built
  return matcher<Value>({ example, rules, generators, notes })
}

const isPlainText = (part: ScalarPart) => part.kind === 'text' && part.patterns.length === 0

function partOf(option: ScalarOption): ScalarPart {
  if (!isMatcher(option)) return literal(option)
  const part = parts.get(option)
  if (!part) throw new TypeError('anyOf() is for scalars: strings, numbers, booleans, null, and their matchers')
  return part
}

/** Exactly this value. */
export function literal(value: string | number | boolean | null): ValuesPart {
  return { ...UNSAID, kind: 'values', values: [value] }
}
