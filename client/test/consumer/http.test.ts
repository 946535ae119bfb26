import { createServer } from 'node:http'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { CaptureError, binary, file, form, fromState, json, multipart, text, xml } from '../../src/consumer/index.ts'
import { like } from '../../src/consumer/matching/structure-matchers.ts'
import { variants } from '../../src/consumer/matching/variants.ts'
import { contractFolder, thrownBy } from './support/contracts.ts'

const json_ = { 'content-type': 'application/json' }
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('a consumer that makes the declared call gets the declared answer', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'a new order',
    states: { name: 'the book exists', params: { isbn: '1' } },
    request: { method: 'POST', path: '/orders', body: { isbn: '1', quantity: like(2) } },
    response: { status: 201, headers: { Location: '/orders/7' }, body: { id: like(7) } },
  })
  const location = await expectation.run(async ({ url, reply }) => {
    const response = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: json_,
      body: JSON.stringify({ quantity: 5, isbn: '1' }),
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual(reply)
    return response.headers.get('location')
  })
  expect(location).toBe('/orders/7')
  await contracts.merge()
  expect(contracts.interactions()).toEqual(JSON.parse(JSON.stringify(expectation.interactions)))
})

test('the reply is typed and parsed by its schema, the examples are what is on the wire', async () => {
  using contracts = contractFolder()
  const day = z.codec(z.iso.date(), z.date(), {
    decode: (wire) => new Date(wire),
    encode: (value) => value.toISOString().slice(0, 10),
  })
  const expectation = contracts.contract().http({
    description: 'an order with a day',
    request: { method: 'POST', path: '/orders', body: { count: z.int() } },
    response: { body: z.object({ placed: day, tags: z.array(z.string()) }) },
  })
  await expectation.run(async ({ fetch, reply, example }) => {
    expectTypeOf(reply).toEqualTypeOf<{ placed: Date; tags: string[] }>()
    expectTypeOf(example.request.body).toEqualTypeOf<{ readonly count: number }>()
    expect(reply.placed).toBeInstanceOf(Date)
    expect(example.response.body.placed).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(await (await fetch()).json()).toEqual(example.response.body)
  })
})

test('JSON of another type is typed and parsed by its schema as well', async () => {
  using contracts = contractFolder()
  const Problem = z.object({ status: z.int(), on: z.stringbool() })
  const expectation = contracts.contract().http({
    description: 'a problem',
    request: { path: '/problems/1' },
    response: { status: 404, body: json(Problem, 'application/problem+json') },
  })
  await expectation.run(async ({ fetch, reply, example }) => {
    expectTypeOf(reply).toEqualTypeOf<{ status: number; on: boolean }>()
    expectTypeOf(example.response.body).toEqualTypeOf<{ status: number; on: string }>()
    expect(reply).toEqual({ status: 1, on: true })
    expect(await (await fetch()).json()).toEqual(example.response.body)
  })
})

test('fetch without a path makes the declared call, with query, headers, cookies and body', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'a search',
    request: {
      path: '/orders',
      query: { page: 2, tag: ['a', 'b c'], filter: '{"b":1, "a":2}' },
      headers: { accept: 'application/json, text/plain', 'X-Json': '{"b":1, "a":2}' },
      cookies: { session: 'abc', theme: like('dark') },
    },
    response: { body: [] },
  })
  const response = await expectation.run(({ fetch }) => fetch())
  expect(await response.json()).toEqual([])
})

