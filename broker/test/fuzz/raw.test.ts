// What is no request, or two at once: refused, and never taken for something else.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { sendBytes } from './send.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
  await broker.post('/pacticipants', { name: 'Shop' })
})
afterAll(async () => broker.stop())

const head = (line: string, ...headers: readonly string[]) => [line, ...headers].join('\r\n') + '\r\n\r\n'
const smuggled = head('DELETE /pacticipants/Shop HTTP/1.1', 'Host: x', 'Connection: close')
const json = 'Content-Type: application/json'
const posted = (...headers: readonly string[]) =>
  head('POST /pacticipants HTTP/1.1', 'Host: x', json, 'Connection: close', ...headers)

test.each<[string, string]>([
  ['a length and chunks', `${posted('Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${smuggled}`],
  ['chunks and a length', `${posted('Transfer-Encoding: chunked', 'Content-Length: 5')}0\r\n\r\n${smuggled}`],
  ['two lengths', `${posted('Content-Length: 0', 'Content-Length: 30')}${smuggled}`],
  ['a list of lengths', `${posted('Content-Length: 0, 30')}${smuggled}`],
  ['a length with a sign', `${posted('Content-Length: +0')}${smuggled}`],
  ['a length below nothing', `${posted('Content-Length: -1')}${smuggled}`],
  ['a length in other digits', `${posted('Content-Length: 0x10')}${smuggled}`],
  ['a length beyond all numbers', `${posted('Content-Length: 99999999999999999999999')}${smuggled}`],
  ['chunks that come twice', `${posted('Transfer-Encoding: chunked, chunked')}0\r\n\r\n${smuggled}`],
  ['chunks that are not last', `${posted('Transfer-Encoding: chunked, identity')}0\r\n\r\n${smuggled}`],
  ['chunks with a letter before', `${posted('Transfer-Encoding: xchunked')}0\r\n\r\n${smuggled}`],
  ['chunks with a space before the colon', `${posted('Transfer-Encoding : chunked')}0\r\n\r\n${smuggled}`],
  ['a chunk of a size that is none', `${posted('Transfer-Encoding: chunked')}zz\r\n\r\n${smuggled}`],
  ['a chunk larger than numbers', `${posted('Transfer-Encoding: chunked')}fffffffffffffffff\r\nx`],
  ['a header on two lines', `${posted('X-One: 1\r\n Transfer-Encoding: chunked')}${smuggled}`],
  ['a header without a colon', posted('Nothing')],
  ['a header with NUL', posted('X-One: a\u0000b')],
  ['a header with a line feed only', posted('X-One: 1\nContent-Length: 5')],
  ['a name with a space', posted('X One: 1')],
  ['no host', head('GET / HTTP/1.1', 'Connection: close')],
  ['HTTP/3.7', head('GET / HTTP/3.7', 'Host: x')],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a TLS handshake', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ['a line without an end', `GET /${'x'.repeat(100_000)}`],
  ['a method that is none', head('GE(T / HTTP/1.1', 'Host: x')],
  ['a space in the address', head('GET /a b HTTP/1.1', 'Host: x')],
  ['nothing but line ends', '\r\n'.repeat(1000) + head('NOTHING', 'Host: x')],
])('%s', async (_, bytes) => {
  const answer = await sendBytes(broker.url, Buffer.from(bytes, 'latin1'))
  expect([0, 400, 408, 411, 413, 431, 501]).toContain(answer.status)
  expect(answer.text).not.toMatch(/\n\s+at |node_modules|Parse Error/)
  expect((await broker.get('/pacticipants/Shop')).status).toBe(200)
})

test.each<[string, string, number]>([
  ['an address with the host in it', head('GET http://other.example/pacticipants HTTP/1.1', 'Host: x'), 200],
  ['a host in the place of an address', head('GET other.example:443 HTTP/1.1', 'Host: x'), 400],
  ['the whole server', head('OPTIONS * HTTP/1.1', 'Host: x'), 404],
  ['two hosts', head('GET /pacticipants HTTP/1.1', 'Host: a', 'Host: b'), 200],
  ['a fragment', head('GET /pacticipants#x HTTP/1.1', 'Host: x'), 200],
  ['backslashes', head(String.raw`GET /\..\pacticipants HTTP/1.1`, 'Host: x'), 404],
  ['dots', head('GET /doc/../pacticipants/../../etc/passwd HTTP/1.1', 'Host: x'), 404],
  ['encoded dots', head('GET /ui/%2e%2e/%2e%2e/package.json HTTP/1.1', 'Host: x'), 404],
  ['a tunnel', head('CONNECT other.example:443 HTTP/1.1', 'Host: x'), 0],
  ['another protocol', head('GET /pacticipants HTTP/1.1', 'Host: x', 'Upgrade: websocket'), 200],
  ['an expectation', head('GET /pacticipants HTTP/1.1', 'Host: x', 'Expect: 200-ok'), 417],
])('%s is answered in its way', async (_, bytes, status) => {
  const [line = '', ...rest] = bytes.split('\r\n')
  const answer = await sendBytes(broker.url, Buffer.from([line, 'Connection: close', ...rest].join('\r\n')))
  expect(answer.status).toBe(status)
})
