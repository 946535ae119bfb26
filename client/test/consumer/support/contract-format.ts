// The form of contract files, version 4 of the Pact specification, as strictly as readers take it: nothing besides what is
// named here. It says what the JSON Schema of pactflow/pact-schemas says, and four things that the specification has and
// that schema has not: the method PATCH, rules of a status and of metadata, the one generator of a path, and the type of
// what a provider state gives.

import { z } from 'zod'

const rule = <Name extends string>(match: Name, options: z.core.$ZodLooseShape = {}) =>
  z.strictObject({ match: z.literal(match), ...options })
const format = { format: z.string() }
const rules = z.array(z.unknown())

const matcher = z.discriminatedUnion('match', [
  rule('arrayContains', {
    variants: z.array(z.strictObject({ index: z.int(), rules: z.unknown(), generators: z.unknown() })),
  }),
  rule('boolean'),
  rule('contentType', { value: z.string() }),
  rule('date', format),
  rule('datetime', format),
  rule('decimal'),
  rule('eachKey', { rules, value: z.string().startsWith('$') }),
  rule('eachValue', { rules, value: z.string().startsWith('$') }),
  rule('equality'),
  rule('include', { value: z.string() }),
  rule('integer'),
  rule('notEmpty'),
  rule('null'),
  rule('number'),
  rule('regex', { regex: z.string() }),
  rule('semver'),
  rule('time', format),
  rule('type', { min: z.number().optional(), max: z.number().optional() }),
  rule('values'),
])

const matchers = z.strictObject({ combine: z.enum(['AND', 'OR']), matchers: z.array(matcher).min(1) })
const byName = z.record(z.string(), matchers)
const byPath = z.record(z.string().startsWith('$'), matchers)

const generator = z.strictObject({
  type: z.literal('ProviderState'),
  expression: z.string(),
  dataType: z.enum(['STRING', 'INTEGER', 'DECIMAL', 'BOOLEAN']),
})
const generatorsByName = z.record(z.string(), generator)
const generatorsByPath = z.record(z.string().startsWith('$'), generator)

const contents = z.strictObject({
  content: z.unknown(),
  contentType: z.string(),
  contentTypeHint: z.enum(['TEXT', 'BINARY']),
  encoded: z.union([z.literal(false), z.enum(['base64', 'json'])]),
})
const texts = z.record(z.string(), z.array(z.string()))

const METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

const request = z.strictObject({
  method: z.enum(METHODS),
  path: z.string(),
  query: texts.optional(),
  headers: texts.optional(),
  body: contents.optional(),
  matchingRules: z
    .strictObject({
      path: matchers.optional(),
      query: byName.optional(),
      header: byName.optional(),
      body: byPath.optional(),
    })
    .optional(),
  generators: z
    .strictObject({
      path: generator.optional(),
      query: generatorsByName.optional(),
      header: generatorsByName.optional(),
      body: generatorsByPath.optional(),
    })
    .optional(),
})

const response = z.strictObject({
  status: z.int().min(100).max(599),
  headers: texts.optional(),
  body: contents.optional(),
  matchingRules: z
    .strictObject({ status: byPath.optional(), header: byName.optional(), body: byPath.optional() })
    .optional(),
  generators: z.strictObject({ header: generatorsByName.optional(), body: generatorsByPath.optional() }).optional(),
})

const messagePart = {
  contents,
  metadata: z.record(z.string(), z.unknown()).optional(),
  matchingRules: z.strictObject({ body: byPath.optional(), metadata: byName.optional() }).optional(),
  generators: z.strictObject({ body: generatorsByPath.optional(), metadata: generatorsByName.optional() }).optional(),
}

const described = {
  description: z.string(),
  pending: z.boolean(),
  providerStates: z
    .array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
}

const interaction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Synchronous/HTTP'), ...described, request, response }),
  z.strictObject({ type: z.literal('Asynchronous/Messages'), ...described, ...messagePart }),
  z.strictObject({
    type: z.literal('Synchronous/Messages'),
    ...described,
    request: z.strictObject(messagePart),
    response: z.array(z.strictObject(messagePart)),
  }),
])

const party = z.strictObject({ name: z.string() })

/** A contract file that this package writes. */
export const contractFormat = z.strictObject({
  consumer: party,
  provider: party,
  interactions: z.array(interaction),
  metadata: z.strictObject({
    pactSpecification: z.strictObject({ version: z.literal('4.0') }),
    tallystick: z.strictObject({ format: z.int() }),
  }),
})