describe('a call that is not as declared', () => {
  const run = async (url: string, init?: RequestInit) => {
    using contracts = contractFolder()
    const expectation = contracts.contract().http({
      description: 'a new order',
      request: {
        method: 'POST',
        path: '/orders',
        query: { source: 'web' },
        headers: { 'X-Tenant': 'one' },
        body: { isbn: '1', lines: [{ quantity: 2 }] },
      },
      response: { status: 201 },
    })
    const error = await thrownBy(() => expectation.run(({ fetch }) => fetch(url, init)))
    await contracts.merge()
    expect(contracts.text('shop-orders')).toBeUndefined()
    return error
  }
  const right = { method: 'POST', headers: { ...json_, 'x-tenant': 'one' } }

  test('fails with each mismatch: where, what was expected, what came', async () => {
    const error = await run('/orders?source=app', {
      ...right,
      headers: { ...json_, 'x-tenant': 'two' },
      body: JSON.stringify({ isbn: '1', lines: [{ quantity: '2' }] }),
    })
    expect(error).toBeInstanceOf(CaptureError)
    expect((error as CaptureError).miscalls).toEqual([
      {
        kind: 'different',
        call: 'POST /orders',
        mismatches: expect.arrayContaining([
          expect.objectContaining({ part: 'query', path: 'source', expected: 'web', actual: 'app' }),
          expect.objectContaining({ part: 'header', path: 'X-Tenant', expected: 'one', actual: 'two' }),
          expect.objectContaining({ part: 'body', path: '$.lines[0].quantity', expected: '2', actual: '"2"' }),
        ]),
      },
    ])
    expect(error.message).toContain('shop → orders: "a new order" does not hold.')
    expect(error.message).toContain('POST /orders was called, but not as it is declared:')
    expect(error.message).toContain('body $.lines[0].quantity\n      expected 2\n      actual   "2"')
  })

  test('fails when another is made, and says both', async () => {
    const error = await run('/order?source=web', { ...right, body: '{}' })
    expect(error.message).toContain('POST /order?source=web was called, and is not declared.')
    expect(error.message).toContain('POST /orders?source=web is declared, and was not called.')
  })

  test('fails with another content type', async () => {
    const headers = { 'x-tenant': 'one', 'content-type': 'text/plain' }
    const error = await run('/orders?source=web', { ...right, headers, body: 'isbn=1' })
    expect(error.message).toContain(
      "Expected a body of 'application/json' but the actual content type was 'text/plain'",
    )
  })

  test('fails without its body', async () => {
    const error = await run('/orders?source=web', right)
    expect(error.message).toMatch(/Expected body .* but was empty/)
  })
})

test('a call that is made beside the declared one fails', async () => {
  using contracts = contractFolder()
  const expectation = contracts
    .contract()
    .http({ description: 'one call', request: { path: '/one' }, response: { status: 204 } })
  const error = await thrownBy(() =>
    expectation.run(async ({ fetch }) => {
      await fetch('/one')
      await fetch('/two')
    }),
  )
  expect(error.message).toContain('GET /two was called, and is not declared.')
  expect(error.message).not.toContain('was not called')
})

test('a test that calls nothing fails', async () => {
  using contracts = contractFolder()
  const expectation = contracts
    .contract()
    .http({ description: 'one call', request: { path: '/one' }, response: { status: 204 } })
  const error = await thrownBy(() => expectation.run(() => {}))
  expect(error.message).toContain('GET /one is declared, and was not called.')
})

describe('what a test throws', () => {
  const boom = new Error('boom')
  const declared = { description: 'one call', request: { path: '/one' }, response: { status: 200 } }

  test('is thrown as it is when the calls were right', async () => {
    using contracts = contractFolder()
    const expectation = contracts.contract().http(declared)
    const error = await thrownBy(() =>
      expectation.run(async ({ fetch }) => {
        await fetch()
        throw boom
      }),
    )
    expect(error).toBe(boom)
    await contracts.merge()
    expect(contracts.interactions()).toEqual([])
  })

  test('is thrown as it is when it made no call', async () => {
    using contracts = contractFolder()
    const error = await thrownBy(() =>
      contracts
        .contract()
        .http(declared)
        .run(() => {
          throw boom
        }),
    )
    expect(error).toBe(boom)
  })

  test('is the cause when a call was wrong: the consumer saw only a 500', async () => {
    using contracts = contractFolder()
    const error = await thrownBy(() =>
      contracts
        .contract()
        .http(declared)
        .run(async ({ fetch }) => {
          const response = await fetch('/one?wrong=1')
          if (!response.ok) throw new Error(`HTTP ${response.status}`)
        }),
    )
    expect(error.message).toContain("Unexpected query parameter 'wrong' received")
    expect(error.cause).toEqual(new Error('HTTP 500'))
  })
})

