// What a sender gives for answers and for everything else that can come of a request, on real sockets.
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { OutgoingRequest } from '../../src/replay/request.ts'
import { type SenderOptions, createSender } from '../../src/replay/send.ts'
import { authority, signedCertificate, signedKey } from '../support/certificate.ts'
import { createWorkplace } from '../support/workplace.ts'

const open: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A provider that is as rude as it likes: gets the text of each request, and the number of the connection. */
async function startProvider(
  onRequest: (socket: Socket, text: string, connection: number) => unknown,
): Promise<string> {
  let connections = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    connections += 1
    const number = connections
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (data) => onRequest(socket, data.toString('latin1'), number))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function senderFor(baseUrl: string, more: Partial<SenderOptions> = {}) {
  const sender = createSender({ baseUrl, timeoutMs: 5_000, ...more })
  open.push(() => sender.close())
  return sender
}

const get: OutgoingRequest = { method: 'GET', path: '/items/1', headers: [], body: undefined }
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

test('headers are sent as they are given, in their order and case, twice where they are twice', async () => {
  let seen = ''
  const url = await startProvider((socket, text) => {
    seen = text
    socket.write(OK)
  })
  const headers = [
    ['x-b', '1'],
    ['X-A', '2'],
    ['x-b', '3'],
  ] as const
  await senderFor(`${url}/api/`).send({ ...get, headers })
  const { host } = new URL(url)
  expect(seen).toBe(
    `GET /api/items/1 HTTP/1.1\r\nHost: ${host}\r\nx-b: 1\r\nX-A: 2\r\nx-b: 3\r\nConnection: keep-alive\r\n\r\n`,
  )
  await senderFor(url).send({ ...get, method: 'POST', headers: [['Host', 'other']], body: Buffer.from('ä') })
  expect(seen).toContain('POST /items/1 HTTP/1.1\r\nHost: other\r\nContent-Length: 2\r\n')
  await senderFor(url).send({ ...get, method: 'POST', headers: [['content-length', '0']] })
  expect(seen.match(/content-length/gi)).toHaveLength(1)
})

test('an answer has its status, its headers as they came, and its bytes', async () => {
  const url = await startProvider((socket) => {
    socket.write(
      'HTTP/1.1 302 Found\r\nLocation: /other\r\nSET-cookie: a\r\nSet-Cookie: b\r\nContent-Length: 3\r\n\r\n\x00',
    )
    setImmediate(() => socket.write(Buffer.from([255, 10])))
  })
  expect(await senderFor(url).send(get)).toEqual({
    kind: 'answered',
    status: 302,
    headers: [
      ['Location', '/other'],
      ['SET-cookie', 'a'],
      ['Set-Cookie', 'b'],
      ['Content-Length', '3'],
    ],
    body: Buffer.from([0, 255, 10]),
    durationMs: expect.any(Number),
  })
})

test('connections are kept, and one that was closed meanwhile is not an error', async () => {
  const seen: number[] = []
  const url = await startProvider((socket, _text, connection) => {
    seen.push(connection)
    // The second request on the first connection finds it closed, without an answer.
    if (seen.length === 2) socket.destroy()
    else socket.write(OK)
  })
  const sender = senderFor(url)
  await sender.send(get)
  expect(await sender.send(get)).toMatchObject({ kind: 'answered' })
  expect(await sender.send(get)).toMatchObject({ kind: 'answered' })
  expect(seen).toEqual([1, 1, 2, 2])
})

test.each([
  ['unreachable', 'when nobody listens', undefined],
  ['lost', 'when the connection is cut before an answer', (socket: Socket) => socket.destroy()],
  [
    'lost',
    'when it is cut in the middle of one',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf'),
  ],
  ['unreadable', 'when it is no HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ['timeout', 'when there is none', () => undefined],
  [
    'timeout',
    'when it does not end',
    (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nso'),
  ],
] as const)('there is no answer, but a reason: %s %s', async (reason, _when, behave) => {
  const url = behave ? await startProvider(behave) : 'http://127.0.0.1:1'
  const sent = await senderFor(url, reason === 'timeout' ? { timeoutMs: 50 } : {}).send(get)
  expect(sent).toMatchObject({ kind: 'failed', reason, says: expect.stringMatching(/.{5}/) })
})

test.each([
  ['a header that is not one', { ...get, headers: [['x', 'a\nb']] }],
  ['a path that is not one', { ...get, path: '/a b' }],
  ['a method that is not one', { ...get, method: 'G T' }],
] as const)('what cannot be sent is said: %s', async (_what, request) => {
  const url = await startProvider((socket) => socket.write(OK))
  expect(await senderFor(url).send(request)).toMatchObject({ kind: 'failed', reason: 'unsendable' })
})

test('what is on its way when the run ends is given up', async () => {
  const controller = new AbortController()
  const url = await startProvider(() => controller.abort())
  const sender = senderFor(url, { signal: controller.signal })
  expect(await sender.send(get)).toMatchObject({ kind: 'failed', reason: 'aborted' })
  expect(await sender.send(get)).toMatchObject({ kind: 'failed', reason: 'aborted' })
})

test('a provider at an https address is trusted when its authority is, or when it is told to trust anybody', async () => {
  const server = createSecureServer({ cert: signedCertificate, key: signedKey }, (_request, response) =>
    response.end('ok'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const workplace = createWorkplace()
  workplace.write('authority.pem', authority)
  open.push(
    () => workplace.remove(),
    () => server.closeAllConnections(),
    () => void server.close(),
  )
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = { SSL_CERT_FILE: join(workplace.folder, 'authority.pem') }
  expect(await senderFor(url, { env }).send(get)).toMatchObject({ kind: 'answered', status: 200 })
  expect(await senderFor(url, { env: {}, insecure: true }).send(get)).toMatchObject({ kind: 'answered' })
  const distrusted = await senderFor(url, { env: {} }).send(get)
  expect(distrusted).toMatchObject({ kind: 'failed', reason: 'lost', says: expect.stringContaining('certificate') })
})
