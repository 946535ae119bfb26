/**
 * Objects. The core has no optional property: one in the example must be in the reply. Where all are optional, though, a
 * rule for the names alone makes it look only at those that are there. Properties that are not named may be there, but
 * cannot be measured, nor refused.
 */
import { accepts, isJsonObject } from './accepts.ts'
import { placed } from './assemble.ts'
import { type Built, DEEPER, type Place, composed, noted } from './built.ts'
import { choiceOfPresence } from './choice.ts'
import type { Expected, JsonValue, Rule, RuleList } from './expected.ts'
import { type ObjectPart, type PropertyPart, type RecordPart, isScalarPart, resolved } from './part.ts'
import { oneOf } from './pattern.ts'
import { property } from './path.ts'
import { scalarExample } from './scalar-example.ts'
import { ANYTHING, namesThatFit, rulesOf } from './scalar-rules.ts'

const ABSENT = 'absent'

export function buildObject(part: ObjectPart, place: Place): Built {
  const parts = part.properties.map((one) => ({ ...one, built: buildProperty(one, place) }))
  if (parts.some(({ built, isRequired }) => built === undefined && isRequired)) return undefined
  const present = parts.flatMap(({ name, built }) => (built === undefined || built === ABSENT ? [] : [{ name, built }]))
  const isOpen = !place.choose && present.length > 0 && part.properties.every(({ isRequired }) => !isRequired)
  const example = Object.fromEntries(present.map(({ name, built }) => [name, built.example]))
  const inside = present.map(({ name, built }) => placed(built, property('$', name)))
  const whole = composed(example, inside, isOpen ? namesOnly(part) : undefined)
  const optional = parts.filter(({ isRequired, built }) => !isRequired && built !== undefined)
  const isCut = parts.some(({ built, part: { kind } }) => built === undefined && kind !== 'nothing')
  const cut = isCut ? noted(whole, 'recursion', DEEPER) : whole
  const extra = extraNote(part, isOpen)
  const noteOfExtra = extra === undefined ? cut : noted(cut, 'extra', extra)
  return isOpen || place.choose ? noteOfExtra : optional.reduce(withOptionalNote, noteOfExtra)
}

function buildProperty({ name, isRequired, part }: PropertyPart, place: Place): Built | typeof ABSENT {
  const path = property(place.path, name)
  const given = isJsonObject(place.given) ? place.given[name] : undefined
  const isChosen = !isRequired && place.choose !== undefined && part.kind !== 'nothing'
  if (isChosen && place.choose?.(choiceOfPresence(path)) === 1) return ABSENT
  // Who gives an example without it means it so.
  const isLeftOut = !isRequired && !place.choose && isJsonObject(place.given) && given === undefined
  if (isLeftOut) return ABSENT
  return place.build(part, { ...place, path, hint: name, given })
}

function withOptionalNote(whole: Expected, { name, built }: { name: string; built: unknown }): Expected {
  const says = built === ABSENT ? 'it may be there, the contract is without' : OPTIONAL
  return { ...whole, notes: [...whole.notes, { path: property('$', name), kind: 'optional', says }] }
}

const OPTIONAL = 'it may be absent, the contract has it: variants(…) covers replies without it as well'

/** A rule for the names, under which none of them must be there. */
function namesOnly({ properties, others }: ObjectPart): RuleList {
  const names = properties.map(({ name }) => name)
  const rule: Rule = others === 'none' ? { match: 'regex', regex: oneOf(names) } : ANYTHING
  return { combine: 'AND', matchers: [namesThatFit([rule])] }
}

function extraNote({ others }: ObjectPart, isOpen: boolean): string | undefined {
  if (others === 'any') return undefined
  if (others === 'none') return isOpen ? undefined : 'the schema refuses other properties, a contract takes them'
  return 'the schema says what other properties are, a contract takes any'
}

export function buildRecord(part: RecordPart, place: Place): Built {
  const given = isJsonObject(place.given) ? Object.entries(place.given) : []
  const keys = given.length > 0 ? given : exampleKeys(part).map((name) => [name, undefined] as const)
  const inside = { ...place, path: `${place.path}.*` }
  const built = keys.map(
    ([hint, value]) => [hint, place.build(part.values, { ...inside, hint, given: value })] as const,
  )
  const present = built.filter((entry): entry is [string, Expected] => entry[1] !== undefined)
  const [first] = present
  if (!first) return part.min > 0 ? undefined : noted(composed({}, []), 'recursion', DEEPER)
  const example: JsonValue = Object.fromEntries(present.map(([name, { example: value }]) => [name, value]))
  if (!isOfKinds(part)) return composed(example, [placed(first[1], '$.*')], rulesOfRecord(part))
  const byName = present.map(([name, value]) => placed(value, property('$', name)))
  return noted(composed(example, byName, rulesOfNames(part)), 'union', BY_NAME)
}

const BY_NAME = 'its values may be of several kinds: only those with a name of the example are measured'

/** Whether its values may be of kinds that rules cannot say at once: the rules of one would refuse the others. */
function isOfKinds({ values }: RecordPart): boolean {
  const part = resolved(values)
  return part.kind === 'union' && !part.options.every((option) => isScalarPart(resolved(option)))
}

/** Under a rule for the names, none of those in the example must be there, and others may be of any kind. */
function rulesOfNames({ keys }: RecordPart): RuleList {
  const [, ...patterns] = rulesOf(keys)
  return { combine: 'AND', matchers: [namesThatFit(patterns.length === 0 ? [ANYTHING] : patterns)] }
}

function exampleKeys({ keys, min }: RecordPart): readonly string[] {
  const isNumeric = !accepts(keys, 'key') && accepts(keys, '1')
  const numbers = Array.from({ length: Math.max(1, min) }, (_, index) => index + 1)
  const names = numbers.map((number) =>
    scalarExample(keys, isNumeric ? `${number}` : number === 1 ? 'key' : `key${number}`),
  )
  return [...new Set(names)].filter((name) => typeof name === 'string')
}

function rulesOfRecord({ keys }: RecordPart): RuleList {
  const values: Rule = { match: 'values' }
  const [, ...patterns] = rulesOf(keys)
  if (patterns.length === 0) return { combine: 'AND', matchers: [values] }
  return { combine: 'AND', matchers: [values, namesThatFit(patterns)] }
}
