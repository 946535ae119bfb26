/**
 * What is expected of the parts of a message that are text: a path, headers, query parameters, form fields. Each is
 * given as a value, a matcher or a schema; on the wire it is text, and its rules stand under its name.
 */
import type { ByPath } from '../contract/contract-file.ts'
import { canonical } from '../contract/json.ts'
import {
  type Expected,
  type Generator,
  type JsonValue,
  type Note,
  type RuleList,
  expectedOf,
} from './matching/expected.ts'

/** Values by name, and what else would do. */
export interface NamedParts {
  readonly values: ByPath<readonly string[]>
  readonly rules: ByPath<RuleList>
  readonly generators: ByPath<Generator>
  readonly notes: readonly Note[]
}

/** A value, and what else would do. */
export interface OnePart {
  readonly value: JsonValue
  readonly rule?: RuleList
  readonly generator?: Generator
  readonly notes: readonly Note[]
}

/** How a value is written where only text can be. */
export function wireText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What is expected where only one value can be. `place` is for people. */
export function onePart(value: unknown, place: string): OnePart {
  const { example, rules, generators, notes } = expectedOf(value)
  if (typeof example === 'object')
    throw new TypeError(`${place} is one value: give text or a number, or a matcher or a schema of one.`)
  const { $: rule } = rules
  const { $: generator } = generators
  return { value: example, ...(rule && { rule }), ...(generator && { generator }), notes }
}

function textsOf(example: JsonValue): readonly string[] {
  return Array.isArray(example) ? example.map(wireText) : [wireText(example)]
}

/**
 * The rules of a name with several values: the core knows one list of rules for a name, which it holds against the values
 * as a whole and one by one.
 */
function oneRule(name: string, { example, rules }: Expected): RuleList | undefined {
  const elements = Object.keys(rules).filter((path) => path !== '$')
  if (elements.length === 0) return rules['$']
  const lists = [...new Map(Object.values(rules).map((list) => [canonical(list), list])).values()]
  const isUniform = new Set(elements.map((path) => canonical(rules[path]))).size === 1
  const isWhole = elements.includes('$[*]') || elements.length === textsOf(example).length
  const isAll = lists.length === 1 || lists.every(({ combine }) => combine === 'AND')
  if (!isUniform || !isWhole || !isAll) {
    throw new TypeError(`The values of "${name}" are matched by one rule: give each the same matcher, or none.`)
  }
  return { combine: lists[0]?.combine ?? 'AND', matchers: lists.flatMap(({ matchers }) => matchers) }
}

function present<Entry>(entries: readonly (readonly [string, Entry | undefined])[]): ByPath<Entry> {
  return Object.fromEntries(entries.flatMap(([name, entry]) => (entry === undefined ? [] : [[name, entry]])))
}

/** Values by name; an array is a name with several values. What is undefined is not there. */
export function namedParts(values: Readonly<Record<string, unknown>>): NamedParts {
  const parts = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): readonly [string, Expected] => [name, expectedOf(value)])
  return {
    values: Object.fromEntries(parts.map(([name, { example }]) => [name, textsOf(example)])),
    rules: present(parts.map(([name, expected]) => [name, oneRule(name, expected)])),
    generators: present(parts.map(([name, { generators }]) => [name, generators['$'] ?? generators['$[0]']])),
    notes: parts.flatMap(([, { notes }]) => notes),
  }
}

/** Without the rule of what a provider state gives: a consumer sends the example, and only a replay another. */
export function asSent({ rule, ...part }: OnePart): OnePart {
  return { ...part, ...(rule && !part.generator && { rule }) }
}

/** The same of each value. */
export function allAsSent(parts: NamedParts): NamedParts {
  const rules = Object.entries(parts.rules).filter(([name]) => !(name in parts.generators))
  return { ...parts, rules: Object.fromEntries(rules) }
}

/** Nothing instead of an empty object: what is not said is left out of a contract. */
export function unlessEmpty<Entries extends object>(entries: Entries): Entries | undefined {
  return Object.keys(entries).length === 0 ? undefined : entries
}
