import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { httpServer } from '../../src/kernel/http/listen.ts'
import { serveWebPages } from '../../src/kernel/http/web-pages.ts'
import { getRaw } from '../support/raw-http.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

async function listening(server: Server): Promise<string> {
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker({ config: { baseUrls: ['https://pacts.example.org'] } })
})
afterAll(async () => broker.stop())

describe('what browsers are told to refuse', () => {
  test.each(['/pacticipants', '/no/such/address', '/health', '/openapi.json'])('everything at %s', async (path) => {
    const { headers } = await broker.get(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test.each(['/doc/webhooks', '/hal-browser/browser.html'])('scripts and styles of others at %s', async (path) => {
    const { status, headers } = await broker.get(path, { accept: html })
    expect(status).toBe(200)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; ?script-src 'self';/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).not.toContain('unsafe')
  })

  test('all but what carries the nonce of the answer, on the web pages', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tallystick-pages-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'index.html'), '<base href="/" /><meta nonce="NONCE" />')
    const server = createServer(express().use(serveWebPages({ addresses: ['/'], folder })))
    const url = await listening(server)
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers } = await fetch(url, { headers: { accept: html } }).then(async (reply) => {
          const page = await reply.text()
          const policy = reply.headers.get('content-security-policy') ?? ''
          const [, nonce] = /style-src 'self' 'nonce-([^']+)';/.exec(policy) ?? []
          expect(page).toContain(`nonce="${nonce}"`)
          expect(policy).toMatch(/^default-src 'none';script-src 'self';.*;frame-ancestors 'none'$/)
          expect(policy).not.toContain('unsafe')
          return reply
        })
        expect(headers.get('referrer-policy')).toBe('same-origin')
        return headers.get('content-security-policy')
      }),
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('a way back without TLS, where every URL of the broker is one with TLS', async () => {
    expect((await broker.get('/health')).headers.get('strict-transport-security')).toBe('max-age=31536000')
    for (const baseUrls of [[], ['https://a.example', 'http://b.example']]) {
      const other = await startTestBroker({ config: { baseUrls } })
      expect((await other.get('/health')).headers.get('strict-transport-security')).toBeNull()
      await other.stop()
    }
  })
})

describe('from where a request comes', () => {
  const forwarded = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' }

  test.each<[string, number | readonly string[], Readonly<Record<string, string>>, string]>([
    ['nobody is trusted to say', 0, forwarded, '127.0.0.1'],
    ['one proxy is', 1, forwarded, '203.0.113.9'],
    ['two are', 2, forwarded, '198.51.100.7'],
    ['a proxy is by its network', ['127.0.0.0/8'], forwarded, '203.0.113.9'],
    ['another proxy is', ['10.0.0.0/8'], forwarded, '127.0.0.1'],
    ['proxies are, which say nothing', 2, {}, '127.0.0.1'],
    ['what is said is no address', 1, { 'x-forwarded-for': "<script>'" }, '127.0.0.1'],
    ['an address is written as a mapped one', 1, { 'x-forwarded-for': '::ffff:203.0.113.9' }, '203.0.113.9'],
  ])('%s', async (_, trustProxy, headers, address) => {
    const one = await startTestBroker({ config: { trustProxy } })
    onTestFinished(() => one.stop())
    await one.request('POST', '/teams', { body: { name: 'Checkout' }, headers })
    const { rows } = await sql<{ address: string }>`select address from audit_entries`.execute(one.db)
    expect(rows).toEqual([{ address }])
  })
})

describe('limits', () => {
  test('of the number of headers', async () => {
    const headers = Array.from({ length: 120 }, (_, index) => `X-${index}: 1`)
    const reply = await getRaw(broker.url, '/pacticipants', headers)
    expect(reply.status).toBe(400)
    expect(JSON.parse(reply.body).error).toBe('The request has 122 headers, and 100 are possible')
  })

  test('of the size of headers and address', async () => {
    const reply = await getRaw(broker.url, `/pacticipants?${'x'.repeat(70_000)}`)
    expect(reply.status).toBe(431)
    expect(JSON.parse(reply.body).error).toBe('The URL and the headers are longer than 65536 bytes')
  })

  test('of the number of parameters', async () => {
    const reply = await broker.get(`/matrix?${'q[]=1&'.repeat(1001)}`)
    expect(reply.json.error).toBe('The query string has more than 1000 parameters')
  })

  test('of how deep a body is nested', async () => {
    const body = `{"name":${'['.repeat(100)}${']'.repeat(100)}}`
    const reply = await broker.request('POST', '/pacticipants', { body })
    expect(reply.json.error).toBe('The request body is nested more than 100 levels deep')
  })

  /** Answers more than sockets hold, of what has arrived as a whole. */
  async function served(limits: Partial<NonNullable<Parameters<typeof httpServer>[1]>>) {
    const server = httpServer(
      (request, response) => {
        request.resume().on('end', () => response.end('x'.repeat(50_000_000)))
      },
      { headersMs: 60_000, requestMs: 60_000, silenceMs: 60_000, checkMs: 20, ...limits },
    )
    const left = new Promise<void>((resolve) => {
      server.on('connection', (socket) => socket.on('close', () => resolve()))
    })
    const socket = connect(Number(new URL(await listening(server)).port), '127.0.0.1').on('error', () => {})
    onTestFinished(() => void socket.destroy())
    return { socket, left }
  }

  test.each([
    ['headers', { headersMs: 100 }, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a body', { requestMs: 100, headersMs: 50 }, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n'],
  ])('of how slowly %s may arrive', async (_, limits, start) => {
    const { socket } = await served(limits)
    let received = ''
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
    socket.write(start)
    const trickle = setInterval(() => socket.write('x'), 10)
    await new Promise((resolve) => socket.on('close', resolve))
    clearInterval(trickle)
    expect(received).toContain('408 Request Timeout')
  })

  test('of how long an answer may lie where nobody takes it', async () => {
    const { socket, left } = await served({ silenceMs: 100 })
    socket.pause().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await left
  })
})
