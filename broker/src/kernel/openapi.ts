/** The OpenAPI document of a list of endpoints: what the router reads, written down for others. */
import { type ErrorCode, errorMessage, errors, problem, serverError, validationErrors } from '@tallystick/client/wire'
import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { type Endpoint, HAL, JSON_TYPE, type Method } from './endpoint.ts'
import { type JsonSchema, type SchemaBook, schemaBook } from './openapi-schemas.ts'

const PROBLEM = 'application/problem+json'

type Object = Readonly<Record<string, unknown>>

/** What endpoints do not say of themselves. */
export interface Description {
  readonly info: Object
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly tagOf: (path: string) => string
  /** One name for each address: the operations' ids are made from it. */
  readonly nameOf: (path: string) => string
  readonly parameterOf: (name: string) => string
  readonly exampleOf: (method: Method, path: string) => unknown
  /** The schemas that have names of their own. */
  readonly schemas: Object
}

const isJson = (mediaType: string) => /[/+]json$/.test(mediaType)

const nameOfStatus = (status: number) => (STATUS_CODES[status] ?? '').replaceAll(/[^A-Za-z]/g, '')

/** Errors that the transport answers for every endpoint of a kind; API.md 1.1 and 1.4. */
function transportErrors({ method, path, access, body }: Endpoint): readonly ErrorCode[] {
  return [
    'malformed-request',
    'not-acceptable',
    'too-many-requests',
    'server-error',
    'unavailable',
    ...(access === 'public' ? [] : (['unauthorized'] as const)),
    ...(method === 'GET' && access !== 'administer' ? [] : (['forbidden'] as const)),
    ...(path.includes('{') ? (['unprocessable-content'] as const) : []),
    ...(body ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
  ]
}

const errorSchemas: Readonly<Partial<Record<number, readonly z.ZodType[]>>> = {
  400: [errorMessage, validationErrors],
  422: [errorMessage, validationErrors],
  500: [serverError],
}
const errorSchemasOf = (status: number) => errorSchemas[status] ?? [errorMessage]

const anyOf = (schemas: readonly JsonSchema[]): JsonSchema =>
  schemas.length === 1 ? { ...schemas[0] } : { anyOf: schemas }

function errorContent(status: number, { schemaOf }: SchemaBook): Object {
  const schema = anyOf(errorSchemasOf(status).map((found) => schemaOf({ schema: found, io: 'output' })))
  return {
    [HAL]: { schema },
    [JSON_TYPE]: { schema },
    [PROBLEM]: { schema: schemaOf({ schema: problem, io: 'output' }) },
  }
}

/** A schema for the types that are JSON, and text for the others; a schema that is a text has only those. */
function replyContent({ produces }: Endpoint, schema: JsonSchema): Object {
  const others = produces.filter((mediaType) => !isJson(mediaType))
  if (schema['type'] === 'string') {
    const types = others.length > 0 ? others : ['text/plain']
    return Object.fromEntries(types.map((mediaType) => [mediaType, { schema }]))
  }
  return Object.fromEntries(
    produces.map((mediaType) => [mediaType, { schema: isJson(mediaType) ? schema : { type: 'string' } }]),
  )
}

const LOCATION = { Location: { description: 'Where it is', schema: { type: 'string', format: 'uri-reference' } } }

function response(status: number, content: Object | undefined): Object {
  return {
    description: STATUS_CODES[status] ?? String(status),
    ...(status === 201 || (status >= 300 && status < 400) ? { headers: LOCATION } : {}),
    ...(content ? { content } : {}),
  }
}

function withBoth(declared: Object, error: Object): Object {
  const types = [...new Set([...Object.keys(declared), ...Object.keys(error)])]
  const schemaIn = (content: Object, mediaType: string): readonly unknown[] => {
    const entry = content[mediaType]
    return typeof entry === 'object' && entry !== null && 'schema' in entry ? [entry.schema] : []
  }
  return Object.fromEntries(
    types.map((type) => {
      const schemas = [...schemaIn(declared, type), ...schemaIn(error, type)]
      return [type, { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } }]
    }),
  )
}