test('an example that its own schema refuses cannot be declared', () => {
  using contracts = contractFolder()
  const schema = z.string().refine((value) => value.includes('never'), 'never so')
  const declaring = () =>
    contracts
      .contract()
      .http({ description: 'a reply that cannot be', request: { path: '/' }, response: { body: schema } })
  expect(declaring).toThrow(/shop → orders: "a reply that cannot be" cannot be declared so\. .*never so/)
})

test('each variant of a body is an interaction, and the consumer is tested with each', async () => {
  using contracts = contractFolder()
  const Order = z.object({ id: z.int(), note: z.string().nullable().optional() })
  const expectation = contracts
    .contract()
    .http({ description: 'an order', request: { path: '/1' }, response: { body: variants(Order) } })
  const replies: unknown[] = []
  await expectation.run(async ({ fetch, reply }) => {
    expectTypeOf(reply).toEqualTypeOf<{ id: number; note?: string | null | undefined }>()
    replies.push(await (await fetch()).json())
    expect(reply).toEqual(replies.at(-1))
  })
  expect(replies).toEqual([{ id: 1, note: expect.any(String) }, { id: 1 }, { id: 1, note: null }])
  await contracts.merge()
  expect(contracts.interactions().map(({ description }) => description)).toEqual([
    'an order',
    'an order, with note as null',
    "an order, without 'note'",
  ])
})

test('each variant may need a provider state of its own', () => {
  using contracts = contractFolder()
  const Order = z.object({ id: z.int(), note: z.string().optional() })
  const Payment = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('card') }),
    z.object({ kind: z.literal('cash') }),
  ])
  const statesFor = (body: unknown) =>
    contracts
      .contract()
      .http({
        description: 'a call',
        states: (shape) => ({ name: 'it is there', params: { shape } }),
        request: { path: '/1' },
        response: { body },
      })
      .interactions.map(({ providerStates = [] }) => providerStates.map(({ params }) => params?.['shape']))
  expect(statesFor(variants(Order))).toEqual([['complete'], ["without 'note'"]])
  expect(statesFor(variants(Payment))).toEqual([["of kind 'card'"], ["of kind 'cash'"]])
  expect(statesFor(Order)).toEqual([['complete']])
})

describe('bodies', () => {
  const bodies = {
    JSON: { a: [1, 'b', null, { c: true }] },
    'JSON null': null,
    'an empty JSON string': '',
    'JSON of another type': json({ title: 'Gone' }, 'application/problem+json'),
    text: text('hello'),
    'a form': form({ name: 'Ada & co', tag: ['a', 'b'] }),
    XML: xml('<order id="1"><item>book</item></order>'),
    bytes: binary(png, 'image/png'),
    multipart: multipart({ note: 'hello', image: file(png, { name: 'a.png', contentType: 'image/png' }) }),
  }

  test.each(Object.entries(bodies))('%s are sent, matched and answered', async (name, body) => {
    using contracts = contractFolder()
    const expectation = contracts.contract().http({
      description: name,
      request: { method: 'PUT', path: '/body', body },
      response: { body },
    })
    await expectation.run(async ({ fetch, example }) => {
      const response = await fetch()
      expect(response.status).toBe(200)
      const received = Buffer.from(await response.arrayBuffer())
      const wire = example.response.body
      const isPlain = typeof wire === 'string' && name !== 'an empty JSON string'
      const expected =
        wire instanceof Uint8Array ? Buffer.from(wire) : Buffer.from(isPlain ? wire : JSON.stringify(wire))
      if (name.startsWith('JSON')) expect(JSON.parse(received.toString())).toEqual(wire)
      else expect(received).toEqual(expected)
    })
  })

  test('other text, fields, elements and files do where a matcher or a kind says so', async () => {
    using contracts = contractFolder()
    const put = async (body: unknown, init: RequestInit) => {
      const { contract } = contracts
      const expectation = contract().http({
        description: 'other',
        request: { method: 'PUT', path: '/', body },
        response: {},
      })
      await expectation.run(({ fetch }) => fetch('/', { method: 'PUT', ...init }))
    }
    const data = new FormData()
    data.set('note', 'other')
    data.set('image', new Blob([png], { type: 'image/png' }), 'b.png')
    await put(multipart({ note: like('x'), image: file(png, { name: 'a.png', contentType: 'image/png' }) }), {
      body: data,
    })
    await put(form({ name: like('Ada'), tag: ['a', like('b')] }), { body: new URLSearchParams('name=Bob&tag=a&tag=z') })
    await put(xml('<order id="1"><item>book</item></order>', { "$.order['@id']": like('1') }), {
      body: '<order id="2"><item>book</item></order>',
      headers: { 'content-type': 'application/xml' },
    })
    await put(text(like('hello')), { body: 'bye', headers: { 'content-type': 'text/plain' } })
    const wrong = new FormData()
    wrong.set('note', 'other')
    wrong.set('image', new Blob(['no picture'], { type: 'image/png' }), 'b.png')
    const image = file(png, { name: 'a.png', contentType: 'image/png' })
    await expect(put(multipart({ note: like('x'), image }), { body: wrong })).rejects.toThrow(
      /content type 'image\/png'/,
    )
  })
})

