/** Matchers for scalars. Where one rule of the core would take too much or too little, they combine two. */
import { fitsDateFormat } from './date-format.ts'
import type { JsonValue, Rule } from './expected.ts'
import { patternOfFormat, examplesOfFormat } from './formats.ts'
import { type Matcher, type ReplyOf, matcher } from './matcher.ts'
import type { Pattern } from './pattern.ts'
import { type ScalarOption, TEXT, UNSAID, anyScalar, literal, scalarMatcher } from './scalar-matcher.ts'

const NUMBER = {
  ...UNSAID,
  kind: 'number',
  isWhole: false,
  min: -Infinity,
  max: Infinity,
  isAbove: false,
  isBelow: false,
  steps: [],
} as const

/**
 * Any text.
 *
 * @example
 * string('Ada').example // → 'Ada'
 */
export function string(example = 'text'): Matcher<string> {
  return scalarMatcher<string>(TEXT, example)
}

/**
 * Any whole number, however it is written: 1.0 is one, 1.5 and "1" are none.
 *
 * @example
 * integer(7).example // → 7
 */
export function integer(example = 1): Matcher<number> {
  return scalarMatcher<number>({ ...NUMBER, isWhole: true }, example)
}

/**
 * Any number, whole or not.
 *
 * @example
 * number(9.5).rules // → { $: { combine: 'AND', matchers: [{ match: 'number' }] } }
 */
export function number(example = 1.5): Matcher<number> {
  return scalarMatcher<number>(NUMBER, example)
}

/**
 * Any number, with a fraction in the example. A provider that has no fraction to write sends 1, so that is taken as well.
 *
 * @example
 * decimal(0.5).example // → 0.5
 */
export function decimal(example = 1.5): Matcher<number> {
  return number(example)
}

/**
 * True or false, and not the texts "true" and "false".
 *
 * @example
 * boolean().example // → true
 */
export function boolean(example = true): Matcher<boolean> {
  return scalarMatcher<boolean>({ ...UNSAID, kind: 'boolean' }, example)
}

/**
 * Null, and nothing else.
 *
 * @example
 * nullValue().example // → null
 */
export function nullValue(): Matcher<null> {
  return scalarMatcher<null>({ ...UNSAID, kind: 'null' })
}

/**
 * A text of which the whole fits `pattern`, as if it were between `^` and `$`. Without an example, one is made from the
 * pattern. Throws a `TypeError` when the example does not fit, or none can be made.
 *
 * @example
 * regex(/[A-Z]{3}-\d{4}/, 'ABC-1234').example // → 'ABC-1234'
 */
export function regex(pattern: RegExp | string, example?: string): Matcher<string> {
  const { source, flags }: Pattern = typeof pattern === 'string' ? { source: pattern, flags: '' } : pattern
  return scalarMatcher<string>({ ...TEXT, patterns: [{ source: `^(?:${source})$`, flags }] }, example)
}

/** A text of a format of JSON Schema. */
function ofFormat(format: string, example: string | undefined): Matcher<string> {
  return regex(patternOfFormat(format) ?? '', example ?? examplesOfFormat(format)[0])
}

/**
 * A UUID of any version.
 *
 * @example
 * uuid().example // → '5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f'
 */
export function uuid(example?: string): Matcher<string> {
  return ofFormat('uuid', example)
}

/**
 * An e-mail address.
 *
 * @example
 * email().example // → 'someone@example.com'
 */
export function email(example?: string): Matcher<string> {
  return ofFormat('email', example)
}

/**
 * An IPv4 address.
 *
 * @example
 * ipv4().example // → '192.0.2.1'
 */
export function ipv4(example?: string): Matcher<string> {
  return ofFormat('ipv4', example)
}

/**
 * An IPv6 address.
 *
 * @example
 * ipv6().example // → '2001:db8::1'
 */
export function ipv6(example?: string): Matcher<string> {
  return ofFormat('ipv6', example)
}

