/** Matchers for what has parts: their own rules, and under them those of the parts. */
import { placed } from './assemble.ts'
import { composed } from './built.ts'
import type { JsonValue, Rule } from './expected.ts'
import { type Matcher, type ReplyOf, matcher } from './matcher.ts'
import { element } from './path.ts'
import { namesThatFit } from './scalar-rules.ts'
import { expectedTemplate } from './template.ts'

const rulesOf = (...matchers: readonly Rule[]) => ({ combine: 'AND', matchers }) as const

/**
 * Values of the same types as in `template`, at every depth, unless a matcher in it says more.
 *
 * @example
 * like({ id: 1, owner: { name: 'Ada' } }).rules // → { $: { combine: 'AND', matchers: [{ match: 'type' }] } }
 */
export function like<Template>(template: Template): Matcher<ReplyOf<Template>>
export function like(template: unknown): Matcher {
  const inner = expectedTemplate(template)
  return matcher({ ...inner, rules: { $: rulesOf({ match: 'type' }), ...inner.rules } })
}

/** How many elements an array may have. */
export interface Bounds {
  /** 1, unless told otherwise. */
  readonly min?: number
  /** Any number, unless told otherwise. */
  readonly max?: number
}

/**
 * An array of which each element is like `template`. With `min: 0` it may be empty, and an element, when there is one, is
 * still measured. Throws a `RangeError` for bounds that no array has.
 *
 * @example
 * eachLike({ id: integer(7) }, { min: 2 }).example // → [{ id: 7 }, { id: 7 }]
 * eachLike({ id: integer(7) }, { min: 0, max: 10 }).example // → [{ id: 7 }]
 */
export function eachLike<Template>(template: Template, bounds?: Bounds): Matcher<readonly ReplyOf<Template>[]>
export function eachLike(template: unknown, { min = 1, max }: Bounds = {}): Matcher {
  const isPossible =
    Number.isInteger(min) && min >= 0 && (max === undefined || (Number.isInteger(max) && max >= Math.max(min, 1)))
  if (!isPossible)
    throw new RangeError(`an array has no length from ${min} to ${max ?? 'any'}: whole numbers are needed`)
  const inner = expectedTemplate(template)
  const { parse } = inner
  const examples = Array.from({ length: Math.max(1, min) }, () => inner.example)
  const bounds: Rule = { match: 'type', min, ...(max !== undefined && { max }) }
  return matcher({
    ...composed(examples, [placed(inner, element('$', '*'))], rulesOf(bounds)),
    ...(parse && {
      parse: (wire: unknown) => (Array.isArray(wire) ? wire.map((one: unknown) => parse(one)) : parse(wire)),
    }),
  })
}

/**
 * An array that has an element for each of `templates`, in any order and among any others.
 *
 * @example
 * arrayContaining('admin', 'owner').example // → ['admin', 'owner']
 */
export function arrayContaining<const Templates extends readonly unknown[]>(
  ...templates: Templates
): Matcher<readonly ReplyOf<Templates[number]>[]>
export function arrayContaining(...templates: readonly unknown[]): Matcher {
  const inner = templates.map((template) => expectedTemplate(template))
  const variants = inner.map(({ rules, generators }, index) => ({
    index,
    rules: json(rules),
    generators: json(generators),
  }))
  return matcher({
    example: inner.map(({ example }) => example),
    rules: { $: rulesOf({ match: 'arrayContains', variants }) },
    generators: {},
    notes: inner.flatMap(({ notes }, index) => notes.map((note) => ({ ...note, path: element('$', index) }))),
  })
}

/** Rules as a value in a rule. */
function json(entries: Readonly<Record<string, unknown>>): JsonValue {
  return JSON.parse(JSON.stringify(entries))
}

/**
 * An object with names that are not known before, of which each value is like `template`; it may be empty. `name` is that of
 * the one in the example.
 *
 * @example
 * eachValue(number(9.5), 'EUR').example // → { EUR: 9.5 }
 */
export function eachValue<Template>(
  template: Template,
  name?: string,
): Matcher<Readonly<Record<string, ReplyOf<Template>>>>
export function eachValue(template: unknown, name = 'key'): Matcher {
  return objectOf(template, name, [{ match: 'values' }])
}

/**
 * An object of which each name fits `name`, and each value is like `template`; it may be empty.
 *
 * @example
 * eachKey(regex(/[A-Z]{3}/, 'EUR'), number(9.5)).example // → { EUR: 9.5 }
 */
export function eachKey<Template>(
  name: Matcher<string>,
  template: Template,
): Matcher<Readonly<Record<string, ReplyOf<Template>>>>
export function eachKey(name: Matcher<string>, template: unknown): Matcher {
  const rules = (name.rules.$?.matchers ?? []).filter(({ match }) => match !== 'type')
  const example = typeof name.example === 'string' ? name.example : 'key'
  return objectOf(template, example, [{ match: 'values' }, namesThatFit(rules)])
}

function objectOf(template: unknown, name: string, rules: readonly Rule[]): Matcher {
  const inner = expectedTemplate(template)
  return matcher(composed({ [name]: inner.example }, [placed(inner, '$.*')], rulesOf(...rules)))
}

/**
 * A binary body of that content type, whatever its bytes: for files and pictures. The core looks at the bytes to tell what
 * they are. `example` is the body as text.
 *
 * @example
 * contentType('application/pdf').rules // → { $: { combine: 'AND', matchers: [{ match: 'contentType', value: 'application/pdf' }] } }
 */
export function contentType(type: string, example = ''): Matcher<string> {
  return matcher<string>({
    example,
    rules: { $: rulesOf({ match: 'contentType', value: type }) },
    generators: {},
    notes: [],
  })
}

/**
 * Anything that is not empty: no null, no empty text, array or object.
 *
 * @example
 * notEmpty('text').rules // → { $: { combine: 'AND', matchers: [{ match: 'notEmpty' }] } }
 */
export function notEmpty<Template>(template: Template): Matcher<ReplyOf<Template>>
export function notEmpty(template: unknown): Matcher {
  const inner = expectedTemplate(template)
  return matcher({ ...inner, rules: { ...inner.rules, $: rulesOf({ match: 'notEmpty' }) } })
}
