/**
 * What a contract leaves open in an answer. Where it has a rule other than equality, values may be others; a rule for the
 * type is for all that is inside as well. What the example of the contract has is what its consumer reads; more may be
 * there, or not.
 */
import { type JsonObject, type JsonValue, isJsonObject, parseJson } from '../contract/json.ts'
import { objectOf, objectsIn, textIn } from '../provider/json-parts.ts'
import { type PatternStep, type Step, isAt, readPattern } from './against-path.ts'
import type { ReplayRequest } from './request.ts'

interface PathRule {
  readonly steps: readonly PatternStep[]
  readonly matches: readonly string[]
  /** One of them is enough. */
  readonly isChoice: boolean
}

/** What a contract says of the answer to an interaction. */
export interface Expectation {
  /** By name in lower case; of these the values may be others. */
  readonly openHeaders: ReadonlySet<string>
  /** By name in lower case. */
  readonly headers: readonly string[]
  /** Values at that path of the body may be others. */
  isOpen(path: readonly Step[]): boolean
  /** Even their type may be another. */
  isOfManyTypes(path: readonly Step[]): boolean
  /** The names in the object at that path are data. */
  isMap(path: readonly Step[]): boolean
  /** The consumer reads what is at that path. */
  isNamed(path: readonly Step[]): boolean
}

/** Version 2 has one rule without a list. */
function matchesOf(rule: JsonObject): readonly string[] {
  const { matchers } = rule
  const all = Array.isArray(matchers) ? objectsIn(matchers) : [rule]
  return all.map((one) => textIn(one, 'match') ?? ('min' in one || 'max' in one ? 'type' : 'equality'))
}

function ruleOf(path: string, rule: JsonValue): readonly PathRule[] {
  const steps = readPattern(path)
  if (!steps || !isJsonObject(rule)) return []
  return [{ steps, matches: matchesOf(rule), isChoice: rule['combine'] === 'OR' }]
}

/** Rules for the body: under their own name, or in version 2 with `$.body` before their paths. */
function bodyRules(rules: JsonObject): readonly PathRule[] {
  const old = Object.entries(rules)
    .filter(([path]) => /^\$\.body\b/.test(path))
    .map(([path, rule]) => [path.replace('$.body', '$'), rule] as const)
  return [...Object.entries(objectOf(rules['body'])), ...old].flatMap(([path, rule]) => ruleOf(path, rule))
}

const isEquality = (match: string): boolean => match === 'equality'

function openHeadersIn(rules: JsonObject): ReadonlySet<string> {
  const old = Object.entries(rules).flatMap(([path, rule]): readonly (readonly [string, JsonValue])[] => {
    const [, plain, quoted] = /^\$\.headers?(?:\.([\w-]+)|\[['"]([^'"]+)['"]\])/.exec(path) ?? []
    const name = plain ?? quoted
    return name === undefined ? [] : [[name, rule]]
  })
  const open = [
    ...Object.entries(objectOf(rules['header'])),
    ...Object.entries(objectOf(rules['headers'])),
    ...old,
  ].filter(([, rule]) => isJsonObject(rule) && !matchesOf(rule).every(isEquality))
  return new Set(open.map(([name]) => name.toLowerCase().replace(/\[\d+\]$/, '')))
}

/** Rules for what is inside as well. */
const CASCADING: ReadonlySet<string> = new Set(['type', 'values', 'eachKey', 'eachValue', 'arrayContains'])
const OF_MAPS: ReadonlySet<string> = new Set(['values', 'eachKey', 'eachValue'])

const wildcards = ({ steps }: PathRule): number => steps.filter((step) => typeof step === 'object').length

/** The rule for that path itself; of several the most exact. */
function ruleAt(rules: readonly PathRule[], path: readonly Step[]): PathRule | undefined {
  return rules.filter(({ steps }) => isAt(steps, path)).toSorted((one, other) => wildcards(one) - wildcards(other))[0]
}

/** The rule that counts at that path: its own, or the nearest around it that is for what is inside. */
function ruleFor(rules: readonly PathRule[], path: readonly Step[]): PathRule | undefined {
  const own = ruleAt(rules, path)
  if (own) return own
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const around = ruleAt(rules, path.slice(0, length))
    if (around) return around.matches.some((match) => CASCADING.has(match)) ? around : undefined
  }
  return undefined
}

/** What the example has at that path; all elements of a list are like its first. */
function exampleAt(example: unknown, path: readonly Step[]): unknown {
  let found = example
  for (const step of path) {
    if (typeof step === 'number') found = Array.isArray(found) ? (found[step] ?? found[0]) : undefined
    else found = isJsonObject(found) && Object.hasOwn(found, step) ? found[step] : undefined
  }
  return found
}

export function expectationOf({ planned, response }: ReplayRequest): Expectation {
  const rules = objectOf(objectOf(planned.interaction.source['response'])['matchingRules'])
  const ofBody = bodyRules(rules)
  const example = response.body && parseJson(Buffer.from(response.body).toString())
  return {
    openHeaders: openHeadersIn(rules),
    headers: response.headers.map(([name]) => name.toLowerCase()),
    isOpen: (path) => ruleFor(ofBody, path)?.matches.some((match) => !isEquality(match)) ?? false,
    isOfManyTypes(path) {
      const rule = ruleAt(ofBody, path)
      return rule !== undefined && (rule.isChoice || rule.matches.includes('null'))
    },
    isMap(path) {
      if (ruleAt(ofBody, path)?.matches.some((match) => OF_MAPS.has(match))) return true
      // A rule for any property: its names are not known.
      return Array.isArray(exampleAt(example, path)) ? false : ruleAt(ofBody, [...path, ANY_NAME]) !== undefined
    },
    isNamed: (path) => exampleAt(example, path) !== undefined,
  }
}

/** A name that no contract has: only a wildcard is for it. */
const ANY_NAME = '\u0000'
