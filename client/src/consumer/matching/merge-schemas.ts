/** Two JSON Schemas that a value must both fit, as one. What only one of them says, stays; what both say, holds twice. */
import { type JsonSchema, isRecord } from './json-schema-terms.ts'

type Merge = (one: unknown, other: unknown) => unknown

const larger: Merge = (one, other) => Math.max(Number(one), Number(other))
const smaller: Merge = (one, other) => Math.min(Number(one), Number(other))
const joined: Merge = (one, other) => [...asList(one), ...asList(other)]
const both: Merge = (one, other) => ({ allOf: [one, other] })

const MERGES: Readonly<Record<string, Merge>> = {
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  pattern: joined,
  multipleOf: joined,
  required: joined,
  examples: joined,
  allOf: joined,
  items: both,
  propertyNames: both,
  type: commonType,
  enum: (one, other) => asList(one).filter((value) => asList(other).includes(value)),
  properties: (one, other) => mergedProperties(asRecord(one), asRecord(other)),
  additionalProperties: (one, other) => (isRecord(one) && isRecord(other) ? both(one, other) : (one ?? other)),
  anyOf: product,
  oneOf: product,
}

export function mergedSchemas(one: JsonSchema, other: JsonSchema): JsonSchema {
  const keywords = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries(
    [...keywords].map((keyword) => {
      if (one[keyword] === undefined) return [keyword, other[keyword]]
      if (other[keyword] === undefined) return [keyword, one[keyword]]
      return [keyword, MERGES[keyword]?.(one[keyword], other[keyword]) ?? one[keyword]]
    }),
  )
}

/** One value or several, as a list. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

const asRecord = (value: unknown): JsonSchema => (isRecord(value) ? value : {})

function mergedProperties(one: JsonSchema, other: JsonSchema): JsonSchema {
  const shared = Object.keys(one).filter((name) => name in other)
  return { ...one, ...other, ...Object.fromEntries(shared.map((name) => [name, both(one[name], other[name])])) }
}

/** An integer is a number. */
function commonType(one: unknown, other: unknown): unknown {
  const others = asList(other)
  const common = asList(one).flatMap((type) => {
    if (others.includes(type)) return [type]
    const isNumeric =
      (type === 'number' && others.includes('integer')) || (type === 'integer' && others.includes('number'))
    return isNumeric ? ['integer'] : []
  })
  return common.length === 1 ? common[0] : common
}

/** Any of these and any of those. */
function product(one: unknown, other: unknown): unknown {
  return asList(one).flatMap((left) => asList(other).map((right) => both(left, right)))
}