test('cookies may come in any order and with others, but not with other values', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'with cookies',
    request: { path: '/', cookies: { session: 'a.b', theme: like('dark') } },
    response: {},
  })
  const sending = (cookie: string) => expectation.run(({ fetch }) => fetch('/', { headers: { cookie } }))
  await sending('theme=light; other=1; session=a.b')
  await expect(sending('theme=light; session=axb')).rejects.toThrow('Cookie')
  await expect(sending('session=a.b')).rejects.toThrow('Cookie')
})

test('what a provider state gives is the example for the consumer, and a generator for the provider', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'an order of a state',
    request: { path: fromState('/orders/${id}', '/orders/1'), query: { token: fromState('${token}', 'abc') } },
    response: { body: { id: fromState('${id}', 1) } },
  })
  await expectation.run(({ fetch }) => fetch())
  await expect(expectation.run(({ fetch }) => fetch('/orders/2?token=abc'))).rejects.toThrow('/orders/2')
  expect(expectation.interactions[0]).toMatchObject({
    request: {
      generators: {
        path: { type: 'ProviderState', expression: '/orders/${id}' },
        query: { token: { type: 'ProviderState', expression: '${token}' } },
      },
    },
    response: {
      generators: { body: { '$.id': { type: 'ProviderState', expression: '${id}', dataType: 'INTEGER' } } },
      matchingRules: { body: { '$.id': { matchers: [{ match: 'type' }] } } },
    },
  })
})

test('a redirect that is declared is the answer itself', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'an old order',
    request: { path: '/old/1' },
    response: { status: 301, headers: { location: '/orders/1' } },
  })
  await expectation.run(async ({ fetch }) => {
    expect((await fetch()).headers.get('location')).toBe('/orders/1')
    expect((await fetch('/old/1')).status).toBe(301)
  })
})

test('many expectations run at once, each with a mock of its own', async () => {
  using contracts = contractFolder()
  const shop = contracts.contract()
  const runs = Array.from({ length: 40 }, (_, index) =>
    shop
      .http({ description: `call ${index}`, request: { path: `/${index}` }, response: { body: { index } } })
      .run(async ({ url }) => (await fetch(`${url}/${index}`)).json()),
  )
  expect(await Promise.all(runs)).toEqual(runs.map((_, index) => ({ index })))
  await contracts.merge()
  expect(contracts.interactions()).toHaveLength(40)
})

test('the mock listens on loopback, and its URL says so', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({ description: 'here', request: { path: '/' }, response: {} })
  await expectation.run(async ({ url, fetch }) => {
    expect(new URL(url).hostname).toBe('127.0.0.1')
    // The port is taken on that address only.
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(Number(new URL(url).port), '127.0.0.2', resolve))
    other.close()
    await fetch()
  })
})

