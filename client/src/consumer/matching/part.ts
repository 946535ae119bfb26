/** What a schema says of one value, in a form that a contract can be made from. JSON Schema has many ways to say it. */
import type { JsonValue } from './expected.ts'
import type { Pattern } from './pattern.ts'

interface Said {
  /** The examples that the schema gives, and its default. They may not fit: nobody checks them. */
  readonly examples: readonly JsonValue[]
  /** Whether a check in code stands behind it. */
  readonly isRefined: boolean
}

export type Scalar = string | number | boolean | null

export interface TextPart extends Said {
  readonly kind: 'text'
  readonly patterns: readonly Pattern[]
  readonly format?: string | undefined
  readonly min: number
  readonly max: number
}

export interface NumberPart extends Said {
  readonly kind: 'number'
  readonly isWhole: boolean
  readonly min: number
  readonly max: number
  /** Whether `min` and `max` are themselves too small and too large. */
  readonly isAbove: boolean
  readonly isBelow: boolean
  readonly steps: readonly number[]
}

export interface BooleanPart extends Said {
  readonly kind: 'boolean'
}

export interface NullPart extends Said {
  readonly kind: 'null'
}

/** One of these. */
export interface ValuesPart extends Said {
  readonly kind: 'values'
  readonly values: readonly Scalar[]
}

export interface AnythingPart extends Said {
  readonly kind: 'anything'
}

/** No value fits. */
export interface NothingPart extends Said {
  readonly kind: 'nothing'
}

export interface PropertyPart {
  readonly name: string
  readonly isRequired: boolean
  readonly part: Part
}

export interface ObjectPart extends Said {
  readonly kind: 'object'
  readonly properties: readonly PropertyPart[]
  /** Properties that are not named: of any kind, none at all, or each of that kind. */
  readonly others: 'any' | 'none' | Part
}

/** An object whose properties have no names of their own. */
export interface RecordPart extends Said {
  readonly kind: 'record'
  readonly keys: TextPart
  readonly values: Part
  readonly min: number
}

export interface ArrayPart extends Said {
  readonly kind: 'array'
  readonly element: Part
  readonly min: number
  readonly max: number
}

export interface TuplePart extends Said {
  readonly kind: 'tuple'
  readonly elements: readonly Part[]
  readonly rest?: Part | undefined
  readonly min: number
}

/** A value of one of these kinds; null comes last. */
export interface UnionPart extends Said {
  readonly kind: 'union'
  readonly options: readonly Part[]
}

/** A part that is said elsewhere, maybe around this one. */
export interface ReferencePart extends Said {
  readonly kind: 'reference'
  readonly pointer: string
  readonly to: () => Part
}

export type ScalarPart = TextPart | NumberPart | BooleanPart | NullPart | ValuesPart

export type Part =
  | ScalarPart
  | AnythingPart
  | NothingPart
  | ObjectPart
  | RecordPart
  | ArrayPart
  | TuplePart
  | UnionPart
  | ReferencePart

/** What a reference is to. */
export function resolved(part: Part): Exclude<Part, ReferencePart> {
  return part.kind === 'reference' ? resolved(part.to()) : part
}

export function isScalarPart(part: Part): part is ScalarPart {
  return ['text', 'number', 'boolean', 'null', 'values'].includes(part.kind)
}

/** Several lists of values are one. */
export function withValuesTogether<Option extends Part>(options: readonly Option[]): readonly (Option | ValuesPart)[] {
  const lists = options.filter((part): part is Option & ValuesPart => part.kind === 'values')
  const [first] = lists
  if (!first || lists.some(({ isRefined }) => isRefined)) return options
  const together: ValuesPart = {
    ...first,
    values: lists.flatMap(({ values }) => values),
    examples: lists.flatMap(({ examples }) => examples),
  }
  return options
    .filter((part) => part === first || part.kind !== 'values')
    .map((part) => (part === first ? together : part))
}
