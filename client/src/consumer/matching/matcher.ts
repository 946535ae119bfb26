import type { StandardSchemaV1 } from './standard-schema.ts'
import type { Expected } from './expected.ts'
import type { Variants } from './variant-set.ts'

// Shared by all copies of this package that a program may have loaded.
const brand: unique symbol = Symbol.for('tallystick.matcher')

/** A value with rules, to stand anywhere in JSON. `Value` is what a reply has there. */
export interface Matcher<Value = unknown> extends Expected<Value> {
  readonly [brand]: true
}

/** What a reply has where `Template` is expected: matchers and schemas give their values, the rest is itself. */
export type ReplyOf<Template> =
  Template extends Matcher<infer Value>
    ? Value
    : Template extends Variants<infer Value>
      ? Value
      : Template extends StandardSchemaV1<unknown, infer Output>
        ? Output
        : Template extends object
          ? { readonly [Key in keyof Template]: ReplyOf<Template[Key]> }
          : Template

/** Marks what is expected as a matcher. */
export function matcher<Value>(expected: Expected<Value>): Matcher<Value> {
  return { ...expected, [brand]: true }
}

export function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && brand in value
}
