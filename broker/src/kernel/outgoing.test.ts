import { type LookupAddress } from 'node:dns'
import { type RequestListener, createServer } from 'node:http'
import { type AddressInfo, type Server, createServer as createTcpServer } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { type OutgoingRequest, type OutgoingRules, callOut } from './outgoing.ts'
import { isPublicAddress } from './outgoing-addresses.ts'

const started: Server[] = []

afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(started.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listening(server: Server): Promise<number> {
  started.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const serve = (handler: RequestListener): Promise<number> => listening(createServer(handler))

const open: OutgoingRules = {
  refusal: () => undefined,
  allowsAddress: () => true,
  isSecret: (name) => name === 'authorization',
  timeoutMs: 5000,
  bodyLimit: 1000,
  maxRedirects: 3,
  verifiesCertificates: true,
}
const guarded: OutgoingRules = { ...open, allowsAddress: isPublicAddress }

/** A name server of the test's own, which may answer differently each time. */
function resolving(answers: Readonly<Record<string, readonly string[]>>): OutgoingRules['lookup'] {
  const asked: Record<string, number> = {}
  return (name, _options, callback) => {
    const list = answers[name] ?? []
    const turn = (asked[name] = (asked[name] ?? -1) + 1)
    const address = list[Math.min(turn, list.length - 1)]
    if (address === undefined) callback(Object.assign(new Error(`nobody knows ${name}`), { code: 'ENOTFOUND' }), [])
    else callback(null, [{ address, family: address.includes(':') ? 6 : 4 }] satisfies LookupAddress[])
  }
}

const post = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url: new URL(url),
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
  ...more,
})

test('sends method, headers and body, and gives what was answered', async () => {
  let received = ''
  const port = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => (received += chunk.toString()))
    request.on('end', () => response.writeHead(201, { 'x-answer': 'yes' }).end('made'))
  })
  const answer = await callOut(post(`http://127.0.0.1:${port}/hook`), open)
  expect(received).toBe('hello')
  expect(answer).toMatchObject({ status: 201, headers: { 'x-answer': 'yes' }, isCut: false })
  expect(answer.body.toString()).toBe('made')
})

test.each(['http://127.0.0.1:1/', 'http://[::1]:1/', 'http://[::ffff:127.0.0.1]:1/', 'http://0x7f.1:1/', 'http://0/'])(
  '%s is refused',
  async (url) => {
    await expect(callOut(post(url), guarded)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('does not lead to a public address'),
    })
  },
)

test('a public name that leads to a private address is refused before anything is sent', async () => {
  let requests = 0
  const port = await serve((_request, response) => {
    requests += 1
    response.end()
  })
  const lookup = resolving({ 'hooks.example.org': ['127.0.0.1'] })
  await expect(
    callOut(post(`http://hooks.example.org:${port}/`), { ...guarded, ...(lookup && { lookup }) }),
  ).rejects.toMatchObject({
    kind: 'refused',
    message: 'hooks.example.org does not lead to a public address',
  })
  expect(requests).toBe(0)
  // The same name is fine where its address is.
  const answer = await callOut(post(`http://hooks.example.org:${port}/`), { ...open, ...(lookup && { lookup }) })
  expect(answer.status).toBe(200)
})

test('the address that was checked is the one that is connected to', async () => {
  const port = await serve((_request, response) => response.end())
  const lookup = resolving({ 'rebinding.example.org': ['127.0.0.1', '127.0.0.2'] })
  const seen: string[] = []
  const rules: OutgoingRules = {
    ...open,
    ...(lookup && { lookup }),
    allowsAddress: (address) => {
      seen.push(address)
      return address === '127.0.0.1'
    },
  }
  const answer = await callOut(post(`http://rebinding.example.org:${port}/`), rules)
  expect(answer.status).toBe(200)
  expect(seen).toEqual(['127.0.0.1'])
  await expect(callOut(post(`http://rebinding.example.org:${port}/`), rules)).rejects.toMatchObject({ kind: 'refused' })
})

test('a redirect to a private address is refused', async () => {
  const port = await serve((_request, response) => response.writeHead(307, { location: 'http://10.0.0.1/' }).end())
  const rules = { ...open, allowsAddress: (address: string) => address === '127.0.0.1' }
  await expect(callOut(post(`http://127.0.0.1:${port}/`), rules)).rejects.toMatchObject({
    kind: 'refused',
    message: '10.0.0.1 does not lead to a public address',
  })
})

