/**
 * The zod schemas of the wire as JSON Schemas of one document. What the wire exports under a name is a component of
 * that name; everything else stands where it is used. A component whose requests look different from its responses has
 * a second form for requests, with `Input` behind its name.
 */
import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

type Direction = 'input' | 'output'

interface SchemaUse {
  readonly schema: z.ZodType
  readonly io: Direction
  /** Written down where it is used, even if it has a name. */
  readonly inline?: boolean
}

const BELOW = '#/components/schemas/'

const pascalCase = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const isRecord = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value with every object in it replaced, the innermost first. */
function mapObjects(value: unknown, change: (object: JsonSchema) => JsonSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change))
  if (!isRecord(value)) return value
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, change)])))
}

function refsIn(value: unknown, found = new Set<string>()): Set<string> {
  mapObjects(value, (object) => {
    const ref = object['$ref']
    if (typeof ref === 'string') found.add(ref.slice(BELOW.length))
    return object
  })
  return found
}

/** Clients must take what a later version adds: responses are not said to be closed. */
function withoutClosing(schema: JsonSchema): JsonSchema {
  const open = mapObjects(schema, (object) => {
    const { additionalProperties, ...rest } = object
    return additionalProperties === false ? rest : object
  })
  return isRecord(open) ? open : {}
}

function withoutIdentity({ $schema: _schema, $id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema
}

/** Names that are worth a component: texts are plain where they are used. */
function componentsAmong(named: Readonly<Record<string, unknown>>): readonly (readonly [string, z.ZodType])[] {
  return Object.entries(named).flatMap(([name, schema]) =>
    schema instanceof z.ZodType && !(schema instanceof z.ZodString) && !(schema instanceof z.ZodLiteral)
      ? [[pascalCase(name), schema] as const]
      : [],
  )
}

type Generated = ReadonlyMap<string, JsonSchema>

function generate(
  components: readonly (readonly [string, z.ZodType])[],
  uses: readonly SchemaUse[],
  io: Direction,
): { readonly byName: Generated; readonly idOf: (schema: z.ZodType) => string | undefined } {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of components) if (!registry.has(schema)) registry.add(schema, { id })
  for (const [index, use] of uses.entries()) {
    if (use.io === io && !registry.has(use.schema)) registry.add(use.schema, { id: `~${index}` })
  }
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => BELOW + id, unrepresentable: 'any' })
  const byName = Object.entries(schemas).map(
    ([name, schema]) => [name, withoutClosing(withoutIdentity({ ...schema }))] as const,
  )
  return { byName: new Map(byName), idOf: (schema) => registry.get(schema)?.id }
}

/** The components that requests see otherwise than responses, directly or through what they refer to. */
function differing(inputs: Generated, outputs: Generated): ReadonlySet<string> {
  const found = new Set<string>()
  const isDifferent = (name: string) =>
    JSON.stringify(inputs.get(name)) !== JSON.stringify(outputs.get(name)) ||
    [...refsIn(inputs.get(name))].some((ref) => found.has(ref))
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const name of outputs.keys()) if (!name.startsWith('~') && isDifferent(name)) found.add(name)
  }
  return found
}

function reachable(roots: Iterable<unknown>, components: Generated): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (value: unknown) => {
    for (const name of refsIn(value)) {
      if (found.has(name)) continue
      found.add(name)
      visit(components.get(name))
    }
  }
  for (const root of roots) visit(root)
  return found
}

export interface SchemaBook {
  /** The schema, or the reference to it. */
  schemaOf(use: SchemaUse): JsonSchema
  /** What the uses refer to, by name. */
  readonly components: Readonly<Record<string, JsonSchema>>
}

/** Writes down the schemas that are used. `named` are those with names, as a module exports them. */
export function schemaBook(named: Readonly<Record<string, unknown>>, uses: readonly SchemaUse[]): SchemaBook {
  const known = componentsAmong(named)
  const inputs = generate(known, uses, 'input')
  const outputs = generate(known, uses, 'output')
  const twoForms = differing(inputs.byName, outputs.byName)
  const inputName = (name: string) => (twoForms.has(name) ? `${name}Input` : name)
  const asInput = (schema: JsonSchema): JsonSchema => {
    const renamed = mapObjects(schema, (object) => {
      const ref = object['$ref']
      return typeof ref === 'string' ? { ...object, $ref: BELOW + inputName(ref.slice(BELOW.length)) } : object
    })
    return isRecord(renamed) ? renamed : {}
  }

  const schemaOf: SchemaBook['schemaOf'] = ({ schema, io, inline = false }) => {
    const { byName, idOf } = io === 'input' ? inputs : outputs
    const id = idOf(schema) ?? ''
    if (!inline && !id.startsWith('~')) return { $ref: BELOW + (io === 'input' ? inputName(id) : id) }
    const content = byName.get(id) ?? {}
    return io === 'input' ? asInput(content) : content
  }

  const all = new Map<string, JsonSchema>()
  for (const [name, schema] of outputs.byName) all.set(name, schema)
  for (const name of twoForms) all.set(inputName(name), asInput(inputs.byName.get(name) ?? {}))
  const used = reachable(uses.map(schemaOf), all)
  const components = [...all].filter(([name]) => used.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { schemaOf, components: Object.fromEntries(components) }
}
