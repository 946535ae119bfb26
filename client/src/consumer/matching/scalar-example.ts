/** Examples of scalars: of what the schema gives, of its format, of the name of the property, or along its pattern. */
import { accepts } from './accepts.ts'
import { examplesOfFormat } from './formats.ts'
import type { NumberPart, Scalar, ScalarPart, TextPart } from './part.ts'
import { textsFor } from './text-from-pattern.ts'

/** The first value that fits, the same every time. Undefined when none was found. */
export function scalarExample(part: ScalarPart, hint: string): Scalar | undefined {
  switch (part.kind) {
    case 'null':
      return null
    case 'boolean':
      return true
    case 'values':
      return part.values[0]
    case 'number':
      return numbersFor(part).find((value) => accepts(part, value))
    case 'text':
      return textExample(part, hint)
  }
}

function numbersFor({ isWhole, min, max, steps }: NumberPart): readonly number[] {
  const usual = isWhole ? [1] : [1.5, 1]
  const bounds = [min, max].filter(Number.isFinite)
  const near = bounds.flatMap((bound) => [bound, Math.ceil(bound), Math.floor(bound), bound + 1, bound - 1])
  const between = bounds.length === 2 ? [(min + max) / 2, Math.round((min + max) / 2), min + (max - min) / 4] : []
  const multiples = steps.flatMap((step) => [
    step,
    ...bounds.flatMap((bound) => [Math.ceil(bound / step) * step, (Math.floor(bound / step) + 1) * step]),
    ...bounds.map((bound) => (Math.ceil(bound / step) - 1) * step),
  ])
  return [...usual, ...multiples, ...near, ...between, 0].map((value) => (value === 0 ? 0 : value))
}

function textExample(part: TextPart, hint: string): string | undefined {
  const ofFormat = examplesOfFormat(part.format).find((text) => accepts(part, text))
  if (ofFormat !== undefined) return ofFormat
  const named = fitted(hint, part)
  if (accepts(part, named)) return named
  const alone = part.patterns.flatMap(
    (pattern) => textsFor(pattern, part.min).find((text) => accepts(part, text)) ?? [],
  )
  return alone[0] ?? chained(part)
}

/** For several patterns, each of a part of the text: texts for each, one after the other in every order. */
function chained(part: TextPart): string | undefined {
  if (part.patterns.length < 2 || part.patterns.length > 4) return undefined
  const shortest = part.patterns.map((pattern) =>
    [...textsFor(pattern)].reduce((one, other) => (other.length < one.length ? other : one)),
  )
  return ordersOf(shortest)
    .map((texts) => texts.join(''))
    .find((text) => accepts(part, text))
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
