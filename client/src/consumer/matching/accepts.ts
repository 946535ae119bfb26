/** Whether a value fits what a schema says. Checks in code are not known here: the schema itself has the last word. */
import type { JsonObject, JsonValue } from './expected.ts'
import { isRecord } from './json-schema-terms.ts'
import { type NumberPart, type ObjectPart, type Part, type TextPart, resolved } from './part.ts'
import { regExpOf } from './pattern.ts'

export function accepts(part: Part, value: JsonValue): boolean {
  const said = resolved(part)
  switch (said.kind) {
    case 'anything':
      return true
    case 'nothing':
      return false
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'text':
      return typeof value === 'string' && isText(said, value)
    case 'number':
      return typeof value === 'number' && isNumber(said, value)
    case 'values':
      return said.values.some((one) => one === value)
    case 'union':
      return said.options.some((option) => accepts(option, value))
    case 'array':
      return isArray(value) && isWithin(value.length, said) && value.every((inside) => accepts(said.element, inside))
    case 'tuple':
      return isArray(value) && isTuple([said.elements, said.rest, said.min], value)
    case 'record':
      return isJsonObject(value) && Object.entries(value).every(([, inside]) => accepts(said.values, inside))
    case 'object':
      return isJsonObject(value) && isObject(said, value)
  }
}

function isWithin(size: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return size >= min && size <= max
}

function isText(part: TextPart, text: string): boolean {
  // As JSON Schema counts, and the core: 🙂 is one character.
  return isWithin(Array.from(text).length, part) && part.patterns.every((pattern) => regExpOf(pattern).test(text))
}

function isNumber(part: NumberPart, value: number): boolean {
  if (part.isWhole && !Number.isInteger(value)) return false
  const isAtEdge = (part.isAbove && value === part.min) || (part.isBelow && value === part.max)
  if (!isWithin(value, part) || isAtEdge) return false
  // As far as numbers with a fraction can tell: 0.3 is a multiple of 0.1.
  return part.steps.every((step) => Math.abs(value / step - Math.round(value / step)) < 1e-9)
}

type TupleSaid = readonly [elements: readonly Part[], rest: Part | undefined, min: number]

function isTuple([elements, rest, min]: TupleSaid, value: readonly JsonValue[]): boolean {
  if (value.length < min) return false
  return value.every((inside, index) => {
    const part = elements[index] ?? rest
    return part !== undefined && accepts(part, inside)
  })
}

function isObject({ properties, others }: ObjectPart, value: JsonObject): boolean {
  const fits = properties.every(({ name, isRequired, part }) => {
    const inside = value[name]
    return inside === undefined ? !isRequired : accepts(part, inside)
  })
  const names = new Set(properties.map(({ name }) => name))
  const unnamed = Object.entries(value).filter(([name]) => !names.has(name))
  if (!fits || others === 'any') return fits
  return others === 'none' ? unnamed.length === 0 : unnamed.every(([, inside]) => accepts(others, inside))
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return isRecord(value)
}
