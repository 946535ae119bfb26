/** What all that reads JSON Schema shares. */
import { element, property } from './path.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** Our own keywords: a check in code, patterns with their flags. */
export const REFINED = 'x-tallystick-refined'
export const PATTERNS = 'x-tallystick-patterns'

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A path in the JSON Schema, as a path in values: `properties, items, items, properties, id` is `$.items[*].id`. */
export function pathOf([keyword, next, ...rest]: readonly (string | number)[], path = '$'): string {
  switch (keyword) {
    case undefined:
      return path
    case 'properties':
      return pathOf(rest, property(path, String(next)))
    case 'prefixItems':
      return pathOf(rest, element(path, Number(next)))
    case 'anyOf':
    case 'oneOf':
    case 'allOf':
      return pathOf(rest, path)
    case 'items':
      return pathOf(next === undefined ? [] : [next, ...rest], element(path, '*'))
    default:
      return pathOf(next === undefined ? [] : [next, ...rest], keyword === 'additionalProperties' ? `${path}.*` : path)
  }
}
