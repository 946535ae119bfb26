import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { BrokerCallError } from '../src/broker/call-error.ts'
import { type Exchange, type TransportOptions, createTransport } from '../src/broker/transport.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** A server that gives these answers, one after the other, then the last one for ever. */
async function serve(...answers: readonly Answer[]) {
  const seen: IncomingMessage[] = []
  const url = await listen((request: IncomingMessage, response: ServerResponse) => {
    const {
      status = 200,
      headers = { 'content-type': 'application/json' },
      body = '{}',
    } = answers[Math.min(seen.length, answers.length - 1)] ?? {}
    seen.push(request)
    response.writeHead(status, headers).end(body)
  })
  return { url, seen }
}

const transport = (baseUrl: string, options: Omit<TransportOptions, 'baseUrl'> = {}) =>
  createTransport({ baseUrl, retryDelayMs: 1, ...options })

async function failure(promise: Promise<unknown>): Promise<BrokerCallError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof BrokerCallError)) throw new Error('it did not fail as a call fails', { cause: error })
  return error
}

/** A port on which nothing listens. */
async function deadUrl(): Promise<string> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

describe('a request', () => {
  test('goes below the path prefix of the base URL', async () => {
    const { url, seen } = await serve({})
    await transport(`${url}/broker/`).send({ method: 'GET', url: '/pacticipants' })
    expect(seen[0]?.url).toBe('/broker/pacticipants')
  })

  test('says who asks: a name and password, from the options or the URL, or a token', async () => {
    const { url, seen } = await serve({})
    const withLogin = url.replace('http://', 'http://ann%40x:p%3Aß@')
    await transport(withLogin).send({ method: 'GET', url: '/' })
    await transport(url, { credentials: { type: 'basic', username: 'ann@x', password: 'p:ß' } }).send({
      method: 'GET',
      url: '/',
    })
    await transport(withLogin, { credentials: { type: 'bearer', token: 'secret' } }).send({ method: 'GET', url: '/' })
    const basic = `Basic ${Buffer.from('ann@x:p:ß').toString('base64')}`
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([basic, basic, 'Bearer secret'])
  })

  test('carries its body as JSON, its own headers, and the name of the client', async () => {
    const { url, seen } = await serve({})
    await transport(url, { headers: { 'x-team': 'shop' } }).send({ method: 'POST', url: '/', body: { a: 1 } })
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-team': 'shop',
      'user-agent': 'tallystick-client',
      accept: 'application/hal+json, application/json',
    })
  })

  test('to another host tells nobody who asks', async () => {
    const { url } = await serve({})
    const other = await serve({})
    const options = { credentials: { type: 'bearer', token: 'secret' }, headers: { 'x-team': 'shop' } } as const
    await transport(url, options).send({ method: 'GET', url: other.url })
    expect(other.seen[0]?.headers).not.toHaveProperty('authorization')
    expect(other.seen[0]?.headers).not.toHaveProperty('x-team')
  })

  test('to a base URL that is none is refused at once', () => {
    expect(() => transport('broker.example.org')).toThrow(/must begin with http/)
    expect(() => transport('ftp://broker')).toThrow(TypeError)
  })
})

