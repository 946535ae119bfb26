import type { JsonObject, JsonValue } from '../consumer/matching/expected.ts'

export type { JsonObject, JsonValue }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of JSON text; undefined for other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Names in the order of their code units, at every depth; what is undefined is left out. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inside]) => inside !== undefined)
  return Object.fromEntries(
    entries.toSorted(([one], [other]) => compareText(one, other)).map(([name, inside]) => [name, ordered(inside)]),
  )
}

/** By code units: the same order on every machine, whatever its locale. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The same text for the same value, whoever made it: to compare, to sort, to hash. */
export function canonical(value: unknown): string {
  return JSON.stringify(ordered(value))
}

/** What a contract file holds, to the last byte. */
export function fileText(value: unknown): string {
  return `${JSON.stringify(ordered(value), null, 2)}\n`
}