/**
 * An absolute URL, of any scheme.
 *
 * @example
 * url('https://example.com/orders').example // → 'https://example.com/orders'
 */
export function url(example?: string): Matcher<string> {
  return ofFormat('uri', example)
}

function scalar(example: JsonValue, matchers: readonly Rule[]): Matcher<string> {
  return matcher<string>({ example, rules: { $: { combine: 'AND', matchers } }, generators: {}, notes: [] })
}

function moment(match: string, example: string, format: string): Matcher<string> {
  if (!fitsDateFormat(example, format)) throw new TypeError(`'${example}' is not written as '${format}'`)
  return scalar(example, [{ match: 'type' }, { match, format }])
}

/**
 * A date that exists, in a format of Java's `DateTimeFormatter`. Throws a `TypeError` when the example is not written so.
 *
 * @example
 * date('31.01.2000', 'dd.MM.yyyy').example // → '31.01.2000'
 */
export function date(example = '2000-01-31', format = 'yyyy-MM-dd'): Matcher<string> {
  return moment('date', example, format)
}

/**
 * A time of day, in a format of Java's `DateTimeFormatter`.
 *
 * @example
 * time('10:20', 'HH:mm').example // → '10:20'
 */
export function time(example = '10:20:30', format = 'HH:mm:ss'): Matcher<string> {
  return moment('time', example, format)
}

/**
 * A date with a time, in a format of Java's `DateTimeFormatter`.
 *
 * @example
 * datetime().example // → '2000-01-31T10:20:30Z'
 * datetime('2000-01-31 10:20', 'yyyy-MM-dd HH:mm').example // → '2000-01-31 10:20'
 */
export function datetime(example = '2000-01-31T10:20:30Z', format = "yyyy-MM-dd'T'HH:mm:ssXXX"): Matcher<string> {
  return moment('datetime', example, format)
}

/**
 * A date with a time to the millisecond, as `Date.prototype.toISOString` writes it.
 *
 * @example
 * timestamp().example // → '2000-01-31T10:20:30.000Z'
 */
export function timestamp(
  example = '2000-01-31T10:20:30.000Z',
  format = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
): Matcher<string> {
  return moment('datetime', example, format)
}

/**
 * A text that has `part` in it.
 *
 * @example
 * includes('error', 'an error of the parser').example // → 'an error of the parser'
 */
export function includes(part: string, example = part): Matcher<string> {
  if (!example.includes(part)) throw new TypeError(`'${example}' does not include '${part}'`)
  return scalar(example, [{ match: 'type' }, { match: 'include', value: part }])
}

/**
 * A version number as semver.org has it.
 *
 * @example
 * semver('2.1.0').example // → '2.1.0'
 */
export function semver(example = '1.0.0'): Matcher<string> {
  return scalar(example, [{ match: 'type' }, { match: 'semver' }])
}

/**
 * One of several scalars, each a value or a matcher: where a property may be null, or a text or a number. Throws a
 * `TypeError` for objects and arrays: what may be of several such kinds needs an interaction for each.
 *
 * @example
 * anyOf(string('A1'), integer(), null).example // → 'A1'
 * anyOf('small', 'large').example // → 'small'
 */
export function anyOf<const Options extends readonly ScalarOption[]>(
  ...options: Options
): Matcher<ReplyOf<Options[number]>> {
  return anyScalar<ReplyOf<Options[number]>>(options)
}

/**
 * Exactly this, where values around it may differ: inside {@link like} and {@link eachLike}.
 *
 * @example
 * like({ kind: equal('card'), number: '4111' }).rules['$.kind'] // → { combine: 'AND', matchers: [{ match: 'equality' }] }
 */
export function equal<const Value extends JsonValue>(value: Value): Matcher<Value> {
  if (value === null || typeof value !== 'object') return scalarMatcher<Value>(literal(value), value)
  return matcher<Value>({
    example: value,
    rules: { $: { combine: 'AND', matchers: [{ match: 'equality' }] } },
    generators: {},
    notes: [],
  })
}
