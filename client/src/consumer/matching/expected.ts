/**
 * A value as it is expected: one example, and by path what else would do. Rules say what the example alone cannot: where
 * no rule is, a value must be the example's. A value inside another keeps its rules, under its path there.
 */
import { shapesIn } from './shapes.ts'
import { expectedTemplate } from './template.ts'

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: JsonValue
}

/** One matching rule as contract files write it: `{ match: 'type' }`, `{ match: 'regex', regex: '…' }`, `{ match: 'type', min: 1 }`. */
export interface Rule {
  readonly match: string
  readonly [option: string]: JsonValue
}

/** The rules of one path: all of them must hold, or one of them. */
export interface RuleList {
  readonly combine: 'AND' | 'OR'
  readonly matchers: readonly Rule[]
}

/** What puts another value in the place of the example when the contract is replayed. */
export interface Generator {
  readonly type: string
  readonly [option: string]: JsonValue
}

/** What a note is about. */
export type NoteKind =
  | 'optional'
  | 'nullable'
  | 'union'
  | 'range'
  | 'length'
  | 'refinement'
  | 'extra'
  | 'elements'
  | 'recursion'
  | 'anything'
  | 'pattern'
  | 'example'
  | 'shape'

/** Something that the schema says and a contract cannot. It was checked on the example, but no reply is measured by it. */
export interface Note {
  /** Where, as in rules: `$.items[*].price`. */
  readonly path: string
  readonly kind: NoteKind
  /** A sentence for people. */
  readonly says: string
}

/**
 * A value as it is expected: an example, and by path (`$`, `$.items[*].id`, `$['odd name']`) what else would do.
 *
 * `example` is what is on the wire, the same on every run. `notes` are what a contract cannot say. `parse` is there when a
 * schema is: it gives the schema's output for a value on the wire, and throws with what is wrong.
 */
export interface Expected<Value = unknown> {
  readonly example: JsonValue
  readonly rules: Readonly<Record<string, RuleList>>
  readonly generators: Readonly<Record<string, Generator>>
  readonly notes: readonly Note[]
  parse?(wire: unknown): Value
}

/** One way that a value may look. */
export interface Shape<Value = unknown> {
  /** What tells it from the others: `complete`, `without 'discount'`, `with price as null`, `of kind 'card'`. */
  readonly name: string
  readonly expected: Expected<Value>
}

/**
 * What is expected, of plain JSON, of a matcher, of a schema, and of JSON with matchers and schemas anywhere inside.
 * Throws a `TypeError` that names the path when something in it has no JSON.
 */
export function expectedOf(value: unknown): Expected {
  return expectedTemplate(value)
}

/**
 * Every shape of a value: the complete one first, then those of each `variants(…)` in it, one at a time. A value without
 * variants has one.
 */
export function shapesOf(value: unknown): readonly Shape[] {
  return shapesIn(value)
}
