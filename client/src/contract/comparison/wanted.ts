/**
 * Whether whatever did before still does, judged by two rules with their examples and without a value of a provider.
 * Exactly one value does where the newer rule takes it. A type takes all rules for values of that type; a rule for some
 * values of a type does not take all of the type. Two different patterns, dates or the like cannot be compared: unknown.
 * Of rules that all have to hold, one that is wide enough is enough on the older side, and on the newer side all have to
 * be; where one of several is enough, it is the other way round.
 */
import { type JsonObject, type JsonValue, canonical, isJsonObject } from '../json.ts'
import type { Acceptance } from './part-rules.ts'

/** An example, and what else would do. */
export interface Wanted extends Acceptance {
  readonly example: JsonValue
}

export type Answer = 'yes' | 'no' | 'unknown'

/** In characters. */
const MAX_SHOWN = 80

export type JsonType = 'text' | 'number' | 'boolean' | 'null' | 'list' | 'object'

export function typeOf(value: JsonValue): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (isJsonObject(value)) return 'object'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'number' : 'boolean'
}

/** One matcher with its example. Without rules it is `equality`. */
interface Term {
  readonly match: string
  readonly options: JsonObject
  readonly example: JsonValue
}

function termsOf({ matchers, example }: Wanted): readonly Term[] {
  if (matchers.length === 0) return [{ match: 'equality', options: {}, example }]
  // How many elements a list has is judged where lists are.
  return matchers.map(({ match, min: _min, max: _max, ...options }) => ({ match, options, example }))
}

const TYPES = new Map<string, JsonType>(
  Object.entries({
    number: 'number',
    integer: 'number',
    decimal: 'number',
    boolean: 'boolean',
    null: 'null',
    regex: 'text',
    include: 'text',
    date: 'text',
    time: 'text',
    timestamp: 'text',
    datetime: 'text',
    semver: 'text',
    values: 'object',
    eachKey: 'object',
    eachValue: 'object',
    arrayContains: 'list',
  }),
)

const typeOfTerm = ({ match, example }: Term): JsonType => TYPES.get(match) ?? typeOf(example)

/** Text as it is, other values as JSON. */
export const plainText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const answer = (isTrue: boolean): Answer => (isTrue ? 'yes' : 'no')

/** Whether a rule takes one value. */
function takes(term: Term, value: JsonValue): Answer {
  if (typeOfTerm(term) !== typeOf(value)) return term.match === 'regex' && typeOf(value) === 'number' ? 'unknown' : 'no'
  switch (term.match) {
    case 'type':
    case 'number':
    case 'boolean':
    case 'null':
      return 'yes'
    case 'equality':
      return answer(canonical(term.example) === canonical(value))
    case 'integer':
      return answer(Number.isInteger(value))
    case 'decimal':
      // 1.0 is one as well, and reads as 1.
      return Number.isInteger(value) ? 'unknown' : 'yes'
    case 'include':
      return answer(plainText(value).includes(plainText(term.options['value'])))
    case 'notEmpty':
      return answer(!['""', '[]', '{}'].includes(canonical(value)))
    default:
      return canonical(term.example) === canonical(value) ? 'yes' : 'unknown'
  }
}

const WHOLE_TYPE = new Set(['type', 'boolean', 'null', 'number'])
const NUMBERS = new Set(['integer', 'decimal'])

function isSame(one: Term, other: Term): boolean {
  if (one.match !== other.match || canonical(one.options) !== canonical(other.options)) return false
  if (one.match === 'equality') return canonical(one.example) === canonical(other.example)
  return typeOfTerm(one) === typeOfTerm(other)
}

function isWithin(before: Term, after: Term): Answer {
  if (isSame(before, after)) return 'yes'
  if (before.match === 'equality') return takes(after, before.example)
  if (after.match === 'equality' || typeOfTerm(before) !== typeOfTerm(after)) return 'no'
  if (WHOLE_TYPE.has(after.match)) return 'yes'
  if (WHOLE_TYPE.has(before.match)) return 'no'
  if (NUMBERS.has(before.match) && NUMBERS.has(after.match)) return 'no'
  const isPart = plainText(before.options['value']).includes(plainText(after.options['value']))
  return before.match === 'include' && after.match === 'include' && isPart ? 'yes' : 'unknown'
}

function leastOf(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no'
  return answers.includes('unknown') ? 'unknown' : 'yes'
}

function mostOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  // None of them alone; whether all of them together is another question.
  return answers.length === 1 && answers[0] === 'no' ? 'no' : 'unknown'
}

/** Whether all that did before does now. */
export function isTaken(before: Wanted, after: Wanted): Answer {
  const [older, newer] = [termsOf(before), termsOf(after)]
  const byAll = (term: Term) => {
    const answers = older.map((one) => isWithin(one, term))
    return before.isAny ? leastOf(answers) : mostOf(answers)
  }
  const answers = newer.map(byAll)
  return after.isAny ? mostOf(answers) : leastOf(answers)
}

export function shorten(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
}

const jsonText = (value: JsonValue) => shorten(JSON.stringify(value))

const NAMES = new Map<string, string>(
  Object.entries({
    number: 'any number',
    integer: 'any whole number',
    decimal: 'any decimal number',
    boolean: 'true or false',
    null: 'null',
    notEmpty: 'anything but nothing',
    semver: 'a semantic version',
    arrayContains: 'a list that holds certain elements',
    values: 'an object with any names',
    eachKey: 'an object with names of a kind',
    eachValue: 'an object with values of a kind',
  }),
)

function termText({ match, options, example }: Term): string {
  const format = options['format'] ?? options[match]
  const formatText = typeof format === 'string' ? ` as ${format}` : ''
  switch (match) {
    case 'type':
      return typeOf(example) === 'null' ? 'null' : `any ${typeOf(example)}`
    case 'regex':
      return `text like /${shorten(plainText(options['regex']))}/`
    case 'include':
      return `text with ${JSON.stringify(options['value'])} in it`
    case 'date':
    case 'time':
      return `a ${match}${formatText}`
    case 'timestamp':
    case 'datetime':
      return `a date and time${formatText}`
    default:
      return NAMES.get(match) ?? `what the rule ${match} takes`
  }
}

/** What is wanted, for people. */
export function wantedText(wanted: Wanted): string {
  if (wanted.matchers.length === 0) return jsonText(wanted.example)
  const rules = termsOf(wanted).map(termText)
  return `${rules.join(wanted.isAny ? ' or ' : ' and ')}, such as ${jsonText(wanted.example)}`
}
