// What goes over the wire when a contract is replayed, and what can go wrong there.

import { createHmac } from 'node:crypto'
import { type IncomingMessage, type RequestListener, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import express from 'express'
import { afterEach, describe, expect, test } from 'vitest'
import { contract, http, jsonBody, outcomes } from './contracts.ts'
import { useReplay } from './replay.ts'

const { replay, replayFolder, workplace } = useReplay()

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A provider on a port of its own. */
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Answers with what it was sent. */
function createEcho() {
  const seen: { line: string; body: string; headers: IncomingMessage['headers'] }[] = []
  const app: RequestListener = (request, response) => {
    void text(request).then((body) => {
      seen.push({ line: `${request.method} ${request.url}`, body, headers: request.headers })
      return response.setHeader('content-type', 'application/json').end('{}')
    })
  }
  return { app, seen }
}

const put = http({
  request: {
    method: 'PUT',
    path: '/items/1',
    headers: { 'Content-Type': ['application/json'], Authorization: ['Bearer example'] },
    body: { content: { name: 'ä' }, contentType: 'application/json', encoded: false },
  },
})

describe('a request', () => {
  test('arrives as the contract has it: method, path, query, headers, cookies and body', async () => {
    const { app, seen } = createEcho()
    const { success } = await replay(
      [
        http({
          request: {
            path: '/a%20b/ä',
            query: { q: ['x y', 'z&'], page: ['2'] },
            headers: { Cookie: ['a=1; b=2'], 'X-List': ['a', 'b'] },
          },
        }),
        put,
        http({ request: { method: 'PUT', path: '/empty', headers: { 'Content-Type': ['application/json'] } } }),
      ],
      { app },
    )
    expect(success).toBe(true)
    expect(seen.map(({ line }) => line)).toEqual([
      'GET /a%20b/%C3%A4?page=2&q=x+y&q=z%26',
      'PUT /items/1',
      'PUT /empty',
    ])
    expect(seen[0]?.headers).toMatchObject({ cookie: 'a=1; b=2', 'x-list': 'a, b' })
    // A proxy on the way once made {} of it.
    expect(seen.map(({ body }) => body)).toEqual(['', '{"name":"ä"}', ''])
  })

  test('has the headers that are given in place of its own', async () => {
    const { app, seen } = createEcho()
    const headers = { authorization: 'Bearer real', 'X-Team': 'shop' }
    await replay([put], { app, headers })
    await replay([put], { app: await listen(app), headers })
    for (const { headers: arrived } of seen)
      expect(arrived).toMatchObject({ authorization: 'Bearer real', 'x-team': 'shop' })
    expect(seen).toHaveLength(2)
  })

  test('is changed by a filter: line, headers and body, in an app and on the way to a URL', async () => {
    const { app, seen } = createEcho()
    const options = {
      request: ({
        method,
        body,
        headers,
        consumer,
      }: {
        method: string
        body: Uint8Array
        headers: object
        consumer: string
      }) => ({
        url: '/changed?x=1',
        method: method === 'PUT' ? 'POST' : 'GET',
        headers: {
          authorization: undefined,
          'X-Signature': createHmac('sha256', 'key').update(body).digest('hex'),
          'x-consumer': `${consumer} ${Object.keys(headers).includes('authorization')}`,
        },
        body: '{"more":true}',
      }),
    }
    await replay([put], { app, ...options })
    await replay([put], { app: `${await listen(app)}/base`, ...options })
    const express5 = express().use(express.json(), (request, response) => {
      seen.push({ line: 'express', body: JSON.stringify(request.body), headers: request.headers })
      response.json({})
    })
    await replay([put], { app: express5, ...options })
    await replay([put], {
      app: async (request: Request) => {
        seen.push({ line: 'fetch', body: await request.text(), headers: Object.fromEntries(request.headers) })
        return new Response('', {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        })
      },
      ...options,
    })
    expect(seen.map(({ line }) => line)).toEqual(['POST /changed?x=1', 'POST /base/changed?x=1', 'express', 'fetch'])
    for (const { body, headers } of seen) {
      expect(body).toBe('{"more":true}')
      expect(headers).not.toHaveProperty('authorization')
      expect(headers).toMatchObject({
        'content-length': '13',
        'x-consumer': 'shop true',
        'x-signature': createHmac('sha256', 'key').update('{"name":"ä"}').digest('hex'),
      })
    }
  })

  test('goes past any proxy', async () => {
    const { app, seen } = createEcho()
    const proxies = {
      HTTP_PROXY: 'http://127.0.0.1:9',
      http_proxy: 'http://127.0.0.1:9',
      ALL_PROXY: 'http://127.0.0.1:9',
    }
    const { success } = await replay([put], { app: await listen(app), env: proxies })
    expect(success).toBe(true)
    expect(seen).toHaveLength(1)
  })
})

describe('an answer', () => {
  test('that redirects is what the contract may expect, and is followed where it does not', async () => {
    const app = express()
    app.get('/old', (_request, response) => response.redirect(301, '/new'))
    app.get('/new', (_request, response) => void response.json({ id: 1 }))
    const { results } = await replay(
      [
        http({
          description: 'sees it',
          request: { path: '/old' },
          response: { status: 301, headers: { Location: ['/new'] } },
        }),
        http({ description: 'follows it', request: { path: '/old' }, response: jsonBody({ id: 1 }) }),
      ],
      { app },
    )
    expect(outcomes(results)).toEqual({ 'sees it': 'kept', 'follows it': 'kept' })
  })

  test('is compared with the numbers as they were published', async () => {
    const content = '{"price":20.0,"big":12345678901234567890,"small":1e-7,"count":20}'
    const app: RequestListener = (_request, response) => {
      response.setHeader('content-type', 'application/json').end(content)
    }
    const interaction = http({
      states: [{ name: 'prices', params: 'CONTENT' as never }],
      response: jsonBody('CONTENT'),
    })
    const text = JSON.stringify(contract([interaction])).replaceAll('"CONTENT"', content)
    workplace().write('pacts/contract.json', text)
    const seen: unknown[] = []
    const { results } = await replayFolder({ app, states: { prices: (params) => void seen.push(params) } })
    expect(outcomes(results)).toEqual({ 'a request': 'kept' })
    // Handlers are given numbers.
    expect(seen).toEqual([JSON.parse(content)])
  })

  test('that never comes is said to be missing', async () => {
    const { results } = await replay([http()], { app: () => new Promise<Response>(() => {}), timeoutMs: 100 })
    expect(outcomes(results)).toEqual({
      'a request': [expect.stringMatching(/did not answer GET \/ within 0.1 seconds/)],
    })
  })

  test('of a connection that is cut fails that interaction only', async () => {
    const app: RequestListener = (request, response) => {
      if (request.url === '/') request.socket.destroy()
      else response.end()
    }
    const interactions = [http(), http({ description: 'another', request: { path: '/other' } })]
    for (const provider of [app, await listen(app)]) {
      const { results } = await replay(interactions, { app: provider })
      expect(outcomes(results)).toEqual({ 'a request': [expect.stringContaining('GET /')], another: 'kept' })
    }
    const { results } = await replay(interactions, { app: await listen(app), request: () => undefined })
    expect(outcomes(results)).toMatchObject({ another: 'kept' })
    expect(results[0]?.success).toBe(false)
  })

  test('of an app that throws says what was thrown', async () => {
    const { results } = await replay([http()], {
      app: () => {
        throw new Error('out of stock')
      },
    })
    expect(outcomes(results)).toEqual({ 'a request': ['The provider failed: out of stock'] })
  })

  test('of a provider that is not there names its address', async () => {
    const url = await listen(() => {})
    for (const close of closing.splice(0)) close()
    const { results } = await replay([http()], { app: url })
    expect(outcomes(results)).toEqual({ 'a request': [expect.stringContaining(url)] })
  })
})

test('a hundred and twenty interactions of two consumers are all replayed, in their order', async () => {
  const { app, seen } = createEcho()
  const interactions = (who: string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      http({ description: `${who} ${index}`, request: { path: `/${who}/${index}` } }),
    )
  workplace().write('pacts/a.json', contract(interactions('a', 60), { consumer: 'a' }))
  workplace().write('pacts/b.json', contract(interactions('b', 60), { consumer: 'b' }))
  workplace().write('pacts/other.json', contract(interactions('c', 1), { provider: 'other' }))
  const { success, results } = await replayFolder({ app })
  expect(success).toBe(true)
  expect(results).toHaveLength(120)
  const paths = ['a', 'b'].flatMap((who) => Array.from({ length: 60 }, (_, index) => `GET /${who}/${index}`))
  expect(seen.map(({ line }) => line)).toEqual(paths)
})

test('an interaction that the core leaves out is not kept', async () => {
  const { success, results } = await replay([
    http(),
    { ...http({ description: 'a thought' }), type: 'Synchronous/Thoughts' },
  ])
  expect(success).toBe(false)
  expect(outcomes(results)).toEqual({
    'a request': 'kept',
    'a thought': [expect.stringMatching(/^The core cannot read the interaction: .* incorrect type attribute/)],
  })
})
