import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VERSION } from '../../src/version.ts'
import { getRaw, sendRaw } from '../support/raw-http.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
  for (let i = 0; i < 10; i += 1) await broker.post('/pacticipants', { name: `Service ${i}` })
})
afterAll(async () => broker.stop())

const accepting = (accept: string) => broker.get('/pacticipants', { accept })

describe('the media type of an answer', () => {
  test.each([
    ['application/hal+json', 'application/hal+json'],
    ['application/json', 'application/json'],
    ['application/hal+json, application/json', 'application/hal+json'],
    ['application/json;q=0.5, application/hal+json', 'application/hal+json'],
    ['application/hal+json, application/problem+json', 'application/hal+json'],
    ['application/problem+json', 'application/hal+json'],
    ['application/*', 'application/hal+json'],
    ['*/*', 'application/hal+json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/hal+json'],
    ['text/html', 'application/json'],
  ])('for Accept: %s is %s', async (accept, type) => {
    const reply = await accepting(accept)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe(`${type};charset=utf-8`)
  })

  test('is HAL for a client that says nothing', async () => {
    const { host } = new URL(broker.url)
    const reply = await sendRaw(broker.url, `GET /pacticipants HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(reply.status).toBe(200)
    expect(reply.head).toContain('Content-Type: application/hal+json;charset=utf-8')
  })

  test.each(['text/csv', 'image/png', 'application/hal+json;q=0'])(
    'Accept: %s is answered with 406',
    async (accept) => {
      const reply = await accepting(accept)
      expect(reply.status).toBe(406)
      expect(reply.json.error).toBe('This resource is available as application/hal+json or application/json')
    },
  )

  test('does not depend on what was asked before', async () => {
    await accepting('text/csv')
    expect((await accepting('application/json')).status).toBe(200)
    expect((await accepting('text/csv')).status).toBe(406)
  })
})

describe('methods', () => {
  test('HEAD answers as GET does, without the body', async () => {
    const get = await broker.get('/pacticipants/Service%201', { 'accept-encoding': 'identity' })
    const head = await broker.request('HEAD', '/pacticipants/Service%201')
    expect(head.status).toBe(200)
    expect(head.text).toBe('')
    for (const name of ['content-type', 'content-length']) expect(head.headers.get(name)).toBe(get.headers.get(name))
  })

  test('HEAD of what is not there is 404', async () => {
    expect((await broker.request('HEAD', '/pacticipants/Nobody')).status).toBe(404)
  })

  test('OPTIONS lists what is possible', async () => {
    const reply = await broker.request('OPTIONS', '/pacticipants')
    expect(reply.status).toBe(200)
    expect(reply.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
    expect(reply.headers.get('access-control-allow-methods')).toBe('GET, POST, HEAD, OPTIONS')
    expect(reply.text).toBe('')
  })

  test('another method is refused with what is possible', async () => {
    const reply = await broker.del('/pacticipants')
    expect(reply.status).toBe(405)
    expect(reply.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
    expect(reply.json.error).toBe('DELETE is not possible here. Use GET, POST, HEAD, OPTIONS.')
  })
})

describe('headers', () => {
  test('every answer has the version and how it may be kept', async () => {
    for (const path of ['/pacticipants', '/nothing']) {
      const { headers } = await broker.get(path)
      expect(headers.get('x-pact-broker-version')).toBe(VERSION)
      expect(headers.get('cache-control')).toBe('no-cache')
      expect(headers.get('vary')).toBe('Accept, Accept-Encoding')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  test('the id of a request is the one that the client gave', async () => {
    const { headers } = await broker.get('/pacticipants', { 'x-request-id': 'build-17.4' })
    expect(headers.get('x-request-id')).toBe('build-17.4')
  })

  test.each(['', 'with space', 'x'.repeat(200), '"quoted"'])('an id of its own in place of %o', async (id) => {
    const { headers } = await broker.get('/pacticipants', { 'x-request-id': id })
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('compression', () => {
  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['identity', null],
    ['deflate', 'deflate'],
  ])('Accept-Encoding: %s gives %s', async (accepted, given) => {
    const reply = await broker.get('/pacticipants', { 'accept-encoding': accepted })
    expect(reply.headers.get('content-encoding')).toBe(given)
    expect(reply.json._embedded.pacticipants).toHaveLength(10)
  })

  test('makes an answer smaller', async () => {
    const sizeOf = async (encoding: string) => {
      const { body } = await getRaw(broker.url, '/pacticipants', [`Accept-Encoding: ${encoding}`])
      return body.length
    }
    const plain = await sizeOf('identity')
    for (const encoding of ['br', 'gzip']) expect(await sizeOf(encoding)).toBeLessThan(plain / 4)
  })

  test('leaves a small answer as it is', async () => {
    const reply = await broker.get('/diagnostic/status/heartbeat', { 'accept-encoding': 'br, gzip' })
    expect(reply.headers.get('content-encoding')).toBeNull()
  })
})

test('a page of another site may not change anything, and may read nothing it could not read otherwise', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' }
  const reply = await broker.request('POST', '/pacticipants', { body: { name: 'Evil' }, headers })
  expect(reply.status).toBe(403)
  expect(reply.json.error).toBe('Pages of other sites may not change anything here')
  expect((await broker.get('/pacticipants/Evil')).status).toBe(404)
  const read = await broker.get('/pacticipants', headers)
  expect(read.headers.get('access-control-allow-origin')).toBeNull()
})

test('many requests on one connection are answered in their order', async () => {
  const { host } = new URL(broker.url)
  const get = (path: string, last = false) =>
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${last ? 'Connection: close\r\n' : ''}\r\n`
  const replies = await sendRaw(
    broker.url,
    get('/pacticipants/Service%201') + get('/nothing') + get('/pacticipants', true),
  )
  const statuses = [...`${replies.head}\r\n\r\n${replies.body}`.matchAll(/HTTP\/1\.1 (\d+)/g)].map(
    ([, status]) => status,
  )
  expect(statuses).toEqual(['200', '404', '200'])
})

test('a client that gives up in the middle of its body disturbs nobody', async () => {
  const gone = new Promise((resolve) => {
    const request = httpRequest(`${broker.url}/pacticipants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 1000 },
    })
    request.on('error', resolve)
    request.write('{"name":', () => request.destroy())
  })
  await gone
  expect((await broker.get('/pacticipants')).status).toBe(200)
})
