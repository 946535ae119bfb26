import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { curlOf } from './security-curl.ts'
import { credentialsOf } from './security-credentials.ts'
import { leakIn } from './security-leaks.ts'
import { planProbes } from './security-probes.ts'
import { redactedBody } from './security-redact.ts'
import type { OutgoingRequest } from './request.ts'

const get = (path: string, headers: OutgoingRequest['headers'] = []): OutgoingRequest => ({
  method: 'GET',
  path,
  headers,
  body: undefined,
})
const post = (body: string, contentType = 'application/json'): OutgoingRequest => ({
  method: 'POST',
  path: '/items',
  headers: [['Content-Type', contentType]],
  body: Buffer.from(body),
})

const namesOf = (request: OutgoingRequest, kind: string) =>
  planProbes(request, { maxBodyMb: 1 })
    .probes.filter((probe) => probe.kind === kind)
    .map(({ name }) => name)
const find = (request: OutgoingRequest, name: string) => {
  const found = planProbes(request, { maxBodyMb: 1 }).probes.find((probe) => probe.name === name)
  if (!found) throw new Error(`There is no probe '${name}'`)
  return found.request
}
const bodyOf = (request: OutgoingRequest, name: string) => Buffer.from(find(request, name).body ?? '').toString()

describe('credentials', () => {
  test.each([
    [get('/', [['authorization', 'Bearer abc']]), ['authorization']],
    [get('/', [['COOKIE', 'a=1']]), ['COOKIE']],
    [
      get('/', [
        ['X-Api-Key', 'abc'],
        ['X-Own', 'abc'],
      ]),
      ['X-Api-Key', 'X-Own'],
    ],
    [get('/?api_key=a&page=1&access-token=b&token=c'), ['api_key', 'access-token', 'token']],
    [get('/?keyword=a&page_token_size=1', [['Accept', 'a/b']]), []],
    [get('/?token=', [['Authorization', '']]), []],
  ])('%# are known by their names', (request, names) => {
    expect(credentialsOf(request, ['x-own']).map(({ name }) => name)).toEqual(names)
  })

  test('are all left out, and each is broken while the others are away', () => {
    const request = get('/items?page=1&api_key=k1', [
      ['Authorization', 'Bearer t1'],
      ['Accept', 'a/b'],
    ])
    const { probes } = planProbes(request)
    const ofCredentials = probes
      .filter(({ kind }) => kind === 'credentials')
      .map((probe) => {
        const { headers, path } = probe.request
        return [probe.name, path, headers.map((pair) => pair.join(': ')).join(', ')]
      })
    expect(ofCredentials).toEqual([
      ['without credentials', '/items?page=1', 'Accept: a/b'],
      ['with another value as Authorization', '/items?page=1', 'Accept: a/b, Authorization: Bearer g1'],
      ['with its scheme alone as Authorization', '/items?page=1', 'Accept: a/b, Authorization: Bearer'],
      ['with the scheme of another kind as Authorization', '/items?page=1', 'Accept: a/b, Authorization: Basic t1'],
      ['with an empty value as Authorization', '/items?page=1', 'Accept: a/b, Authorization: '],
      ['with another value as api_key in the query', '/items?page=1&api_key=x1', 'Accept: a/b'],
      ['with an empty value as api_key in the query', '/items?page=1&api_key=', 'Accept: a/b'],
    ])
  })

  test('a password is changed behind its user', () => {
    const basic = Buffer.from('me:secret').toString('base64')
    const { headers } = find(get('/', [['Authorization', `Basic ${basic}`]]), 'with another password as Authorization')
    const [, sent = ''] = headers[0]?.[1].split(' ') ?? []
    expect(Buffer.from(sent, 'base64').toString()).toMatch(/^me:(?!secret$).{6}$/)
  })

  test('a token that needs no signature keeps what it claims', () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = `${part({ alg: 'RS256', kid: '1' })}.${part({ sub: 'shop' })}.c2ln`
    const name = 'with a token that says it needs no signature as Cookie'
    const { headers } = find(get('/', [['Cookie', `lang=en; session=${token}`]]), name)
    expect(headers[0]?.[1]).toBe(`lang=rn; session=${part({ alg: 'none', kid: '1' })}.${part({ sub: 'shop' })}.`)
  })
})

