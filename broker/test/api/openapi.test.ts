import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeApi } from '../../src/documentation/api-description.ts'
import { subjectOf } from '../../src/documentation/subjects.ts'
import { endpoints } from '../../src/endpoints.ts'
import { VERSION } from '../../src/version.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

// oxlint-disable-next-line typescript/no-explicit-any
const document: any = describeApi(endpoints, VERSION)

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> }
}
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
)

test('the document is as it was: what is added or taken away shows in golden/openapi.json', async () => {
  await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot('../golden/openapi.json')
})

test('it is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(document))
  expect(result.errors).toBeUndefined()
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('it has every endpoint', () => {
  expect(operations.map(({ name }) => name).toSorted()).toEqual(
    endpoints.map(({ method, path }) => `${method} ${path}`).toSorted(),
  )
})

test('each operation has an id of its own', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z][A-Za-z]+$/.test(id))).toEqual([])
})

test('each address has a subject: a new one is to be added to documentation/subjects.ts', () => {
  expect(endpoints.map(({ path }) => path).filter((path) => subjectOf(path) === undefined)).toEqual([])
})

test('each parameter of an address is explained: a new one is to be added to documentation/parameters.ts', () => {
  const unexplained = operations.flatMap(({ path, operation }) =>
    (operation.parameters ?? []).filter(({ name, description }) => path.includes(`{${name}}`) && !description),
  )
  expect([...new Set(unexplained.map(({ name }) => name))]).toEqual([])
})

test('what is referred to is there, and nothing else', () => {
  const text = JSON.stringify(document)
  const references = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
  expect([...references].toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual(
    Object.keys(document.components.schemas).toSorted(),
  )
})

describe('served', () => {
  let broker: TestBroker
  beforeAll(async () => {
    broker = await startTestBroker()
  })
  afterAll(async () => broker.stop())

  test('with the URL of the broker as its server', async () => {
    const { status, headers, json } = await broker.get('/openapi.json', { accept: 'application/json' })
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json;charset=utf-8'])
    expect(json).toEqual({ ...document, servers: [{ url: broker.url }] })
  })

  test('by the URL that the proxy says', async () => {
    const headers = { 'x-forwarded-host': 'pacts.example', 'x-forwarded-proto': 'https' }
    const { json } = await broker.get('/openapi.json', { accept: '*/*', ...headers })
    expect(json.servers).toEqual([{ url: 'https://pacts.example' }])
  })

  test('once to a client that keeps it', async () => {
    const { headers } = await broker.get('/openapi.json')
    const again = await broker.get('/openapi.json', { 'if-none-match': headers.get('etag') ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
  })
})
