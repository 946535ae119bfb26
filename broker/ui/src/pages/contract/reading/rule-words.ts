/**
 * A matching rule in few words: what else would do in the place of the value in the contract. Specification 2 has one
 * rule for a path, 3 and 4 a list that is combined by `and` or `or`. A rule that nobody here has heard of, of a plugin
 * for example, is shown as it is written.
 */
import { type Members, inline, isMembers, listOf, membersOf, textOf } from './json.ts'

const simple: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  decimal: 'any decimal number',
  equality: 'exactly this',
  integer: 'any integer',
  notEmpty: 'not empty',
  null: 'null',
  number: 'any number',
  semver: 'any semantic version',
  values: 'each value like this',
}

const typeWords: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  number: 'any number',
  object: 'like this',
  string: 'any text',
}

const moments: Readonly<Record<string, string>> = {
  date: 'date',
  datetime: 'date and time',
  time: 'time',
  timestamp: 'date and time',
}

const statuses: Readonly<Record<string, string>> = {
  clientError: 'any 4xx',
  error: 'any 4xx or 5xx',
  information: 'any 1xx',
  nonError: 'any below 400',
  redirect: 'any 3xx',
  serverError: 'any 5xx',
  success: 'any 2xx',
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)

function lengthText({ min, max }: { readonly min: number | undefined; readonly max: number | undefined }): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`
  return min === undefined ? `at most ${max}` : `at least ${min}`
}

function likeText(rule: Members, value: unknown): string {
  const length = { min: numberOf(rule['min']), max: numberOf(rule['max']) }
  if (length.min !== undefined || length.max !== undefined) return `each like this, ${lengthText(length)}`
  if (Array.isArray(value)) return 'each like this'
  return (value === null ? undefined : typeWords[typeof value]) ?? 'same type'
}

function statusText({ status }: Members): string {
  if (Array.isArray(status)) return `any of ${status.map(inline).join(', ')}`
  return statuses[inline(status)] ?? inline(status)
}

function nestedText(rule: Members): string {
  return listOf(rule['rules'])
    .map((nested) => rulesText(nested, undefined))
    .join(' and ')
}

function momentText(kind: string, rule: Members): string | undefined {
  const name = moments[kind]
  const format = textOf(rule['format']) ?? textOf(rule[kind])
  return name && (format === undefined ? name : `${name} ${format}`)
}

function unknownText({ match, ...rest }: Members): string {
  const options = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`
  return `${inline(match ?? 'rule')}${options}`
}

const special: Readonly<Record<string, (rule: Members, value: unknown) => string>> = {
  arrayContains: (rule) => `with at least these ${listOf(rule['variants']).length} kinds`,
  contentType: (rule) => `content of type ${inline(rule['value'])}`,
  eachKey: (rule) => `each key ${nestedText(rule)}`,
  eachValue: (rule) => `each value ${nestedText(rule)}`,
  include: (rule) => `contains ${inline(rule['value'])}`,
  regex: (rule) => `matches ${inline(rule['regex'])}`,
  statusCode: (rule) => statusText(rule),
  type: likeText,
}

/** Older libraries leave out what is plain from the options. */
function kindOf(rule: Members): string {
  const match = textOf(rule['match'])
  if (match !== undefined) return match
  if (rule['regex'] !== undefined) return 'regex'
  if (rule['min'] !== undefined || rule['max'] !== undefined) return 'type'
  return Object.keys(moments).find((name) => rule[name] !== undefined) ?? ''
}

function ruleText(rule: Members, value: unknown): string {
  const kind = kindOf(rule)
  return special[kind]?.(rule, value) ?? simple[kind] ?? momentText(kind, rule) ?? unknownText(rule)
}

/** The rule of a path, or its rules, for the value that the contract has there. */
export function rulesText(rules: unknown, value: unknown): string {
  const { matchers, combine } = membersOf(rules)
  const list = Array.isArray(matchers) ? matchers.filter(isMembers) : [membersOf(rules)]
  const texts = [...new Set(list.map((rule) => ruleText(rule, value)))]
  return texts.join(combine === 'OR' ? ' or ' : ' and ')
}
