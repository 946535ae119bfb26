/** Examples of scalars: of what the schema gives, of its format, of the name of the property, or along its pattern. */
import { accepts } from './accepts.ts'
import { examplesOfFormat } from './formats.ts'
import type { NumberPart, Scalar, ScalarPart, TextPart } from './part.ts'
import { textsFor } from './text-from-pattern.ts'

/** Values that fit, the best first, in the same order every time. None when none was found. */
function* scalarExamples(part: ScalarPart, hint: string): Generator<Scalar> {
  switch (part.kind) {
    case 'null':
      yield null
      break
    case 'boolean':
      yield* [true, false]
      break
    case 'values':
      yield* part.values
      break
    case 'number':
      yield* numbersFor(part).filter((value) => accepts(part, value))
      break
    case 'text':
      for (const text of textsThatMayFit(part, hint)) if (accepts(part, text)) yield text
  }
}

/** The value number `index` of those that fit, or the first when they are fewer. Undefined when there is none. */
export function scalarExample(part: ScalarPart, hint: string, index = 0): Scalar | undefined {
  const found = new Set<Scalar>()
  for (const value of scalarExamples(part, hint)) {
    found.add(value)
    if (found.size > index) return value
  }
  return found.values().next().value
}

function numbersFor({ isWhole, min, max, steps }: NumberPart): readonly number[] {
  const usual = isWhole ? [1] : [1.5, 1]
  const bounds = [min, max].filter(Number.isFinite)
  const near = bounds.flatMap((bound) => [bound, Math.ceil(bound), Math.floor(bound), bound + 1, bound - 1])
  const between = bounds.length === 2 ? [(min + max) / 2, Math.round((min + max) / 2), min + (max - min) / 4] : []
  const further = isWhole ? [2, 10, 0, 100] : [2, 10.5, 0, 100.25]
  const multiples = steps.flatMap((step) => [
    step,
    ...bounds.flatMap((bound) => [Math.ceil(bound / step) * step, (Math.floor(bound / step) + 1) * step]),
    ...bounds.map((bound) => (Math.ceil(bound / step) - 1) * step),
  ])
  return [...usual, ...multiples, ...further, ...near, ...between].map((value) => (value === 0 ? 0 : value))
}

/** For texts that a codec or a check in code reads, of which the schema says no more. */
const READABLE = [
  '2000-01-31T10:20:30Z',
  '2000-01-31',
  '1',
  '10',
  'true',
  'https://example.com/',
  '{}',
  'EUR',
  'en',
  'dGV4dA==',
]

function* textsThatMayFit(part: TextPart, hint: string): Generator<string> {
  yield* examplesOfFormat(part.format)
  yield fitted(hint, part)
  if (part.patterns.length === 0) yield* READABLE
  for (const pattern of part.patterns) yield* textsFor(pattern, part.min)
  yield* chained(part)
}

/** For several patterns, each of a part of the text: texts for each, one after the other in every order. */
function chained(part: TextPart): readonly string[] {
  if (part.patterns.length < 2 || part.patterns.length > 4) return []
  const shortest = part.patterns.map((pattern) =>
    [...textsFor(pattern)].reduce((one, other) => (other.length < one.length ? other : one)),
  )
  return ordersOf(shortest).map((texts) => texts.join(''))
}

function ordersOf(texts: readonly string[]): readonly (readonly string[])[] {
  if (texts.length < 2) return [texts]
  return texts.flatMap((first, index) => ordersOf(texts.toSpliced(index, 1)).map((rest) => [first, ...rest]))
}

/** `hint` in the length that is asked for. */
function fitted(hint: string, { min, max }: TextPart): string {
  const long = hint.length >= min ? hint : `${hint}-`.repeat(Math.ceil(min / (hint.length + 1))).slice(0, min)
  return long.length > max ? long.slice(0, max) : long
}
