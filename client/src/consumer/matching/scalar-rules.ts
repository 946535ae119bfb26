/**
 * Rules for scalars. Patterns of the core take numbers and null as text: so a pattern comes with the type. Its `integer`
 * refuses 1.0 and its `decimal` refuses 1, which are numbers like any other: so a whole number is a number of that form.
 * Where one of several kinds will do, the core takes a list of which one must hold, but none of them can be two rules at
 * once: then a pattern is alone, and a number that reads the same fits it.
 */
import type { Note, Rule } from './expected.ts'
import { isBeyondPatterns } from './formats.ts'
import type { NumberPart, Scalar, ScalarPart, TextPart, ValuesPart } from './part.ts'
import { allOf, anyOf, oneOf, wholePattern } from './pattern.ts'

const TYPE: Rule = { match: 'type' }
const NUMBER: Rule = { match: 'number' }
const regex = (pattern: string): Rule => ({ match: 'regex', regex: pattern })

/** A rule that takes anything at all. */
export const ANYTHING: Rule = regex(String.raw`^[\s\S]*$`)

/** For names of properties. The core reads no `value`, but the schema of contract files wants one that is like a path. */
export function namesThatFit(rules: readonly Rule[]): Rule {
  return { match: 'eachKey', rules, value: '$.*' }
}

/** Oniguruma repeats no more than that. */
const MOST_REPEATED = 100_000

/** What a value must be, all of it. */
export function rulesOf(part: ScalarPart): readonly Rule[] {
  switch (part.kind) {
    case 'null':
      return [{ match: 'null' }]
    case 'boolean':
      return [TYPE]
    case 'number':
      return part.isWhole ? [NUMBER, regex(wholeNumbers(part))] : [NUMBER]
    case 'text':
      return [TYPE, ...patternsOf(part).map(regex)]
    case 'values':
      return rulesOfValues(part)
  }
}

/** What a value may be, any of it, where `example` is of one of the kinds. */
export function alternativesOf(part: ScalarPart, example: Scalar): readonly Rule[] {
  switch (part.kind) {
    case 'null':
      return [{ match: 'null' }]
    case 'boolean':
      // Takes "true" for true as well.
      return [typeof example === 'boolean' ? TYPE : { match: 'boolean' }]
    case 'number':
      return part.isWhole ? [{ match: 'integer' }, regex(String.raw`^-?[0-9]+\.0+$`)] : [NUMBER]
    case 'text': {
      const patterns = patternsOf(part)
      return patterns.length === 0 ? [TYPE] : [regex(allOf(patterns))]
    }
    case 'values':
      return alternativesOfValues(part, example)
  }
}

/** The pattern of a part that only texts fit; of any text, it is empty. */
export function patternOf(part: ScalarPart): string | undefined {
  if (part.kind === 'text') {
    const patterns = patternsOf(part)
    return patterns.length === 0 ? '' : allOf(patterns)
  }
  if (part.kind !== 'values' || !part.values.every((value) => typeof value === 'string')) return undefined
  return oneOf(part.values)
}

/** Texts that fit one of these patterns. */
export function textOfAny(patterns: readonly string[]): readonly Rule[] {
  return patterns.includes('') ? [TYPE] : [TYPE, regex(anyOf(patterns))]
}

/** Values by their type, since rules are: a list of several types is a union. */
export function byType(part: ScalarPart): readonly ScalarPart[] {
  if (part.kind !== 'values') return [part]
  const { values, ...said } = part
  const groups = Object.values(Object.groupBy(values, (value) => (value === null ? 'null' : typeof value)))
  return groups.map((group): ScalarPart => {
    if (group[0] === null) return { ...said, kind: 'null' }
    if (new Set(group).size === 2 && typeof group[0] === 'boolean') return { ...said, kind: 'boolean' }
    return { ...said, kind: 'values', values: group }
  })
}

function rulesOfValues({ values }: ValuesPart): readonly Rule[] {
  if (values.every((value) => typeof value === 'number')) return [NUMBER, regex(numbersIn(values))]
  if (values.length === 1) return [{ match: 'equality' }]
  return [TYPE, regex(oneOf(values.map(String)))]
}

function alternativesOfValues({ values }: ValuesPart, example: Scalar): readonly Rule[] {
  if (values.every((value) => typeof value === 'number')) return [regex(numbersIn(values))]
  if (values.length === 1 && values[0] === example) return [{ match: 'equality' }]
  return [regex(oneOf(values.map(String)))]
}

/** The texts of these numbers: 1 may be written 1.0. */
function numbersIn(values: readonly Scalar[]): string {
  return String.raw`^(?:${oneOf(values.map(String)).slice(1, -1)})(?:\.0+)?$`
}

/** The texts of whole numbers, with the sign that they may have. */
function wholeNumbers({ min, isAbove }: NumberPart): string {
  if (min >= 1 || (min === 0 && isAbove)) return String.raw`^[1-9][0-9]*(?:\.0+)?$`
  return min >= 0 ? String.raw`^[0-9]+(?:\.0+)?$` : String.raw`^-?[0-9]+(?:\.0+)?$`
}

function patternsOf(part: TextPart): readonly string[] {
  return [...part.patterns.map(wholePattern), ...lengthOf(part)]
}

function lengthOf({ min, max }: TextPart): readonly string[] {
  if (min === 0 && max > MOST_REPEATED) return []
  if (max > MOST_REPEATED)
    return [min === 1 ? String.raw`^[\s\S]+$` : String.raw`^[\s\S]{${Math.min(min, MOST_REPEATED)},}$`]
  return [min === max ? String.raw`^[\s\S]{${min}}$` : String.raw`^[\s\S]{${min},${max}}$`]
}

/** What of it no rule says. */
export function unsaid(part: ScalarPart): readonly Omit<Note, 'path'>[] {
  if (part.kind === 'number' && !isSaid(part)) {
    return [
      { kind: 'range', says: `a contract has no ranges: that it is ${rangeOf(part)} is checked on the example only` },
    ]
  }
  if (part.kind !== 'text') return []
  const format = part.format !== undefined && part.patterns.length === 0 && isBeyondPatterns(part.format)
  const isTooLong = part.max > MOST_REPEATED && part.max !== Infinity
  return [
    ...(format
      ? [{ kind: 'pattern', says: `that it is of the format ${part.format} is checked on the example only` } as const]
      : []),
    ...(isTooLong
      ? [{ kind: 'length', says: `that it is no longer than ${part.max} is checked on the example only` } as const]
      : []),
    ...(part.min > MOST_REPEATED
      ? [{ kind: 'length', says: `that it is no shorter than ${part.min} is checked on the example only` } as const]
      : []),
  ]
}

function isSaid({ isWhole, min, max, steps }: NumberPart): boolean {
  const saidMin = isWhole ? [-Infinity, Number.MIN_SAFE_INTEGER, 0, 1] : [-Infinity]
  const saidMax = isWhole ? [Infinity, Number.MAX_SAFE_INTEGER] : [Infinity]
  return saidMin.includes(min) && saidMax.includes(max) && steps.length === 0
}

function rangeOf({ min, max, isAbove, isBelow, steps }: NumberPart): string {
  const hasMin = min !== -Infinity && min !== Number.MIN_SAFE_INTEGER
  const hasMax = max !== Infinity && max !== Number.MAX_SAFE_INTEGER
  return [
    ...(hasMin ? [isAbove ? `more than ${min}` : `at least ${min}`] : []),
    ...(hasMax ? [isBelow ? `less than ${max}` : `at most ${max}`] : []),
    ...steps.map((step) => `a multiple of ${step}`),
  ].join(' and ')
}
