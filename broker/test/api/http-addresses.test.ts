import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getRaw, sendRaw } from '../support/raw-http.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

const heartbeat = '/diagnostic/status/heartbeat'
const asJson = ['Accept: application/json']

async function selfLink(broker: TestBroker, headers: readonly string[] = []): Promise<string> {
  const { body } = await getRaw(broker.url, heartbeat, headers)
  return JSON.parse(body)._links.self.href
}

describe('paths', () => {
  let broker: TestBroker
  beforeAll(async () => {
    broker = await startTestBroker()
    for (const name of ['Foo', 'a/b c%d', 'naïve ☕']) await broker.post('/pacticipants', { name })
  })
  afterAll(async () => broker.stop())

  test.each([
    ['/pacticipants/Foo', 'Foo'],
    ['/pacticipants/Foo/', 'Foo'],
    ['/pacticipants/%46oo', 'Foo'],
    ['/pacticipants/a%2Fb%20c%25d', 'a/b c%d'],
    ['/pacticipants/na%C3%AFve%20%E2%98%95', 'naïve ☕'],
    ['http://elsewhere.example/pacticipants/Foo', 'Foo'],
    ['http://elsewhere.example/pacticipants/Foo?page=1', 'Foo'],
  ])('%s names %s', async (path, name) => {
    const { status, body } = await getRaw(broker.url, path, asJson)
    expect([status, JSON.parse(body).name]).toEqual([200, name])
  })

  test.each([
    ['//', 404, 'Empty path component found'],
    ['/pacticipants//Foo', 404, 'Empty path component found'],
    ['/pacticipants/Foo//', 404, 'Empty path component found'],
    ['/pacticipants/a%0Ab', 422, 'The path holds a line break, a tab or another control character'],
    ['/pacticipants/a%09b', 422, 'The path holds a line break, a tab or another control character'],
    ['/pacticipants/a%00b', 422, 'The path holds a line break, a tab or another control character'],
    ['/pacticipants/%FF', 400, 'The path holds an invalid percent-encoding'],
    ['/pacticipants/%', 400, 'The path holds an invalid percent-encoding'],
    ['/pacticipants/%E2%98', 400, 'The path holds an invalid percent-encoding'],
    ['/nothing', 404, 'The requested document was not found on this server.'],
    ['/Pacticipants', 404, 'The requested document was not found on this server.'],
    ['/../../etc/passwd', 404, 'The requested document was not found on this server.'],
    ['/__proto__', 404, 'The requested document was not found on this server.'],
    ['*', 404, 'The requested document was not found on this server.'],
  ])('%s is answered with %i', async (path, status, message) => {
    const reply = await getRaw(broker.url, path, asJson)
    expect([reply.status, JSON.parse(reply.body).error]).toEqual([status, message])
  })

  test('the URL may be as long as a question about a hundred pacticipants makes it', async () => {
    const query = Array.from({ length: 500 }, (_, i) => `s[][pacticipant]=${'x'.repeat(60)}${i}`).join('&')
    expect((await getRaw(broker.url, `/pacticipants?${query}`, asJson)).status).toBe(200)
  })

  test('a longer one is refused with the limit', async () => {
    const reply = await getRaw(broker.url, `/pacticipants?q=${'x'.repeat(70_000)}`)
    expect(reply.status).toBe(431)
    expect(JSON.parse(reply.body).error).toBe('The URL and the headers are longer than 65536 bytes')
  })

  test.each([
    ['q=%FF', 'The query string holds an invalid percent-encoding: %FF'],
    [Array.from({ length: 1001 }, () => 'a').join('&'), 'The query string has more than 1000 parameters'],
    ['q[a][b][c][d][e][f]=1', 'The query parameter q[a][b][c][d][e][f] is nested too deeply'],
  ])('the query %j is answered with 400', async (query, message) => {
    const reply = await getRaw(broker.url, `/pacticipants?${query}`, asJson)
    expect([reply.status, JSON.parse(reply.body).error]).toEqual([400, message])
  })

  test.each(['__proto__[x]=1', 'constructor=1', 'q[__proto__][__proto__]=1', '=', '&&&', '[]=1', 'q[=1', ']['])(
    'the query %s harms nothing',
    async (query) => {
      const { status } = await getRaw(broker.url, `/pacticipants?${query}`, asJson)
      expect([200, 400]).toContain(status)
      expect(Reflect.get({}, 'x')).toBeUndefined()
    },
  )
})

