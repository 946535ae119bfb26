/**
 * Matchers for values: what a reply must be when it need not be the example. Where a rule of the core would take too much
 * or too little, two are combined: a pattern is for strings only, and 1, 1.0 and 1e0 are all integers.
 */
import type { Expected, JsonValue, Rule } from './expected.ts'
import { expectedTemplate } from './template.ts'
import { type Matcher, type ReplyOf, matcher } from './matcher.ts'

function scalar<Value>(example: JsonValue, matchers: readonly Rule[]): Matcher<Value> {
  return matcher<Value>({ example, rules: { $: { combine: 'AND', matchers } }, generators: {}, notes: [] })
}

export function like<Template>(template: Template): Matcher<ReplyOf<Template>>
export function like(template: unknown): Matcher {
  const inner = expectedTemplate(template)
  return matcher({ ...inner, rules: { $: { combine: 'AND', matchers: [{ match: 'type' }] }, ...inner.rules } })
}

/** Any text. */
export function string(example = 'text'): Matcher<string> {
  return scalar(example, [{ match: 'type' }])
}

export type { Expected }
