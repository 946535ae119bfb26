/**
 * Whether a matching rule says what else would do in the place of a value. The rule with the longest path that leads to
 * the value, or to what it is in, is the one that counts; `equality` is none. Specification 2 keeps all rules in one table
 * by path, 3 and 4 have one for each part of the message.
 */
import { type JsonObject, type JsonValue, isJsonObject } from '../contract/json.ts'
import { objectOf, objectsIn } from '../provider/json-parts.ts'
import { type JsonPath, parsePath } from './json-path.ts'

const PARTS = ['path', 'query', 'header', 'metadata', 'body', 'status'] as const
export type RuledPart = (typeof PARTS)[number]

interface RulesOfPath {
  readonly part: RuledPart
  readonly path: JsonPath
  readonly allowsOthers: boolean
}

export type MatchingRules = readonly RulesOfPath[]

function allowsOthers(rules: JsonValue): boolean {
  if (!isJsonObject(rules)) return false
  const matchers = Array.isArray(rules['matchers']) ? objectsIn(rules['matchers']) : [rules]
  return matchers.some(
    ({ match, ...options }) =>
      match !== 'equality' &&
      (match !== undefined ||
        options['min'] !== undefined ||
        options['max'] !== undefined ||
        options['regex'] !== undefined),
  )
}

const partNamed = (name: JsonValue | undefined): RuledPart | undefined => {
  if (name === 'headers') return 'header'
  return PARTS.find((part) => part === name)
}

function inOneTable([text, rules]: readonly [string, JsonValue]): MatchingRules {
  const [name, ...path] = parsePath(text)
  const part = partNamed(name)
  return part ? [{ part, path, allowsOthers: allowsOthers(rules) }] : []
}

function ofPart(part: RuledPart, rules: JsonObject): MatchingRules {
  if (rules['matchers'] !== undefined) return [{ part, path: [], allowsOthers: allowsOthers(rules) }]
  return Object.entries(rules).map(([text, inside]) => ({
    part,
    path: text.startsWith('$') ? parsePath(text) : [text],
    allowsOthers: allowsOthers(inside),
  }))
}

/** The rules of a request, of a response or of a message. */
export function readMatchingRules(value: JsonValue | undefined): MatchingRules {
  return Object.entries(objectOf(value)).flatMap(([name, rules]) => {
    if (name.startsWith('$')) return inOneTable([name, rules])
    const part = partNamed(name)
    return part && isJsonObject(rules) ? ofPart(part, rules) : []
  })
}

function isStep(step: string | number, other: string | number | undefined, part: RuledPart): boolean {
  if (step === '*') return other !== undefined
  return part === 'header' ? String(step).toLowerCase() === String(other).toLowerCase() : String(step) === String(other)
}

const exactness = ({ path }: RulesOfPath) => path.length * 2 - (path.includes('*') ? 1 : 0)

/** Whether values other than that of the contract are taken there. */
export function isRuled(rules: MatchingRules, part: RuledPart, path: JsonPath): boolean {
  const [best] = rules
    .filter((rule) => rule.part === part && rule.path.every((step, index) => isStep(step, path[index], part)))
    .toSorted((one, other) => exactness(other) - exactness(one))
  return best?.allowsOthers ?? false
}

/** Whether any value of that part is: in text that is not JSON, the paths are those of another notation. */
export function isPartRuled(rules: MatchingRules, part: RuledPart): boolean {
  return rules.some((rule) => rule.part === part && rule.allowsOthers)
}