describe('links, where nothing is configured', () => {
  let broker: TestBroker
  beforeAll(async () => {
    broker = await startTestBroker()
  })
  afterAll(async () => broker.stop())

  test.each([
    ['the address that was asked', [], undefined],
    [
      'the host and the scheme of the proxy',
      ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Proto: https'],
      'https://pacts.example',
    ],
    [
      'the first of several proxies',
      ['X-Forwarded-Host: a.example, b.example', 'X-Forwarded-Proto: https, http'],
      'https://a.example',
    ],
    [
      'its port',
      ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Port: 8443', 'X-Forwarded-Proto: https'],
      'https://pacts.example:8443',
    ],
    [
      'no port that goes without saying',
      ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Port: 443', 'X-Forwarded-Proto: https'],
      'https://pacts.example',
    ],
    ['a port in the host', ['X-Forwarded-Host: pacts.example:81', 'X-Forwarded-Port: 80'], 'http://pacts.example:81'],
    ['https by the older header', ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Ssl: on'], 'https://pacts.example'],
    [
      'the prefix',
      ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Prefix: /contracts/'],
      'http://pacts.example/contracts',
    ],
    [
      'no scheme but http and https',
      ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Proto: javascript'],
      'http://pacts.example',
    ],
    [
      'no prefix that is none',
      ['X-Forwarded-Host: pacts.example', 'X-Forwarded-Prefix: //evil.example/'],
      'http://pacts.example',
    ],
  ])('have %s', async (_, headers, base) => {
    expect(await selfLink(broker, headers)).toBe((base ?? broker.url) + heartbeat)
  })

  test.each(['evil.example/path', 'user@evil.example', 'evil.example"><script>', 'a b'])(
    'do not have %s, which is no host',
    async (host) => {
      expect(await selfLink(broker, [`X-Forwarded-Host: ${host}`])).toBe(broker.url + heartbeat)
      const asked = `GET ${heartbeat} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
      const { body } = await sendRaw(broker.url, asked)
      expect(JSON.parse(body)._links.self.href).toBe(`http://localhost${heartbeat}`)
    },
  )
})

describe('links, where the base URL is configured', () => {
  let broker: TestBroker
  beforeAll(async () => {
    broker = await startTestBroker({ config: { baseUrls: ['https://pacts.example/contracts'] } })
    await broker.post('/pacticipants', { name: 'Foo' })
  })
  afterAll(async () => broker.stop())

  test('have it, whatever the request says', async () => {
    const headers = ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: http']
    expect(await selfLink(broker, headers)).toBe(`https://pacts.example/contracts${heartbeat}`)
  })

  test('lead to the broker with and without the prefix', async () => {
    const href = 'https://pacts.example/contracts/pacticipants/Foo'
    for (const path of ['/contracts/pacticipants/Foo', '/pacticipants/Foo']) {
      expect((await broker.get(path)).json._links.self.href).toBe(href)
    }
    expect((await broker.get('/contractsx/pacticipants/Foo')).status).toBe(404)
    for (const path of ['/contracts', '/contracts/', '/']) expect((await broker.get(path)).status).toBe(200)
  })

  test('lead there although the prefix is the beginning of an address', async () => {
    for (const path of ['/contracts/contracts/publish', '/contracts/publish']) {
      expect((await broker.request('OPTIONS', path)).headers.get('allow')).toBe('POST, OPTIONS')
    }
  })

  test('so does the address of what was created', async () => {
    const reply = await broker.post('/contracts/pacticipants', { name: 'Bar' })
    expect(reply.headers.get('location')).toBe('https://pacts.example/contracts/pacticipants/Bar')
  })
})

test('a base URL may have a prefix of any characters', async () => {
  const baseUrl = 'https://pacts.example/team:a*(b)+%20{c}'
  const broker = await startTestBroker({ config: { baseUrls: [baseUrl] } })
  const { pathname } = new URL(baseUrl)
  const { status, body } = await getRaw(broker.url, pathname + heartbeat)
  expect([status, JSON.parse(body)._links.self.href]).toEqual([200, baseUrl + heartbeat])
  expect((await getRaw(broker.url, `/team:a${heartbeat}`)).status).toBe(404)
  await broker.stop()
})

describe('links, where several base URLs are configured', () => {
  let broker: TestBroker
  beforeAll(async () => {
    const baseUrls = ['https://first.example', 'https://second.example/pacts', 'http://inside:9292']
    broker = await startTestBroker({ config: { baseUrls } })
  })
  afterAll(async () => broker.stop())

  test.each([
    [
      'the one that the proxy names',
      ['X-Forwarded-Host: second.example', 'X-Forwarded-Proto: https'],
      'https://second.example/pacts',
    ],
    ['the one that has the host', ['X-Forwarded-Host: inside:9292', 'X-Forwarded-Proto: https'], 'http://inside:9292'],
    ['the first, when none is meant', ['X-Forwarded-Host: third.example'], 'https://first.example'],
    ['the first, when the port is none', ['X-Forwarded-Host: second.example:99999'], 'https://first.example'],
  ])('have %s', async (_, headers, base) => {
    expect(await selfLink(broker, headers)).toBe(base + heartbeat)
  })
})
