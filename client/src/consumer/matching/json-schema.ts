/**
 * The JSON Schema of a schema: what goes over the wire before it is parsed. Libraries give it themselves. Of zod it is
 * asked for more, since its JSON Schema says nothing of flags, and of checks in code; and what zod cannot put on a wire is
 * refused where the schema is used, with its path.
 */
import { element, property, spoken } from './path.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** Our own keywords in the JSON Schema of zod. */
export const REFINED = 'x-tallystick-refined'
export const PATTERNS = 'x-tallystick-patterns'

/** What zod has that JSON has not, with what to write instead. */
const NOT_IN_JSON: Readonly<Record<string, string>> = {
  date: 'a date is text on the wire: z.iso.datetime(), or a codec from it to a date',
  bigint: 'a bigint is text or a number on the wire: z.string() or z.int(), or a codec from it',
  map: 'a map is an array or an object on the wire: z.record(…), or a codec from it',
  set: 'a set is an array on the wire: z.array(…), or a codec from it',
  symbol: 'no symbol goes over a wire',
  undefined: 'what is undefined is not on the wire: .optional(), .nullable() or z.null()',
  void: 'what is void is not on the wire: leave the body out',
  nan: 'NaN is not in JSON: .nullable(), or z.null()',
  function: 'no function goes over a wire',
  file: 'a file is not in JSON: expect a binary body',
  promise: 'no promise goes over a wire',
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON Schema of what `schema` takes. Throws a `TypeError` when it has none, or cannot have. */
export function jsonSchemaOf(schema: StandardSchemaV1): JsonSchema {
  const { vendor, jsonSchema } = schema['~standard']
  if (!jsonSchema) throw new TypeError(withoutJsonSchema(vendor))
  const libraryOptions = vendor === 'zod' ? { libraryOptions: { unrepresentable: 'any', override: amend } } : {}
  try {
    return jsonSchema.input({ target: 'draft-2020-12', ...libraryOptions })
  } catch (error) {
    if (error instanceof TypeError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new TypeError(`the schema of ${vendor} has no JSON Schema: ${reason}`, { cause: error })
  }
}

function withoutJsonSchema(vendor: string): string {
  if (vendor === 'zod') return 'schemas of this version of zod say nothing about JSON: use zod 4.2 or newer'
  if (vendor === 'valibot') return 'wrap schemas of valibot: toStandardJsonSchema(…) of @valibot/to-json-schema'
  return `schemas of ${vendor} say nothing about JSON: they are not of Standard JSON Schema`
}

interface ZodContext {
  readonly zodSchema: {
    readonly _zod: { readonly def: object }
    meta?(): Readonly<Record<string, unknown>> | undefined
  }
  readonly jsonSchema: Record<string, unknown>
  readonly path: readonly (string | number)[]
}

/** What is added to the JSON Schema of one of zod's schemas. */
function amend({ zodSchema, jsonSchema, path }: ZodContext): void {
  const def = asRecord(zodSchema._zod.def)
  // Zod leaves the examples of codecs out, since they may be of the other side: whether they fit is seen later.
  const examples = zodSchema.meta?.()?.examples
  if (examples !== undefined) jsonSchema.examples ??= examples
  const advice = NOT_IN_JSON[String(def.type)]
  if (advice) throw new TypeError(`${spoken(pathOf(path))} cannot be in a contract: ${advice}`)
  const checks = [def, ...(Array.isArray(def.checks) ? def.checks : []).map(definitionOf)]
  if (checks.some(({ check }) => check === 'custom')) jsonSchema[REFINED] = true
  const patterns = checks.map(({ pattern }) => pattern).filter((pattern) => pattern instanceof RegExp)
  if (patterns.some(({ flags }) => flags !== '')) {
    jsonSchema[PATTERNS] = patterns.map(({ source, flags }) => ({ source, flags }))
  }
}

const asRecord = (value: unknown) => (isRecord(value) ? value : {})

/** The definition of a check, which is an object with its internals under `_zod`. */
function definitionOf(check: unknown): Readonly<Record<string, unknown>> {
  return asRecord(asRecord(asRecord(check)._zod).def)
}

/** A path in the JSON Schema, as a path in values: `properties, items, items, properties, id` is `$.items[*].id`. */
function pathOf([keyword, next, ...rest]: readonly (string | number)[], path = '$'): string {
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