test('each redirect is asked for by the rules for URLs', async () => {
  const port = await serve((_request, response) => response.writeHead(308, { location: 'ftp://127.0.0.1/' }).end())
  const rules = { ...open, refusal: ({ protocol }: URL) => (protocol === 'http:' ? undefined : 'it is not HTTP') }
  await expect(callOut(post(`http://127.0.0.1:${port}/`), rules)).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('it is not HTTP'),
  })
})

test('a redirect keeps method and body, and takes no secrets to another origin', async () => {
  const arrived: unknown[] = []
  const second = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      arrived.push({ method: request.method, body, authorization: request.headers.authorization })
      response.end('there')
    })
  })
  const first = await serve((request, response) => {
    arrived.push(request.headers.authorization)
    response.writeHead(307, { location: `http://127.0.0.1:${second}/next` }).end()
  })
  const headers = { authorization: 'Basic abc', 'content-type': 'text/plain' }
  const answer = await callOut(post(`http://127.0.0.1:${first}/`, { headers }), open)
  expect(answer.body.toString()).toBe('there')
  expect(answer.url.href).toBe(`http://127.0.0.1:${second}/next`)
  expect(arrived).toEqual(['Basic abc', { method: 'POST', body: 'hello', authorization: undefined }])
})

test('a redirect that would lose the body is not followed', async () => {
  const port = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end('moved'))
  const answer = await callOut(post(`http://127.0.0.1:${port}/`), open)
  expect(answer.status).toBe(302)
})

test('redirects end at the limit', async () => {
  let requests = 0
  const port = await serve((_request, response) => {
    requests += 1
    response.writeHead(307, { location: '/again' }).end()
  })
  const answer = await callOut(post(`http://127.0.0.1:${port}/`), open)
  expect(answer.status).toBe(307)
  expect(requests).toBe(4)
})

test('no more of an answer is read than the limit', async () => {
  const port = await serve((_request, response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    }
    response.on('drain', more)
    more()
  })
  const answer = await callOut(post(`http://127.0.0.1:${port}/`), open)
  expect(answer).toMatchObject({ status: 200, isCut: true })
  expect(answer.body.length).toBe(1000)
})

test.each(['nothing', 'headers and then a byte from time to time'])(
  'a server that answers %s is left at the limit',
  async (kind) => {
    const port = await listening(
      createTcpServer((socket) => {
        socket.on('error', () => {}).resume()
        if (kind === 'nothing') return
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n')
        const timer = setInterval(() => socket.write('x'), 20)
        socket.on('close', () => clearInterval(timer))
      }),
    )
    const rules = { ...open, timeoutMs: 300 }
    await expect(callOut(post(`http://127.0.0.1:${port}/`), rules)).rejects.toMatchObject({
      kind: 'failed',
      message: 'No complete answer came within 0.3 seconds',
    })
  },
)

test('a name server that never answers is left at the limit', async () => {
  const rules: OutgoingRules = { ...open, timeoutMs: 200, lookup: () => {} }
  await expect(callOut(post('http://silent.example.org/'), rules)).rejects.toMatchObject({
    message: 'No complete answer came within 0.2 seconds',
  })
})

test('says what went wrong', async () => {
  const lookup = resolving({})
  await expect(
    callOut(post('http://nowhere.example.org/'), { ...open, ...(lookup && { lookup }) }),
  ).rejects.toMatchObject({
    kind: 'failed',
    message: 'nobody knows nowhere.example.org',
  })
  await expect(callOut(post('http://127.0.0.1:1/'), open)).rejects.toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test('a proxy of the environment is used, and names that lead inside are refused all the same', async () => {
  const asked: unknown[] = []
  const proxy = await serve((request, response) => {
    asked.push(request.url)
    response.end('by proxy')
  })
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy}`)
  const lookup = resolving({ 'inside.example.org': ['10.0.0.1'] })
  const rules = { ...guarded, ...(lookup && { lookup }) }
  // Nobody here knows the name: the proxy may.
  const answer = await callOut(post('http://outside.example.org/hook'), rules)
  expect(answer.body.toString()).toBe('by proxy')
  expect(asked).toEqual(['http://outside.example.org/hook'])
  await expect(callOut(post('http://inside.example.org/hook'), rules)).rejects.toMatchObject({ kind: 'refused' })
  await expect(callOut(post('http://10.0.0.1/hook'), rules)).rejects.toMatchObject({ kind: 'refused' })
  expect(asked).toHaveLength(1)
})