test('a browser may ask first whether it may call', async () => {
  using contracts = contractFolder()
  const expectation = contracts
    .contract()
    .http({ description: 'an order', request: { path: '/orders/1' }, response: {} })
  await expectation.run(async ({ url, fetch: call }) => {
    const headers = { origin: 'http://shop.example', 'access-control-request-method': 'GET' }
    const asked = await fetch(`${url}/orders/1`, { method: 'OPTIONS', headers })
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, 'http://shop.example'])
    expect((await call()).headers.get('access-control-allow-origin')).toBe('*')
  })
})

test('a content type in lower case is one header, with a JSON body too', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'lower case',
    request: { method: 'POST', path: '/', headers: json_, body: { a: 1 } },
    response: { headers: { 'content-type': 'application/json; charset=utf-8' }, body: { b: 2 } },
  })
  await expectation.run(async ({ fetch }) => {
    const response = await fetch('/', { method: 'POST', headers: json_, body: '{"a":1}' })
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
  const [interaction] = expectation.interactions
  expect(interaction?.request.headers).toEqual({ 'Content-Type': ['application/json'] })
  expect(interaction?.response.headers).toEqual({ 'Content-Type': ['application/json; charset=utf-8'] })
})

test('a body is of the type that its headers say', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({
    description: 'types',
    request: { method: 'POST', path: '/', headers: { 'content-type': 'application/hal+json' }, body: { a: 1 } },
    response: { headers: { 'content-type': 'text/csv' }, body: 'a,b' },
  })
  await expectation.run(async ({ fetch }) => {
    const headers = { 'content-type': 'application/hal+json' }
    const response = await fetch('/', { method: 'POST', headers, body: '{"a":1}' })
    expect(await response.text()).toBe('a,b')
  })
  const [interaction] = expectation.interactions
  expect(interaction?.request.body).toMatchObject({ content: { a: 1 }, contentType: 'application/hal+json' })
  expect(interaction?.response.body).toMatchObject({ content: 'a,b', contentType: 'text/csv', encoded: false })
})

describe('what has no place in a contract is refused when it is declared', () => {
  const endless: { inside?: unknown } = {}
  endless.inside = endless
  const declaring = (request: object) => () => {
    using contracts = contractFolder()
    contracts.contract().http({ description: 'odd', request: { path: '/', ...request }, response: {} })
  }
  test.each([
    ['a path that is an object', { path: {} }, 'The path is one value'],
    ['a cookie that is a list', { cookies: { a: ['1'] } }, 'The cookie "a" is one value'],
    ['a query whose values have rules of their own', { query: { a: [like('x'), 'y'] } }, 'The values of "a"'],
    ['a body with a Date', { body: { at: new Date(0) } }, 'a Date is text on the wire'],
    ['a form that is no object', { body: 1n }, 'a bigint'],
    ['a body with itself inside', { body: endless }, 'Something in it has itself inside'],
    ['a path without a slash', { path: 'orders' }, "The path 'orders' must begin with a slash"],
    ['a path with a query', { path: '/orders?page=1' }, 'has a query: give it as query, by name'],
    ['a path that is not encoded', { path: '/a ö' }, 'clients send /a%20%C3%B6'],
    ['a path that clients shorten', { path: '/a/../b' }, 'clients send /b'],
    ['a path with a fragment', { path: '/a#b' }, 'clients send /a'],
  ])('%s', (_, request, message) => {
    expect(declaring(request)).toThrow(message)
  })

  test.each([600, 99, 200.5, '200'])('the status %j', (status) => {
    using contracts = contractFolder()
    const declare = () =>
      contracts.contract().http({ description: 'odd', request: { path: '/' }, response: { status } })
    expect(declare).toThrow(/status/)
  })

  test('a description that says nothing', () => {
    using contracts = contractFolder()
    const declare = () => contracts.contract().message({ description: ' ', contents: {} })
    expect(declare).toThrow('It needs a description')
  })

  test('names that are missing', () => {
    using contracts = contractFolder()
    expect(() => contracts.contract('', 'orders')).toThrow('give each its name')
  })
})