function responses(endpoint: Endpoint, book: SchemaBook): Object {
  const codes = [...endpoint.errors, ...transportErrors(endpoint)]
  const failures = new Set<number>(codes.map((code) => errors[code].status))
  const declared = new Map(Object.entries(endpoint.responses).map(([status, schema]) => [Number(status), schema]))
  const statuses = [...new Set([...declared.keys(), ...failures])].toSorted((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => {
      const schema = declared.get(status)
      const content = schema ? replyContent(endpoint, book.schemaOf({ schema, io: 'output' })) : undefined
      if (!failures.has(status)) return [status, response(status, content)]
      if (!content) return [status, { $ref: `#/components/responses/${nameOfStatus(status)}` }]
      return [status, response(status, withBoth(content, errorContent(status, book)))]
    }),
  )
}

function queryParameters(schema: JsonSchema): readonly Object[] {
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : []
  const properties: Object = typeof schema['properties'] === 'object' ? { ...schema['properties'] } : {}
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest }: Object = typeof property === 'object' ? { ...property } : {}
    return {
      // Lists are written as the Pact Broker's clients write them.
      name: rest['type'] === 'array' ? `${name}[]` : name,
      in: 'query',
      ...(description === undefined ? {} : { description }),
      ...(required.includes(name) ? { required: true } : {}),
      schema: rest,
    }
  })
}

function parameters({ path, query }: Endpoint, book: SchemaBook, { parameterOf }: Description): readonly Object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: parameterOf(name),
    schema: { type: 'string' },
  }))
  return [...inPath, ...(query ? queryParameters(book.schemaOf({ schema: query, io: 'input', inline: true })) : [])]
}

function requestBody({ method, path, body }: Endpoint, book: SchemaBook, { exampleOf }: Description): Object {
  if (!body) return {}
  const example = exampleOf(method, path)
  const content = {
    schema: book.schemaOf({ schema: body.schema, io: 'input' }),
    ...(example === undefined ? {} : { example }),
  }
  const types = body.mediaTypes.map((mediaType) => [mediaType, content])
  return { requestBody: { ...(body.optional ? {} : { required: true }), content: Object.fromEntries(types) } }
}

const pascalCase = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function operation(endpoint: Endpoint, book: SchemaBook, description: Description): Object {
  const { method, path, summary, access } = endpoint
  const found = parameters(endpoint, book, description)
  return {
    operationId: method.toLowerCase() + pascalCase(description.nameOf(path)),
    tags: [description.tagOf(path)],
    summary,
    ...(endpoint.deprecated ? { deprecated: true } : {}),
    ...(access === 'public' ? { security: [] } : {}),
    'x-access': access,
    ...(found.length > 0 ? { parameters: found } : {}),
    ...requestBody(endpoint, book, description),
    responses: responses(endpoint, book),
  }
}

function schemasUsed(endpoints: readonly Endpoint[]) {
  const bodies = endpoints.flatMap(({ body }) => body?.schema ?? [])
  const queries = endpoints.flatMap(({ query }) => query ?? [])
  const replies = endpoints.flatMap((endpoint) => Object.values(endpoint.responses)).filter((schema) => schema !== null)
  const failures = [errorMessage, validationErrors, serverError, problem]
  return [
    ...bodies.map((schema) => ({ schema, io: 'input' }) as const),
    ...queries.map((schema) => ({ schema, io: 'input', inline: true }) as const),
    ...[...replies, ...failures].map((schema) => ({ schema, io: 'output' }) as const),
  ]
}

// Without credentials in the configuration, everybody may do everything; hence the empty one.
const security = [{ basic: [] }, { bearer: [] }, {}]
const securitySchemes = { basic: { type: 'http', scheme: 'basic' }, bearer: { type: 'http', scheme: 'bearer' } }

export type OpenApiDocument = Object & { readonly paths: Object; readonly components: Object }

export function openApiDocument(endpoints: readonly Endpoint[], description: Description): OpenApiDocument {
  const book = schemaBook(description.schemas, schemasUsed(endpoints))
  const paths = [...Map.groupBy(endpoints, ({ path }) => path)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const failures = [...new Set(Object.values(errors).map(({ status }) => status))]
  return {
    openapi: '3.1.0',
    info: description.info,
    servers: [{ url: '/' }],
    security,
    tags: description.tags,
    paths: Object.fromEntries(
      paths.map(([path, group]) => [
        path,
        Object.fromEntries(
          group.map((endpoint) => [endpoint.method.toLowerCase(), operation(endpoint, book, description)]),
        ),
      ]),
    ),
    components: {
      securitySchemes,
      responses: Object.fromEntries(
        failures.map((status) => [nameOfStatus(status), response(status, errorContent(status, book))]),
      ),
      schemas: book.components,
    },
  }
}
