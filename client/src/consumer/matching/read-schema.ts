/** JSON Schema read into parts: references are followed when they are needed, what must all hold is merged first. */
import type { JsonValue } from './expected.ts'
import { type JsonSchema, PATTERNS, REFINED, isRecord } from './json-schema-terms.ts'
import { asList, mergedSchemas } from './merge-schemas.ts'
import { type Part, type Scalar, type TextPart, resolved, withValuesTogether } from './part.ts'
import { patternOfFormat } from './formats.ts'
import type { Pattern } from './pattern.ts'

/** Reads the part at a pointer: a reference back to what is being read stays a reference. */
interface Reader {
  readonly root: JsonSchema
  readonly known: Map<string, Part>
}

/** What `document`, a JSON Schema with its definitions, says. */
export function partOf(document: JsonSchema): Part {
  return read(document, { root: document, known: new Map() })
}

const ANNOTATIONS = new Set(['$schema', '$defs', 'definitions', '$id', 'id', 'title', 'description', 'deprecated'])
const EXAMPLES = new Set(['examples', 'example', 'default'])

function read(schema: unknown, reader: Reader): Part {
  if (schema === false) return { kind: 'nothing', ...nothingSaid }
  if (!isRecord(schema)) return { kind: 'anything', ...nothingSaid }
  const { $ref, allOf, ...rest } = schema
  if (Array.isArray(allOf) || (typeof $ref === 'string' && hasRules(rest))) return read(flat(schema, reader), reader)
  if (typeof $ref === 'string')
    return { ...saidBy(schema), kind: 'reference', pointer: $ref, to: () => at($ref, reader) }
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return readUnion(schema, options, reader)
  if (Array.isArray(schema.type)) {
    const byType = schema.type.map((type: unknown) => ({ ...withoutExamples(schema), type }))
    return readUnion(pick(schema, EXAMPLES), byType, reader)
  }
  return readOne(schema, reader)
}

const nothingSaid = { examples: [], isRefined: false } as const

function saidBy(schema: JsonSchema) {
  const examples = [...asList(schema.examples), ...asList(schema.example)]
  const all = schema.default === undefined ? examples : [...examples, schema.default]
  return { examples: all.filter(isJson), isRefined: schema[REFINED] === true }
}

function hasRules(schema: JsonSchema): boolean {
  return Object.keys(schema).some(
    (keyword) => !ANNOTATIONS.has(keyword) && !EXAMPLES.has(keyword) && keyword !== REFINED,
  )
}

/** One schema for all of `allOf`, and for what stands beside it. */
function flat(schema: JsonSchema, reader: Reader): JsonSchema {
  const { allOf, $ref, ...rest } = schema
  const target = typeof $ref === 'string' ? [definition($ref, reader)] : []
  const members = [...target, ...asList(allOf)].filter(isRecord).map((member) => flat(member, reader))
  return members.reduce(mergedSchemas, rest)
}

