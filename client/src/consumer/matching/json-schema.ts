/**
 * The JSON Schema of a schema: what goes over the wire before it is parsed. Libraries give it themselves. Of zod it is
 * asked for more, since its JSON Schema says nothing of flags, and of checks in code; and what zod cannot put on a wire is
 * refused where the schema is used, with its path.
 */
import { createRequire } from 'node:module'
import { type JsonSchema, PATTERNS, REFINED, isRecord, pathOf } from './json-schema-terms.ts'
import { spoken } from './path.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'
import { VALIBOT_OPTIONS, refuseMarked } from './valibot-schema.ts'

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

const ZOD_OPTIONS = { unrepresentable: 'any', override: amend } as const

const OPTIONS: Readonly<Record<string, object | undefined>> = { zod: ZOD_OPTIONS, valibot: VALIBOT_OPTIONS }

/** The JSON Schema of what `schema` takes. Throws a `TypeError` when it has none, or cannot have. */
export function jsonSchemaOf(schema: StandardSchemaV1): JsonSchema {
  const { vendor, jsonSchema } = schema['~standard']
  if (!jsonSchema && vendor === 'zod') return jsonSchemaOfOtherZod(schema)
  if (!jsonSchema) throw new TypeError(withoutJsonSchema(vendor))
  const libraryOptions = OPTIONS[vendor]
  try {
    const found = jsonSchema.input({ target: 'draft-2020-12', ...(libraryOptions && { libraryOptions }) })
    if (vendor === 'valibot') refuseMarked(found)
    return found
  } catch (error) {
    if (error instanceof TypeError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new TypeError(`the schema of ${vendor} has no JSON Schema: ${reason}`, { cause: error })
  }
}

/** Schemas of zod mini, and of zod before 4.2, have no method for it: then our own zod is loaded, which reads them too. */
function jsonSchemaOfOtherZod(schema: StandardSchemaV1): JsonSchema {
  if (!('_zod' in schema)) throw new TypeError('schemas of zod 3 say nothing about JSON: use zod 4')
  return zodCore().toJSONSchema(schema, { io: 'input', ...ZOD_OPTIONS })
}

function zodCore(): ZodCore {
  const core: ZodCore = createRequire(import.meta.url)('zod/v4/core')
  return core
}

/** A schema of zod inside another, and where in the other's values its own are. */
export interface ZodPart {
  readonly path: string
  readonly part: object
}

/** All schemas inside one of zod, which has a JSON Schema, and itself; none where it is of another library. */
export function partsOfZod(schema: StandardSchemaV1): readonly ZodPart[] {
  const parts: ZodPart[] = []
  if (!('_zod' in schema)) return parts
  const override = ({ zodSchema, path }: ZodContext) => void parts.push({ path: pathOf(path), part: zodSchema })
  zodCore().toJSONSchema(schema, { io: 'input', ...ZOD_OPTIONS, override })
  return parts
}

interface ZodCore {
  toJSONSchema(schema: object, options: object): JsonSchema
}

function withoutJsonSchema(vendor: string): string {
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
  const advice = NOT_IN_JSON[String(def.type)] ?? adviceOnLiteral(def)
  if (advice !== undefined) throw new TypeError(`${spoken(pathOf(path))} cannot be in a contract: ${advice}`)
  const checks = [def, ...(Array.isArray(def.checks) ? def.checks : []).map(definitionOf)]
  if (checks.some(({ check }) => check === 'custom')) jsonSchema[REFINED] = true
  const patterns = checks.flatMap(patternsOf)
  if (patterns.some(({ flags, isOwn }) => flags !== '' || isOwn)) jsonSchema[PATTERNS] = patterns
  // Where more than the format allows is allowed, zod names no format: it still says what the text looks like.
  const lax = checks.map(({ format }) => LAX_FORMATS[String(format)]).find((format) => format !== undefined)
  if (lax !== undefined) jsonSchema.format ??= lax
}

/** A literal may be of values that JSON has not. */
function adviceOnLiteral({ type, values }: JsonSchema): string | undefined {
  if (type !== 'literal' || !Array.isArray(values)) return undefined
  return values.map((value) => NOT_IN_JSON[typeof value]).find((advice) => advice !== undefined)
}

const LAX_FORMATS: Readonly<Record<string, string>> = { datetime: 'date-time', time: 'time' }

/** The pattern of a check. Of URLs, zod keeps what it says of scheme and host from the JSON Schema. */
function patternsOf({ pattern, protocol, hostname }: JsonSchema) {
  if (protocol instanceof RegExp || hostname instanceof RegExp) {
    const scheme = protocol instanceof RegExp ? partOfUrl(protocol) : '[A-Za-z][A-Za-z0-9+.-]*'
    const host = hostname instanceof RegExp ? String.raw`\/\/(?:[^@/?#\s]*@)?${partOfUrl(hostname)}(?::\d+)?` : ''
    return [{ source: `^${scheme}:${host}${host && '(?![^/?#])'}${String.raw`\S*`}$`, flags: '', isOwn: true }]
  }
  return pattern instanceof RegExp ? [{ source: pattern.source, flags: pattern.flags, isOwn: false }] : []
}

/** The pattern of a scheme or a host, to be in that of a URL: its start and end are those of that part. */
function partOfUrl({ source }: RegExp): string {
  const [, start = '', inside = '', end = ''] = /^(\^?)(?:\(\?=\.\{1,253\}[^)]*\))?(.*?)(\$?)$/.exec(source) ?? []
  const others = String.raw`[^/?#:@\s]*`
  return `${start ? '' : others}(?:${inside})${end ? '' : others}`
}

const asRecord = (value: unknown) => (isRecord(value) ? value : {})

/** The definition of a check, which is an object with its internals under `_zod`. */
function definitionOf(check: unknown): Readonly<Record<string, unknown>> {
  return asRecord(asRecord(asRecord(check)._zod).def)
}
