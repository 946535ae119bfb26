/**
 * What is asked of Valibot beyond its JSON Schema: patterns with flags, or several; checks in code, for which the example
 * stands; and where a schema is that has no JSON.
 */
import { type JsonSchema, PATTERNS, REFINED, isRecord, pathOf } from './json-schema-terms.ts'
import { spoken } from './path.ts'

const REFUSED = 'x-tallystick-refused'

interface Conversion {
  readonly jsonSchema: JsonSchema
  /** What its converter cannot say. */
  readonly errors?: readonly string[] | undefined
}

interface SchemaConversion extends Conversion {
  readonly valibotSchema: { readonly type: string }
}

interface ActionConversion extends Conversion {
  readonly valibotAction: { readonly requirement?: unknown }
}

/** Options for its converter. */
export const VALIBOT_OPTIONS = {
  errorMode: 'ignore',
  overrideSchema({ valibotSchema, jsonSchema, errors = [] }: SchemaConversion): JsonSchema | undefined {
    return errors.length === 0 ? undefined : { ...jsonSchema, [REFUSED]: valibotSchema.type }
  },
  overrideAction({
    valibotAction: { requirement },
    jsonSchema,
    errors = [],
  }: ActionConversion): JsonSchema | undefined {
    if (errors.length === 0) return undefined
    if (requirement instanceof RegExp) return { ...jsonSchema, [PATTERNS]: withPattern(jsonSchema, requirement) }
    return { ...jsonSchema, [REFINED]: true }
  },
} as const

function withPattern({ pattern, [PATTERNS]: known }: JsonSchema, { source, flags }: RegExp): readonly unknown[] {
  const others = Array.isArray(known)
    ? known
    : pattern === undefined || pattern === source
      ? []
      : [{ source: pattern, flags: '' }]
  return [...others, { source, flags }]
}

const ADVICE: Readonly<Record<string, string>> = {
  date: 'a date is text on the wire: v.pipe(v.string(), v.isoTimestamp(), v.toDate())',
  bigint: 'a bigint is text or a number on the wire: v.string(), or v.pipe(v.number(), v.integer())',
  map: 'a map is an array or an object on the wire: v.record(…)',
  set: 'a set is an array on the wire: v.array(…)',
  undefined: 'what is undefined is not on the wire: v.optional(…)',
  file: 'a file is not in JSON: expect a binary body',
  blob: 'a file is not in JSON: expect a binary body',
}

/** Throws a `TypeError` for the first part that has no JSON, with its path. */
export function refuseMarked(schema: unknown, keywords: readonly (string | number)[] = []): void {
  if (typeof schema !== 'object' || schema === null) return
  const type = isRecord(schema) ? schema[REFUSED] : undefined
  if (typeof type === 'string') {
    const advice = ADVICE[type] ?? `the schema "${type}" of valibot has no JSON Schema`
    throw new TypeError(`${spoken(pathOf(keywords))} cannot be in a contract: ${advice}`)
  }
  const isList = Array.isArray(schema)
  for (const [keyword, inside] of Object.entries(schema))
    refuseMarked(inside, [...keywords, isList ? Number(keyword) : keyword])
}
