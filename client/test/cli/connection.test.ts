import { once } from 'node:events'
import { type Server, createServer as createHttp, request as httpRequest } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { localhostCertificate, localhostKey } from '../support/certificate.ts'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'
import { runTally } from '../support/tally.ts'

vi.setConfig({ testTimeout: 60_000 })

let here: TallyBroker
/** A proxy before the broker that speaks TLS. */
let secure: Server
let address: string
let cwd: string
/** What the broker behind TLS was asked with. */
const seen: (string | undefined)[] = []

const portOf = (server: Server) => (server.address() as AddressInfo).port

beforeAll(async () => {
  here = await startTallyBroker()
  await here.broker.createEnvironment({ name: 'production', production: true })
  const target = new URL(here.url)
  secure = createHttps({ key: localhostKey, cert: localhostCertificate }, (request, response) => {
    seen.push(request.headers.authorization)
    const { method, url: path, headers } = request
    const passed = httpRequest({ port: target.port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(passed)
  })
  secure.listen(0, '127.0.0.1')
  await once(secure, 'listening')
  address = `https://127.0.0.1:${portOf(secure)}`
  cwd = here.workplace.folder
  here.workplace.write('ca.pem', localhostCertificate)
})
afterAll(async () => {
  secure.close()
  await here.stop()
})

const list = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  runTally(['list-environments', '-b', address, '--retries', '0', ...args], { cwd, env })

describe('TLS', () => {
  test('a certificate that nobody signed is not trusted', async () => {
    const { code, stderr } = await list()
    expect(code).toBe(3)
    expect(stderr).toContain('self-signed certificate')
  })

  const ways: readonly (readonly [what: string, args: readonly string[], env: Readonly<Record<string, string>>])[] = [
    ['by --ssl-certificate', ['--ssl-certificate', 'ca.pem'], {}],
    ['by -c', ['-c', 'ca.pem'], {}],
    ['by SSL_CERT_FILE', [], { SSL_CERT_FILE: 'ca.pem' }],
    ['whatever it is, by --disable-ssl-verification', ['--disable-ssl-verification'], {}],
    ['whatever it is, by --skip-ssl-verification', ['--skip-ssl-verification'], {}],
    ['whatever it is, by PACT_BROKER_DISABLE_SSL_VERIFICATION', [], { PACT_BROKER_DISABLE_SSL_VERIFICATION: 'true' }],
    ['whatever it is, by SSL_SKIP_VERIFICATION', [], { SSL_SKIP_VERIFICATION: 'true' }],
  ]
  test.each(ways)('it is trusted %s', async (_what, args, env) => {
    const { code, stdout, stderr } = await list(args, env)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('production')
  })

  test('writes and credentials go the same way', async () => {
    const created = await runTally(
      ['create-environment', '--name', 'uat', '-b', address, '-c', 'ca.pem', '--broker-token', 'secret'],
      { cwd },
    )
    expect(created).toMatchObject({ code: 0 })
    expect(seen.at(-1)).toBe('Bearer secret')
    expect(await here.broker.findEnvironment('uat')).toBeDefined()
  })

  test('a certificate that cannot be read is a mistake', async () => {
    expect(await list(['-c', 'nowhere.pem'])).toMatchObject({
      code: 2,
      stderr: 'nowhere.pem (--ssl-certificate) cannot be read.\n',
    })
  })
})

describe('a proxy that the environment names', () => {
  /** Counts what goes through it. */
  async function startProxy() {
    const hosts: (string | undefined)[] = []
    const proxy = createHttp((request, response) => {
      hosts.push(request.headers.host)
      const { method, url = '', headers } = request
      const passed = httpRequest(url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      request.pipe(passed)
    })
    proxy.on('connect', ({ url = '' }, socket) => {
      hosts.push(url)
      const [host = '', port = ''] = url.split(':')
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        target.pipe(socket)
        socket.pipe(target)
      })
      for (const end of [target, socket]) end.on('error', () => {})
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    return { hosts, url: `http://127.0.0.1:${portOf(proxy)}`, [Symbol.dispose]: () => void proxy.close() }
  }

  test('is used for http', async () => {
    using proxy = await startProxy()
    const run = await runTally(['list-environments', '-b', here.url], { env: { HTTP_PROXY: proxy.url } })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(proxy.hosts).toEqual([new URL(here.url).host])
  })

  test('is used for https, which it cannot read', async () => {
    using proxy = await startProxy()
    expect(await list(['-c', 'ca.pem'], { HTTPS_PROXY: proxy.url })).toMatchObject({ code: 0, stderr: '' })
    expect(proxy.hosts).toEqual([new URL(address).host])
  })

  test('is not used where NO_PROXY says so', async () => {
    using proxy = await startProxy()
    const env = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
    expect(await runTally(['list-environments', '-b', here.url], { env })).toMatchObject({ code: 0 })
    expect(proxy.hosts).toEqual([])
  })
})

test('a redirection is followed, but credentials are for the broker only', async () => {
  const asked: (string | undefined)[] = []
  const elsewhere = createHttp((request, response) => {
    asked.push(request.headers.authorization)
    response.setHeader('content-type', 'application/hal+json').end('{"_links":{},"_embedded":{"environments":[]}}')
  })
  elsewhere.listen(0, '127.0.0.1')
  const moved = createHttps({ key: localhostKey, cert: localhostCertificate }, (request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${portOf(elsewhere)}${request.url}` }).end()
  })
  moved.listen(0, '127.0.0.1')
  await Promise.all([once(elsewhere, 'listening'), once(moved, 'listening')])
  const args = [
    'list-environments',
    '-b',
    `https://127.0.0.1:${portOf(moved)}`,
    '-c',
    'ca.pem',
    '-k',
    'secret',
  ] as const
  const run = await runTally(args, { cwd })
  expect(run).toMatchObject({ code: 0, stderr: '' })
  expect(asked).toEqual([undefined])
  elsewhere.close()
  moved.close()
})