describe('malformed input', () => {
  const item = post('{"name":"pen","count":3,"tags":["a"]}')

  test('each property is left out and given other types, while the others stay', () => {
    expect(bodyOf(item, "without 'name' in the body")).toBe('{"count":3,"tags":["a"]}')
    expect(bodyOf(item, "with a text as 'count' in the body")).toBe('{"name":"pen","count":"text","tags":["a"]}')
    expect(bodyOf(item, "with a number that is too large as 'count' in the body")).toContain('"count":1e999')
    const names = namesOf(item, 'malformed')
    expect(names).toContain("with an object as 'tags' in the body")
    expect(names).not.toContain("with a text as 'name' in the body")
  })

  test('the body as a whole is none that its type says', () => {
    expect(bodyOf(item, 'with a body that is cut off')).toBe('{"name":"pen","coun')
    expect(bodyOf(item, 'with an empty body')).toBe('')
    expect(bodyOf(item, 'with a list as the body')).toBe('[]')
    const bytes = find(item, 'with bytes in a text that are no UTF-8').body
    expect(Buffer.from(bytes ?? '').toString('latin1')).toBe('{"name":"\u00C3(\u00FFpen","count":3,"tags":["a"]}')
    expect(find(item, 'with its JSON said to be XML').headers).toEqual([['Content-Type', 'application/xml']])
  })

  test('parts of the path and values of the query change one at a time', () => {
    const request = get('/shops/7/items?page=1&sort=name')
    expect(find(request, "with a null byte in place of '7' in the path").path).toBe(
      '/shops/a%00b/items?page=1&sort=name',
    )
    expect(find(request, "with quotes as 'sort' in the query").path).toBe('/shops/7/items?page=1&sort=%27%22%60')
    expect(find(request, "with two values as 'page' in the query").path).toBe('/shops/7/items?page=1&sort=name&page=1')
  })

  test('a form is cut off, and is no JSON', () => {
    const form = post('name=pen&count=3', 'application/x-www-form-urlencoded')
    expect(bodyOf(form, 'with a body that is cut off')).toBe('name=pen')
    expect(namesOf(form, 'malformed')).not.toContain('with a list as the body')
  })

  test('how many there are is bounded, however large a request is', () => {
    const large = Object.fromEntries(Array.from({ length: 500 }, (_none, index) => [`name${index}`, 'a']))
    const query = Array.from({ length: 100 }, (_none, index) => `q${index}=1`).join('&')
    const request = { ...post(JSON.stringify(large)), path: `${'/a'.repeat(50)}?${query}` }
    expect(planProbes(request, { maxBodyMb: 1 }).probes.length).toBeLessThan(300)
    const few = planProbes(request, { maxBodyMb: 1, limit: 12 })
    expect([few.probes.length, few.leftOut > 100]).toEqual([12, true])
  })
})

test('oversized bodies are JSON where the body is, and as large as said', () => {
  const request = post('{"name":"pen"}')
  const body = bodyOf(request, 'with a body of 1 MB')
  expect(Object.keys(JSON.parse(body))).toEqual(['name', 'padding'])
  expect(body.length).toBeGreaterThan(1024 * 1024)
  expect(namesOf(get('/'), 'oversized')).toEqual(['with a query of 32 kB', 'with a header of 24 kB'])
})