function definition(pointer: string, { root }: Reader): unknown {
  const names = pointer.replace(/^#\/?/, '').split('/').filter(Boolean)
  const unescaped = names.map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
  return unescaped.reduce<unknown>((inside, name) => (isRecord(inside) ? inside[name] : undefined), root)
}

function at(pointer: string, reader: Reader): Part {
  const known = reader.known.get(pointer) ?? read(definition(pointer, reader), reader)
  reader.known.set(pointer, known)
  return known
}

/** What stands beside the options holds for each of them. */
function readUnion(schema: JsonSchema, options: readonly unknown[], reader: Reader): Part {
  const { anyOf: _, oneOf: __, ...beside } = schema
  const shared = withoutExamples(beside)
  const parts = options.map((option) => read(hasRules(shared) ? { allOf: [shared, option] } : option, reader))
  const flatOptions = parts.flatMap((part) =>
    part.kind === 'union' && part.examples.length === 0 ? part.options : [part],
  )
  const possible = withValuesTogether(flatOptions).filter(({ kind }) => kind !== 'nothing')
  if (JSON_KINDS.every((kind) => possible.some((part) => part.kind === kind)))
    return { ...saidBy(schema), kind: 'anything' }
  const [only, another] = possible
  if (!only) return { ...saidBy(schema), kind: 'nothing' }
  if (!another) return { ...only, examples: [...saidBy(schema).examples, ...only.examples] }
  const nulls = possible.filter(({ kind }) => kind === 'null')
  return {
    ...saidBy(schema),
    kind: 'union',
    options: [...possible.filter(({ kind }) => kind !== 'null'), ...nulls.slice(0, 1)],
  }
}

const JSON_KINDS = ['text', 'number', 'boolean', 'null', 'array', 'record'] as const

function readOne(schema: JsonSchema, reader: Reader): Part {
  const said = saidBy(schema)
  const values = schema.const === undefined ? schema.enum : [schema.const]
  if (Array.isArray(values)) return { ...said, kind: 'values', values: values.filter(isScalar) }
  if (isRecord(schema.not) && Object.keys(schema.not).length === 0) return { ...said, kind: 'nothing' }
  switch (schema.type ?? impliedType(schema)) {
    case 'string':
      return readText(schema)
    case 'number':
    case 'integer':
      return readNumber(schema)
    case 'boolean':
      return { ...said, kind: 'boolean' }
    case 'null':
      return { ...said, kind: 'null' }
    case 'array':
      return readArray(schema, reader)
    case 'object':
      return readObject(schema, reader)
    default:
      return { ...said, kind: 'anything' }
  }
}

/** Keywords without a type: they are about values of one type, and schema libraries mean that type. */
function impliedType({ properties, items, prefixItems, pattern, minLength, minimum }: JsonSchema): string | undefined {
  if (properties !== undefined) return 'object'
  if (items !== undefined || prefixItems !== undefined) return 'array'
  if (pattern !== undefined || minLength !== undefined) return 'string'
  return minimum === undefined ? undefined : 'number'
}

function readText(schema: JsonSchema): TextPart {
  const format = [schema.format, schema.contentEncoding].find((name) => typeof name === 'string')
  const given = patternsIn(schema)
  const ofFormat = given.length === 0 && format !== undefined ? patternOfFormat(format) : undefined
  const patterns = ofFormat === undefined ? given : [{ source: `^(?:${ofFormat})$`, flags: '' }]
  return {
    ...saidBy(schema),
    kind: 'text',
    patterns,
    format,
    min: numberIn(schema.minLength, 0),
    max: numberIn(schema.maxLength, Infinity),
  }
}

function patternsIn(schema: JsonSchema): readonly Pattern[] {
  const withFlags = asList(schema[PATTERNS]).filter(isPattern)
  if (withFlags.length > 0) return withFlags
  return asList(schema.pattern).flatMap((source) => (typeof source === 'string' ? [{ source, flags: '' }] : []))
}

function readNumber(schema: JsonSchema): Part {
  const above = numberIn(schema.exclusiveMinimum, -Infinity)
  const below = numberIn(schema.exclusiveMaximum, Infinity)
  const least = numberIn(schema.minimum, -Infinity)
  const most = numberIn(schema.maximum, Infinity)
  // What a float can hold is no bound.
  const isFloat = Number.isFinite(most) && most > 1e38 && least < -1e38
  return {
    ...saidBy(schema),
    kind: 'number',
    isWhole: schema.type === 'integer',
    min: isFloat ? -Infinity : Math.max(above, least),
    max: isFloat ? Infinity : Math.min(below, most),
    isAbove: above >= least && above !== -Infinity,
    isBelow: below <= most && below !== Infinity,
    steps: asList(schema.multipleOf).filter((step) => typeof step === 'number'),
  }
}

function readArray(schema: JsonSchema, reader: Reader): Part {
  const min = numberIn(schema.minItems, 0)
  if (!Array.isArray(schema.prefixItems)) {
    return {
      ...saidBy(schema),
      kind: 'array',
      element: read(schema.items, reader),
      min,
      max: numberIn(schema.maxItems, Infinity),
    }
  }
  const elements = schema.prefixItems.map((item: unknown) => read(item, reader))
  const isClosed = schema.items === false || schema.items === undefined
  return { ...saidBy(schema), kind: 'tuple', elements, rest: isClosed ? undefined : read(schema.items, reader), min }
}

function readObject(schema: JsonSchema, reader: Reader): Part {
  const { properties, propertyNames, additionalProperties, patternProperties } = schema
  const keys = propertyNames === undefined ? undefined : resolved(read(propertyNames, reader))
  // A record with listed keys is an object.
  const listed = keys?.kind === 'values' ? keys.values.map((name) => [String(name), additionalProperties] as const) : []
  const named = [...Object.entries(isRecord(properties) ? properties : {}), ...listed]
  const required = new Set(asList(schema.required))
  if (named.length > 0) {
    const parts = named.map(([name, inside]) => ({ name, isRequired: required.has(name), part: read(inside, reader) }))
    const others = listed.length > 0 ? 'none' : othersOf(additionalProperties, reader)
    return { ...saidBy(schema), kind: 'object', properties: parts, others }
  }
  const [pattern, ...more] = isRecord(patternProperties) ? Object.entries(patternProperties) : []
  const values = pattern && more.length === 0 ? pattern[1] : additionalProperties
  const isRecordOf = (keys !== undefined || pattern !== undefined || isRecord(values)) && values !== false
  if (!isRecordOf || (isRecord(values) && Object.keys(values).length === 0 && keys === undefined)) {
    return { ...saidBy(schema), kind: 'object', properties: [], others: othersOf(additionalProperties, reader) }
  }
  const ofPattern = readText(pattern ? { type: 'string', pattern: pattern[0] } : {})
  return {
    ...saidBy(schema),
    kind: 'record',
    keys: keys?.kind === 'text' ? keys : ofPattern,
    values: read(values, reader),
    min: numberIn(schema.minProperties, 0),
  }
}

function othersOf(additional: unknown, reader: Reader): 'any' | 'none' | Part {
  if (additional === false) return 'none'
  if (!isRecord(additional)) return 'any'
  const part = read(additional, reader)
  return part.kind === 'anything' ? 'any' : part
}

const numberIn = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise)

function pick(schema: JsonSchema, keywords: ReadonlySet<string>): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keywords.has(keyword)))
}

function withoutExamples(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !EXAMPLES.has(keyword)))
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function isPattern(value: unknown): value is Pattern {
  return isRecord(value) && typeof value.source === 'string' && typeof value.flags === 'string'
}

/** JSON Schemas are JSON, and so are their examples, unless somebody put a date there. */
function isJson(value: unknown): value is JsonValue {
  if (isScalar(value)) return typeof value !== 'number' || Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  const isPlain = isRecord(value) && Object.getPrototypeOf(value) === Object.prototype
  return isPlain && Object.values(value).every(isJson)
}
