import type { Shape } from './expected.ts'

const brand: unique symbol = Symbol.for('tallystick.variants')

/** The shapes of a schema's values, to stand where the schema would: each is expected once. */
export interface Variants<Value = unknown> {
  readonly [brand]: true
  readonly shapes: readonly Shape<Value>[]
  /** The names of the shapes, one a line. */
  toString(): string
}

export function variantSet<Value>(shapes: readonly Shape<Value>[]): Variants<Value> {
  return { [brand]: true, shapes, toString: () => shapes.map(({ name }) => `- ${name}`).join('\n') }
}

export function isVariants(value: unknown): value is Variants {
  return typeof value === 'object' && value !== null && brand in value
}