describe('a reply', () => {
  test('is parsed when it is JSON', async () => {
    const { url } = await serve(
      { headers: { 'content-type': 'application/hal+json;charset=utf-8' }, body: '{"a":1}' },
      { headers: { 'content-type': 'text/plain' }, body: 'hello' },
      { status: 204, body: '' },
    )
    const bodies = []
    for (let n = 0; n < 3; n++) bodies.push((await transport(url).send({ method: 'GET', url: '/' })).body)
    expect(bodies).toEqual([{ a: 1 }, 'hello', undefined])
  })

  test('that refuses is thrown with its status and its sentences', async () => {
    const { url } = await serve({ status: 400, body: '{"errors":{"name":["is missing"]}}' })
    const error = await failure(transport(url).send({ method: 'POST', url: '/environments', body: {} }))
    expect(error).toMatchObject({ failure: 'refused', status: 400, message: 'name: is missing' })
    expect(error.body).toEqual({ errors: { name: ['is missing'] } })
  })

  test('that asks for credentials says what to give', async () => {
    const { url } = await serve({ status: 401, body: '', headers: {} })
    const error = await failure(transport(url).send({ method: 'GET', url: '/' }))
    expect(error).toMatchObject({ failure: 'refused', status: 401 })
    expect(error.message).toMatch(/token, or a user name and a password/)
  })

  test('that is a page of something else is no refusal', async () => {
    const { url } = await serve({ status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not here</h1>' })
    const error = await failure(transport(url).send({ method: 'GET', url: '/matrix' }))
    expect(error).toMatchObject({ failure: 'misunderstood', status: 404 })
    expect(error.message).toContain('is it a broker?')
  })

  test('that redirects a write says where to', async () => {
    const { url } = await serve({ status: 301, headers: { location: 'https://broker.example.org/' }, body: '' })
    const error = await failure(transport(url).send({ method: 'POST', url: '/contracts/publish', body: {} }))
    expect(error.failure).toBe('misunderstood')
    expect(error.message).toContain('https://broker.example.org/')
  })

  test('that redirects a read is followed', async () => {
    const { url } = await serve({ status: 302, headers: { location: '/there' }, body: '' }, { body: '{"a":1}' })
    expect((await transport(url).send({ method: 'GET', url: '/' })).body).toEqual({ a: 1 })
  })
})

describe('a failure that may pass', () => {
  test.each([429, 502, 503])('is tried again after %i', async (status) => {
    const { url, seen } = await serve({ status }, { status }, { body: '{"a":1}' })
    expect((await transport(url).send({ method: 'POST', url: '/', body: {} })).body).toEqual({ a: 1 })
    expect(seen).toHaveLength(3)
  })

  test.each([400, 404, 409, 500, 504])('is none after %i', async (status) => {
    const { url, seen } = await serve({ status })
    await failure(transport(url).send({ method: 'GET', url: '/' }))
    expect(seen).toHaveLength(1)
  })

  test('is given up after the retries', async () => {
    const { url, seen } = await serve({ status: 503, body: '{"error":"The database is away"}' })
    const error = await failure(transport(url, { retries: 2 }).send({ method: 'GET', url: '/' }))
    expect(error).toMatchObject({ failure: 'unavailable', status: 503 })
    expect(error.message).toContain('The database is away')
    expect(seen).toHaveLength(3)
    const busy = await serve({ status: 429 })
    const tooMuch = await failure(transport(busy.url, { retries: 0 }).send({ method: 'GET', url: '/' }))
    expect(tooMuch).toMatchObject({ failure: 'unavailable', status: 429 })
  })

  test('is tried again when the connection is cut', async () => {
    let count = 0
    const url = await listen((request, response) => {
      count += 1
      if (count < 3) request.socket.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}')
    })
    expect((await transport(url).send({ method: 'GET', url: '/' })).body).toEqual({ a: 1 })
  })

  test('waits as long as the broker asks', async () => {
    const { url } = await serve({ status: 503, headers: { 'retry-after': '0' } }, {})
    const startedAt = performance.now()
    await createTransport({ baseUrl: url, retryDelayMs: 60_000 }).send({ method: 'GET', url: '/' })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('waits for no broker that asks for minutes', async () => {
    const { url } = await serve({ status: 429, headers: { 'retry-after': '600' } }, {})
    const error = await failure(transport(url).send({ method: 'GET', url: '/' }))
    expect(error).toMatchObject({ failure: 'unavailable', status: 429 })
  })

  test('of a broker that is not there is said in a sentence, after the retries', async () => {
    const baseUrl = await deadUrl()
    const exchanges: Exchange[] = []
    const onExchange = (exchange: Exchange) => void exchanges.push(exchange)
    const error = await failure(transport(baseUrl, { retries: 2, onExchange }).send({ method: 'GET', url: '/' }))
    expect(error.failure).toBe('unreachable')
    expect(error.message).toBe(`The broker at ${baseUrl} cannot be reached: the connection is refused`)
    expect(exchanges).toHaveLength(3)
  })
})

test('a broker that does not reply in time is given up, once', async () => {
  let count = 0
  const url = await listen(() => {
    count += 1
  })
  const error = await failure(transport(url, { timeoutMs: 50 }).send({ method: 'GET', url: '/' }))
  expect(error).toMatchObject({ failure: 'unreachable' })
  expect(error.message).toContain('no reply within 0.05 seconds')
  expect(count).toBe(1)
})

test('every try is told, without credentials', async () => {
  const { url } = await serve({ status: 503 }, {})
  const exchanges: Exchange[] = []
  const onExchange = (exchange: Exchange) => void exchanges.push(exchange)
  const withLogin = url.replace('http://', 'http://ann:secret@')
  await transport(withLogin, { onExchange }).send({ method: 'GET', url: '/pacticipants' })
  expect(exchanges).toMatchObject([
    { method: 'GET', url: `${url}/pacticipants`, outcome: 503 },
    { method: 'GET', url: `${url}/pacticipants`, outcome: 200 },
  ])
})
