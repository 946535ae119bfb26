/** Arrays: one example of an element at least, whatever the bounds, since the rules of elements are lost without one. */
import { isArray } from './accepts.ts'
import { placed } from './assemble.ts'
import { type Built, DEEPER, type Place, composed, expected, noted } from './built.ts'
import type { Expected, Rule, RuleList } from './expected.ts'
import type { ArrayPart, Part, TuplePart } from './part.ts'
import { element } from './path.ts'
import { ANYTHING } from './scalar-rules.ts'

export function buildList(part: ArrayPart, place: Place): Built {
  const { min, max } = part
  const bounds: Rule = { match: 'type', min, ...(max !== Infinity && { max }) }
  const rules: RuleList = { combine: 'AND', matchers: [bounds] }
  if (max === 0) return expected([])
  const given = isArray(place.given) ? place.given : []
  const inside = { ...place, path: element(place.path, '*') }
  const first = place.build(part.element, { ...inside, given: given[0] })
  if (!first) return min > 0 ? undefined : noted(expected([], rules), 'recursion', DEEPER)
  // All elements have the same rules: an example that needs others is left out.
  const others = given.slice(1).flatMap((value) => {
    const built = place.build(part.element, { ...inside, given: value, choose: undefined })
    return built && isLike(built, first) ? [built.example] : []
  })
  const examples = [first.example, ...others]
  const missing = Array.from({ length: Math.max(0, min - examples.length) }, () => first.example)
  return composed([...examples, ...missing], [placed(first, element('$', '*'))], rules)
}

function isLike(one: Expected, other: Expected): boolean {
  return JSON.stringify(one.rules) === JSON.stringify(other.rules)
}

export function buildTuple(part: TuplePart, place: Place): Built {
  const given = isArray(place.given) ? place.given : []
  const parts = part.elements.map((one, index) => buildAt(one, index, { ...place, given: given[index] }))
  const built = parts.filter((one) => one !== undefined)
  if (built.length < parts.length) return undefined
  const examples = built.map(({ example }) => example)
  const inside = built.map((one, index) => placed(one, element('$', index)))
  if (part.rest) return withRest(part.rest, [part, examples, inside], place)
  const whole = composed(examples, inside)
  if (part.min >= parts.length) return whole
  return noted(whole, 'optional', 'its last elements may be absent, the contract has them all')
}

function buildAt(part: Part, index: number, place: Place): Built {
  return place.build(part, { ...place, path: element(place.path, index) })
}

type Beginning = readonly [part: TuplePart, examples: readonly Expected['example'][], inside: readonly Expected[]]

/** Further elements: one is in the example with its rules, the core could measure others only by the first of all. */
function withRest(rest: Part, [part, examples, inside]: Beginning, place: Place): Built {
  const index = examples.length
  const one = buildAt(rest, index, { ...place, given: isArray(place.given) ? place.given[index] : undefined })
  const bounds: RuleList = { combine: 'AND', matchers: [{ match: 'type', min: part.min }] }
  const further = { ...expected(null), rules: { '$[*]': { combine: 'AND', matchers: [ANYTHING] } as const } }
  const parts = one ? [...inside, placed(one, element('$', index)), further] : [...inside, further]
  const whole = composed(one ? [...examples, one.example] : examples, parts, bounds)
  return noted(whole, 'elements', `elements after the first ${index + 1} are not measured by the schema`)
}
