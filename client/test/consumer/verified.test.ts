// What our contracts say and what the core matches are the same rules: the core writes the same interactions, and the
// verifier that everybody uses takes our files, and refuses what they do not say.
import { readFileSync } from 'node:fs'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Verifier } from '@pact-foundation/pact'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { binary, file, form, fromState, json, multipart, text, xml } from '../../src/consumer/index.ts'
import { eachLike, like } from '../../src/consumer/matching/structure-matchers.ts'
import { integer, regex } from '../../src/consumer/matching/matchers.ts'
import { addInteraction } from '../../src/consumer/mock.ts'
import type { HttpInteraction, Interaction } from '../../src/contract/contract-file.ts'
import { wireBody } from '../../src/contract/contents.ts'
import { loadCore, newPact } from '../../src/core/core.ts'
import { contractFolder } from './support/contracts.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const Order = z.object({
  id: z.int(),
  status: z.enum(['placed', 'shipped']),
  lines: z.array(z.object({ isbn: z.string() })),
})

/** Expectations of all kinds, each of which the consumer keeps. */
async function captureAll(contracts: ReturnType<typeof contractFolder>): Promise<void> {
  const orders = contracts.contract()
  const bodies = {
    'plain JSON': { a: 1, b: [null, true, 'x'] },
    'JSON null': null,
    'an empty string in JSON': '',
    'JSON of another type': json({ title: like('Gone') }, 'application/problem+json'),
    'text with a pattern': text(regex(/^h.*o$/, 'hello')),
    'a form': form({ name: like('Ada'), tag: ['a', 'b'] }),
    XML: xml('<order id="1"><item>book</item></order>', { "$.order['@id']": like('1') }),
    bytes: binary(png, 'image/png'),
    multipart: multipart({ note: like('hello'), image: file('a,b', { name: 'a.csv', contentType: 'text/csv' }) }),
  }
  for (const [description, body] of Object.entries(bodies)) {
    const path = `/bodies/${encodeURIComponent(description)}`
    const declared = { description, request: { method: 'PUT', path, body }, response: { body } }
    await orders.http(declared).run(({ fetch }) => fetch())
  }
  await orders
    .http({
      description: 'everything in a call',
      states: ['there are orders', { name: 'an order', params: { id: 1, lines: [{ isbn: 'x' }] } }],
      request: {
        method: 'POST',
        path: regex(/^\/orders\/\d+$/, '/orders/7'),
        query: { page: integer(2), 'filter[tag]': eachLike('a'), q: '{"b":1, "a":2}' },
        headers: { accept: 'application/json, text/plain', 'X-Trace': like('abc'), 'X-Json': '{"b":1, "a":2}' },
        cookies: { session: 'abc', theme: like('dark') },
        body: { order: Order, note: like('text') },
      },
      response: { status: 201, headers: { Location: like('/orders/8'), Vary: 'accept, origin' }, body: Order },
    })
    .run(({ fetch }) => fetch())
}

test('the core writes the same interactions for what it matches', async () => {
  using contracts = contractFolder()
  await captureAll(contracts)
  await contracts.merge()
  const core = loadCore()
  const pact = newPact(core, 'core', 'core')
  for (const interaction of contracts.interactions() as HttpInteraction[]) {
    const handle = addInteraction(core, pact, interaction)
    for (const { name, params } of interaction.providerStates ?? []) {
      if (params) core.pactffiGivenWithParams(handle, name, JSON.stringify(params))
      else core.pactffiGiven(handle, name)
    }
  }
  expect(core.pactffiWritePactFile(pact, contracts.folder, true)).toBe(0)
  const theirs = JSON.parse(readFileSync(join(contracts.folder, 'core-core.json'), 'utf8')) as {
    interactions: HttpInteraction[]
  }
  const byDescription = (list: readonly Interaction[]) =>
    list.toSorted((one, other) => (one.description < other.description ? -1 : 1)).map(inOneForm)
  expect(byDescription(theirs.interactions)).toEqual(byDescription(contracts.interactions()))
})

const equality = { combine: 'AND', matchers: [{ match: 'equality' }] }

/**
 * Where the core writes the same in another form: JSON null and "" as text, which a reader takes for no body; parts of a
 * body always as base64; no hint what they are shown as; no media type for bytes in a response; and a rule where a query parameter looks like JSON, so
 * that it is not read as a matcher.
 */
