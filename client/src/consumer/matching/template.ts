/**
 * Plain JSON with matchers and schemas anywhere inside. What is plain must be as it is; what is a matcher or a schema says
 * itself what else would do. Properties that are undefined are not there, as in `JSON.stringify`.
 */
import { together, placed } from './assemble.ts'
import type { Expected, JsonValue } from './expected.ts'
import { isMatcher } from './matcher.ts'
import { element, property, spoken } from './path.ts'
import { expectedOfSchema } from './schema.ts'
import { isStandardSchema } from './standard-schema.ts'
import { isVariants } from './variant-set.ts'

const constant = (example: JsonValue): Expected => ({ example, rules: {}, generators: {}, notes: [] })

/** What is expected of `value`, which is at `path` in the whole. */
export function expectedTemplate(value: unknown, path = '$'): Expected {
  if (isMatcher(value)) return value
  if (isVariants(value)) return value.shapes[0]?.expected ?? constant(null)
  if (isStandardSchema(value)) return expectedOfSchema(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return constant(value)
  if (typeof value === 'number' && Number.isFinite(value)) return constant(value)
  if (Array.isArray(value)) return expectedArray(value, path)
  if (isPlainObject(value)) return expectedObject(value, path)
  throw new TypeError(`${spoken(path)} has no JSON: ${advice(value)}`)
}

/** Elements, each as it is expected; those of `value` at these places and no others. */
function expectedArray(value: readonly unknown[], path: string): Expected {
  const parts = value.map((part, index) => expectedTemplate(part, element(path, index)))
  const isParsed = parts.some(({ parse }) => parse)
  return {
    example: parts.map(({ example }) => example),
    ...together(parts.map((part, index) => placed(part, element('$', index)))),
    ...(isParsed && { parse: (wire: unknown) => parseArray(parts, wire) }),
  }
}

function expectedObject(value: object, path: string): Expected {
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => [name, expectedTemplate(part, property(path, name))] as const)
  const isParsed = parts.some(([, { parse }]) => parse)
  return {
    example: Object.fromEntries(parts.map(([name, { example }]) => [name, example])),
    ...together(parts.map(([name, part]) => placed(part, property('$', name)))),
    ...(isParsed && { parse: (wire: unknown) => parseObject(parts, wire) }),
  }
}

function parseArray(parts: readonly Expected[], wire: unknown): unknown {
  if (!Array.isArray(wire)) throw new TypeError('an array was expected')
  return wire.map((value: unknown, index) => {
    const part = parts[index]
    return part?.parse ? part.parse(value) : value
  })
}

function parseObject(parts: readonly (readonly [string, Expected])[], wire: unknown): unknown {
  if (!isPlainObject(wire)) throw new TypeError('an object was expected')
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(wire))
  const parsed = parts.flatMap(([name, { parse }]) => (parse ? [[name, parse(values.get(name))]] : []))
  return { ...wire, ...Object.fromEntries(parsed) }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

function advice(value: unknown): string {
  if (value instanceof Date) return 'a Date is text on the wire: give value.toISOString(), or datetime()'
  if (typeof value === 'bigint') return 'a bigint is text or a number on the wire: give one of these'
  if (typeof value === 'number') return `${value} is not a JSON number`
  if (value === undefined) return 'it is undefined: give null, or leave it out'
  if (typeof value === 'object' && value !== null) {
    return `it is of the class ${value.constructor.name}: give a plain object, an array, a matcher or a schema`
  }
  return `it is a ${typeof value}: give JSON, a matcher or a schema`
}
