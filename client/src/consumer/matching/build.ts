/**
 * What is expected of a value, from what its schema says: an example and rules for every part of it. Where the schema
 * leaves a choice, the contract takes one: optional parts are there, of several kinds the first. Scalars of several kinds
 * are said as such. What was chosen, and what no rule says, is noted. With `choose`, every choice is asked for, and what is
 * expected is exactly what was chosen.
 */
import { accepts, isArray, isJsonObject } from './accepts.ts'
import { buildList, buildTuple } from './build-list.ts'
import { type Built, DEEPER, type Place, expected, noted } from './built.ts'
import { areScalars, choiceOfKind } from './choice.ts'
import type { Expected, JsonValue } from './expected.ts'
import { buildObject, buildRecord } from './build-object.ts'
import { buildScalar } from './build-scalar.ts'
import { type Part, type ReferencePart, type UnionPart, isScalarPart, resolved } from './part.ts'
import { ANYTHING } from './scalar-rules.ts'

/** How deep a schema that refers to itself is followed: once more than where it begins. */
const DEEPEST = 2

export function build(part: Part, place: Place): Built {
  const example = [place.given, ...part.examples].find((value) => value !== undefined && accepts(part, value))
  const here = { ...place, given: example }
  const built = buildKind(part, here)
  if (!built) return undefined
  const misfit = part.examples.find((value) => !accepts(part, value))
  const checked = part.isRefined ? noted(built, 'refinement', REFINEMENT) : built
  if (misfit === undefined) return checked
  return noted(checked, 'example', `the example ${JSON.stringify(misfit)} does not fit the schema, another was made`)
}

const REFINEMENT = 'a check in code stands behind it: a contract has only its example'

function buildKind(part: Part, place: Place): Built {
  if (isScalarPart(part)) return buildScalar([part], place)
  switch (part.kind) {
    case 'reference':
      return follow(part, place)
    case 'anything':
      return anything(place)
    case 'nothing':
      return undefined
    case 'union':
      return buildUnion(part, place)
    case 'array':
      return buildList(part, place)
    case 'tuple':
      return buildTuple(part, place)
    case 'object':
      return buildObject(part, place)
    case 'record':
      return buildRecord(part, place)
  }
}

function follow(part: ReferencePart, place: Place): Built {
  const times = (place.followed.get(part.pointer) ?? 0) + 1
  if (times > DEEPEST) return undefined
  const isAgain = times === DEEPEST
  const followed = new Map([...place.followed, [part.pointer, times]])
  // Choices are made once: what is inside again is as it is without them.
  return build(part.to(), { ...place, followed, choose: isAgain ? undefined : place.choose })
}

/** What the schema may want where its JSON Schema says nothing: a check in code decides. */
const ANY_VALUES: readonly JsonValue[] = [null, 'text', 1, true, [], {}]

function anything({ given: wanted, path, rejectedAt }: Place): Expected {
  const given = wanted ?? ANY_VALUES[rejectedAt(path)] ?? null
  const built = expected(given, { combine: 'AND', matchers: [ANYTHING] })
  if (!isArray(given) && !isJsonObject(given)) return built
  return noted({ ...built, rules: {} }, 'anything', 'the schema takes anything, the contract what is like the example')
}

function buildUnion(part: UnionPart, place: Place): Built {
  const { options } = part
  const { given, choose } = place
  const fitting = options.findIndex((option) => given !== undefined && accepts(option, given))
  if (choose) {
    const chosen = options[choose(choiceOfKind(place.path, options))]
    return (chosen && build(chosen, place)) ?? firstOf(options, place)
  }
  const scalars = options.map(resolved).filter(isScalarPart)
  if (areScalars(options)) return buildScalar(scalars, place)
  const first = options[Math.max(fitting, 0)]
  const built = first && build(first, place)
  if (!built) return cutShort(options, place)
  const isNullable = options.length === 2 && options.some((option) => resolved(option).kind === 'null')
  if (isNullable) return noted(built, 'nullable', NULLABLE)
  return noted(built, 'union', UNION)
}

const NULLABLE = 'it may be null, the contract has a value: variants(…) covers null as well'
const UNION = 'it may be of another kind, the contract has this one: variants(…) covers each kind'

function firstOf(options: readonly Part[], place: Place): Built {
  for (const option of options) {
    const built = build(option, place)
    if (built) return built
  }
  return undefined
}

/** Where a schema refers to itself once too often: what else it may be, and anything in replies. */
function cutShort(options: readonly Part[], place: Place): Built {
  const built = firstOf(options, { ...place, given: undefined })
  if (!built) return undefined
  const isSimple = !isArray(built.example) && !isJsonObject(built.example)
  const open = isSimple ? expected(built.example, { combine: 'AND', matchers: [ANYTHING] }) : built
  return noted(open, 'recursion', DEEPER)
}