function inOneForm(interaction: Interaction): unknown {
  const copy = JSON.parse(JSON.stringify(interaction)) as HttpInteraction
  const rules: Record<string, unknown> = { ...copy.request.matchingRules?.query }
  if (copy.request.query?.['q']) Object.assign(copy.request.matchingRules?.query ?? {}, { ...rules, q: equality })
  for (const { body } of [copy.request, copy.response]) {
    if (!body) continue
    const isJson = body.contentType.includes('json')
    const content = body.encoded === 'json' ? (JSON.parse(body.content as string) as unknown) : body.content
    const bytes = isJson || body.encoded === 'base64' ? body.content : Buffer.from(content as string).toString('base64')
    const contentType = copy.description === 'bytes' ? 'image/png' : body.contentType.replaceAll(' ', '')
    Object.assign(body, { content: isJson ? content : bytes, encoded: false, contentType, contentTypeHint: 'TEXT' })
  }
  return copy
}

type Answer = (interaction: HttpInteraction) => {
  status: number
  headers: Record<string, readonly string[]>
  body: string | Buffer
}

const byExample: Answer = ({ response }) => ({
  status: response.status,
  headers: { ...response.headers },
  body: response.body ? wireBody(response.body) : '',
})

interface PactCore {
  verifyPacts(options: Record<string, unknown>): Promise<string>
}
const { default: core } = createRequire(import.meta.url)('@pact-foundation/pact-core') as { default: PactCore }

/** A provider that answers each call with what `answer` makes of its interaction. */
async function verify(contracts: ReturnType<typeof contractFolder>, answer: Answer): Promise<string> {
  const interactions = contracts.interactions() as HttpInteraction[]
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://provider').pathname
    if (path === '/_states') return response.writeHead(200).end()
    const interaction = interactions.find(({ request: { path: expected } }) => decodeURI(expected) === decodeURI(path))
    if (!interaction) return response.writeHead(404).end()
    const { status, headers, body } = answer(interaction)
    for (const [name, values] of Object.entries(headers)) response.setHeader(name, values)
    return response.writeHead(status).end(body)
  }
  const server = createServer((request, response) => request.resume().on('end', () => respond(request, response)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    // The verifier itself, without the server that `Verifier` puts before a provider: that cannot forward JSON null.
    await core.verifyPacts({
      provider: 'orders',
      providerBaseUrl: url,
      pactUrls: [join(contracts.folder, 'shop-orders.json')],
      providerStatesSetupUrl: `${url}/_states`,
      logLevel: 'error',
    })
    return 'verified'
  } catch (error) {
    return String(error)
  } finally {
    server.close()
  }
}

test('the verifier of Pact takes the contract, and a provider that keeps it', async () => {
  using contracts = contractFolder()
  await captureAll(contracts)
  await contracts.merge()
  expect(await verify(contracts, byExample)).toBe('verified')
  const other: Answer = (interaction) => {
    if (interaction.description !== 'everything in a call') return byExample(interaction)
    const order = { id: 99, status: 'shipped', lines: [{ isbn: 'other' }, { isbn: 'third' }], extra: true }
    const headers = { ...interaction.response.headers, Location: ['/orders/99'] }
    return { status: 201, headers, body: JSON.stringify(order) }
  }
  expect(await verify(contracts, other)).toBe('verified')
}, 60_000)

test('the verifier of Pact refuses a provider that does not keep it', async () => {
  using contracts = contractFolder()
  await captureAll(contracts)
  await contracts.merge()
  const broken: Answer = (interaction) => {
    const { status, headers, body } = byExample(interaction)
    if (interaction.description !== 'everything in a call') return { status, headers, body }
    return { status, headers, body: JSON.stringify({ id: '1', status: 'lost', lines: [{}] }) }
  }
  const output = await verify(contracts, broken)
  expect(output).not.toBe('verified')
}, 60_000)

test('what a provider state returns takes the place of the example', async () => {
  using contracts = contractFolder()
  await contracts
    .contract()
    .http({
      description: 'an order of a state',
      states: 'an order was placed',
      request: { path: fromState('/orders/${id}', '/orders/1'), query: { id: fromState('${id}', 1) } },
      response: { body: { id: fromState('${id}', 1) } },
    })
    .run(({ fetch }) => fetch())
  await contracts.merge()
  const calls: (string | undefined)[] = []
  const server = createServer((request, response) => {
    calls.push(request.url)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":42}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Verifier({
    provider: 'orders',
    providerBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pactUrls: [join(contracts.folder, 'shop-orders.json')],
    stateHandlers: { 'an order was placed': () => Promise.resolve({ id: 42 }) },
    logLevel: 'error',
  }).verifyProvider()
  server.close()
  expect(calls).toEqual(['/orders/42?id=42'])
}, 60_000)
