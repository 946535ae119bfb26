/**
 * JSON whose numbers stay as they were written. `20.0` and `20` are two things to the core, and to providers that are not
 * written in JavaScript; numbers beyond 2^53 have no other form. Such numbers are kept as their text and written back as
 * they came; all others are plain numbers.
 */
import type { JsonValue } from '../contract/json.ts'

/** What a number may be that JavaScript would write otherwise: a trailing zero, an exponent, many digits, `-0`. */
const MAY_CHANGE = /\d\.\d*0(?!\d)|\d[eE][+-]?\d|\d{16}|\d\.\d{15}|-0(?![\d.])/

/** JSON.rawJSON, which Node has and the types of its library do not yet. */
function kept(source: string): unknown {
  const rawJson: unknown = Reflect.get(JSON, 'rawJSON')
  const made: unknown = typeof rawJson === 'function' ? Reflect.apply(rawJson, JSON, [source]) : JSON.parse(source)
  return made
}

function exactNumber(...[, value, context]: readonly unknown[]): unknown {
  if (typeof value !== 'number' || typeof context !== 'object' || context === null) return value
  const source: unknown = Reflect.get(context, 'source')
  return typeof source === 'string' && source !== String(value) ? kept(source) : value
}

/** Parses JSON; what comes out is for JSON.stringify, which gives the numbers back as they were. */
export function parseExactly(text: string): unknown {
  return MAY_CHANGE.test(text) ? JSON.parse(text, exactNumber) : JSON.parse(text)
}

/** The value as other code knows it: every number a number. */
export function plainly(value: JsonValue): JsonValue {
  const plain: JsonValue = JSON.parse(JSON.stringify(value))
  return plain
}