describe('a command', () => {
  const curl = (request: OutgoingRequest, secrets: readonly string[] = []) =>
    curlOf(request, { baseUrl: 'http://me:pass@host:80/base/', named: ['x-own'], secrets })

  test('has no credentials', () => {
    const request = get('/a?token=t&page=1', [
      ['Authorization', 'Bearer t'],
      ['X-Own', 't'],
      ['Cookie', 'a=t; b=t'],
    ])
    expect(curl(request)).toBe(
      "curl -gi --path-as-is 'http://host/base/a?token=[redacted]&page=1' " +
        "-H 'Authorization: Bearer [redacted]' -H 'X-Own: [redacted]' -H 'Cookie: a=[redacted]; b=[redacted]'",
    )
    expect(curl(post('{"password":"abc"}'), ['abc'])).toContain(`'{"password":"[redacted]"}'`)
  })

  test.each([
    Buffer.from(`{"it's":"a\\"b","x":"100%"}`),
    Buffer.from([0, 255, 37, 92, 39, 10]),
    Buffer.from(`@${'['.repeat(5000)}1${']'.repeat(5000)}`),
    Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(2_000_000, "'"), Buffer.from('"}')]),
  ])('sends the same bytes (%#)', (body) => {
    const command = curl({ ...post(''), body })
    expect(command.length).toBeLessThan(500)
    // A shell without curl: what would be sent is printed.
    const script = `curl() { for last; do :; done; if [ "$last" = @- ]; then cat; else printf %s "$last"; fi; }; ${command}`
    const sent = execFileSync('bash', ['-c', script], { maxBuffer: 10_000_000 })
    expect(Buffer.compare(sent, body)).toBe(0)
  })
})

test('secrets of a body are left out, in parts too, and what a probe put there stays', () => {
  const body = (text: string) => redactedBody(text, ['hunter2'])
  expect(body('{"user":"hunter2","password":"hunter2"}')).toBe('{"user":"hunter2","password":"[redacted]"}')
  expect(body('{"password":"hunt')).toBe('{"password":"[redacted]')
  expect(body('{"password":"text"}')).toBe('{"password":"text"}')
  expect(body('grant=a&client_secret=hunter2')).toBe('grant=a&client_secret=[redacted]')
})

describe('a stack', () => {
  test.each([
    ['JavaScript', 'Error: no\n    at read (/srv/app.js:12:3)\n    at next (node:internal/a:1:2)'],
    ['JavaScript', '<pre>TypeError: no<br> &nbsp; &nbsp;at read (file:///srv/app.ts:12:3)<br></pre>'],
    ['JavaScript', JSON.stringify({ stack: 'Error\n    at async C:\\srv\\app.js:1:2' })],
    ['the JVM', 'java.lang.NullPointerException\n\tat com.shop.Items.read(Items.java:12)'],
    ['.NET', 'System.Exception: no\r\n   at Shop.Items.Read(String id) in C:\\src\\Items.cs:line 12'],
    ['Python', 'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in read'],
    ['Ruby', "/srv/app/items.rb:12:in 'Items#read'"],
    ['PHP', 'PHP Fatal error: no in /srv/items.php on line 12'],
    ['PHP', '#0 /srv/items.php(12): read()'],
    ['Go', 'panic: no\n\ngoroutine 1 [running]:\nmain.main()'],
    ['Rust', "thread 'main' panicked at src/main.rs:1:2:"],
    ['Elixir', '** (RuntimeError) no\n    (shop 0.1.0) lib/shop/items.ex:12: Shop.Items.read/1'],
    ['its database', "You have an error in your SQL syntax near ''"],
  ])('of %s is known', (what, text) => {
    expect(leakIn({ body: Buffer.from(text) })?.what).toContain(what)
  })

  test.each([
    '',
    '{"error":"the count must be a number"}',
    'look at line 12, in the morning',
    '{"path":"/srv/app.js","at":"12:30:15"}',
    'We are at (the) shop.',
  ])('is not what an ordinary answer has: %s', (text) => {
    expect(leakIn({ body: Buffer.from(text) })).toBeUndefined()
  })
})
