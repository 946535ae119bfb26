import { type JsonValue, isJsonObject } from '../contract/json.ts'
import type { JsonPath } from './json-path.ts'

/** A value that has no others in it, or the name of a member. */
export interface Leaf {
  readonly path: JsonPath
  readonly value: string | number | boolean | null
  /** It is the last name of the path, not what is there. */
  readonly isName: boolean
}

/** A number that parseExactly kept as it was written. */
function exactNumber(value: JsonValue): string | undefined {
  if (!isJsonObject(value) || Object.getPrototypeOf(value) !== null) return undefined
  const { rawJSON } = value
  return typeof rawJSON === 'string' ? rawJSON : undefined
}

const scalar = (path: JsonPath, value: Leaf['value']): readonly Leaf[] => [{ path, value, isName: false }]

/** Every leaf of a value which is at that path. Empty lists and objects have none. */
export function leavesOf(value: JsonValue | undefined, path: JsonPath): readonly Leaf[] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null) return scalar(path, value)
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => leavesOf(item, [...path, index]))
  const exact = exactNumber(value)
  if (exact !== undefined) return scalar(path, exact)
  return Object.entries(value).flatMap(([name, inside]: [string, JsonValue]) => {
    const at = [...path, name]
    return [{ path: at, value: name, isName: true }, ...leavesOf(inside, at)]
  })
}
