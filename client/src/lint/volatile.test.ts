import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { volatileIn } from './volatile.ts'

const now = Date.parse('2026-11-22T19:30:14.123Z')
const found = (text: string) => volatileIn(text, [now]).map((one) => [one.rule, one.text])

const token = (claims: object) =>
  [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

describe('a time close to now changes', () => {
  test.each([
    ['2026-11-22T19:30:14.123Z'],
    ['2026-11-22T20:30:14+01:00'],
    ['2026-11-22 19:30'],
    ['2026-11-23T06:00:00'],
    ['2026-11-22'],
    ['20261122T193014Z'],
    ['20261122'],
    ['22.11.2026'],
    ['11/22/2026'],
    ['Sun, 22 Nov 2026 19:30:14 GMT'],
    ['Sun Nov 22 2026 19:30:14 GMT+0000'],
    ['1795375814'],
    ['1795375814123'],
    ['1795375814123456'],
  ])('%s', (text) => {
    expect(found(text)).toEqual([['changing-time', text]])
    expect(found(`at-${text}.`)).toEqual([['changing-time', text]])
  })

  test('in a token that says when it was issued', () => {
    const text = `Bearer ${token({ sub: 'ada', iat: Math.floor(now / 1000) })}.c2lnbmF0dXJl`
    expect(found(text)).toEqual([['changing-time', text.slice('Bearer '.length)]])
  })

  test.each([
    ['2000-01-31T12:00:00Z'],
    ['2026-11-01'],
    ['31.01.2000'],
    ['Mon, 31 Jan 2000 12:00:00 GMT'],
    ['1000000000'],
    ['9780131103627'],
    ['2026-11'],
    ['4111111111111111'],
    ['version 2026.11'],
  ])('%s does not', (text) => {
    expect(found(text)).toEqual([])
  })

  test('a token of long ago does not', () => {
    expect(found(`${token({ iat: 1_516_239_022 })}.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c`)).toEqual([])
  })
})

describe('an id made now, or drawn by lot, changes', () => {
  test.each([
    ['UUID of version 4', 'ac67ee9b-e64f-40b4-8607-b4fbffecfe96', false],
    ['UUID of version 1', '23e56bb0-e6ab-11f1-9a1d-3b8f60e2d597', true],
    ['UUID of version 7', '01a204bc-d5eb-7c4e-9a1d-3b8f60e2d597', true],
    ['UUID of version 6', '1f1e6ab2-3e56-6bb0-9a1d-3b8f60e2d597', true],
    ['ULID', '01M82BSNFBBQXJ7Z3K5V8W2N4R', true],
    ['ObjectId', '6b0342c6a1f3c2d4e5f60718', true],
  ])('%s', (_kind, id, certain) => {
    const [one, ...others] = volatileIn(`/orders/${id}/lines`, [now])
    expect(one).toMatchObject({ rule: 'random-id', text: id, certain })
    expect(others).toEqual([])
  })

  test.each([
    ['the nil UUID', '00000000-0000-0000-0000-000000000000'],
    ['a UUID that repeats', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
    ['a UUID that counts', '12345678-1234-4234-8234-123456789012'],
    ['a UUID that somebody typed', 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d'],
    ['the example of this package', '5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f'],
    ['the example of pact-js', 'e2490de5-5bd3-43d5-b7c4-526e33f71304'],
    ['a UUID of a name', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['a UUID of long ago', '123e4567-e89b-12d3-a456-426614174000'],
    ['a UUID of version 7 of long ago', '01890a5d-ac96-774b-bcce-b302099a8057'],
    ['a ULID of long ago', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    ['an ObjectId of long ago', '507f1f77bcf86cd799439011'],
  ])('%s does not', (_kind, id) => {
    expect(found(`/orders/${id}`)).toEqual([])
  })
})

describe('a long text that looks random may change', () => {
  test.each([['V1StGXR8_Z5jdHi6B-myT'], ['9f86d081884c7d659a2feaa0c55ad015'], ['kT8fQ2xVb71LmZ0wRcYs4NeA']])(
    '%s',
    (text) => {
      expect(found(`/a/${text}?b=1`)).toEqual([['random-text', text]])
    },
  )

  test.each([
    ['getCustomerOrderHistoryByIdentifier2'],
    ['application-vnd-company-order-v2-json'],
    ['DE89370400440532013000'],
    ['0123456789abcdef0123456789abcdef'],
    ['VeryLongTitleOfAPage2024Edition'],
    ['iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='.repeat(2)],
  ])('%s does not', (text) => {
    expect(found(text)).toEqual([])
  })

  test('nearly all that are random are known', () => {
    const known = (make: () => string) =>
      Array.from({ length: 500 }, make).filter((text) => found(text).length > 0).length
    expect(known(randomUUID)).toBeGreaterThan(480)
    expect(known(() => randomBytes(16).toString('hex'))).toBeGreaterThan(480)
    expect(known(() => randomBytes(24).toString('base64url'))).toBeGreaterThan(400)
  })
})

describe('what the system chooses changes', () => {
  test.each([
    ['local-port', 'http://127.0.0.1:53211/orders', '127.0.0.1:53211'],
    ['local-port', 'http://localhost:40123', 'localhost:40123'],
    ['local-port', 'http://[::1]:53211', '[::1]:53211'],
    ['temporary-path', '/tmp/tally-Ab3dE9/a.pdf', '/tmp/tally-Ab3dE9/a.pdf'],
    ['temporary-path', '/var/folders/zz/abc123/T/upload-1', '/var/folders/zz/abc123/T/upload-1'],
    ['temporary-path', String.raw`C:\Users\ada\AppData\Local\Temp\x1`, String.raw`C:\Users\ada\AppData\Local\Temp\x1`],
  ])('%s: %s', (rule, text, part) => {
    expect(found(text)).toEqual([[rule, part]])
  })

  test.each([
    ['http://localhost:8080/'],
    ['127.0.0.1:3000'],
    ['http://stock:53211'],
    ['/tmp/report.pdf'],
    ['/tmp/my-report'],
    ['/var/tmp'],
  ])('%s does not', (text) => {
    expect(found(text)).toEqual([])
  })
})

test('several values of one text are found in their order, each once', () => {
  expect(found('ac67ee9b-e64f-40b4-8607-b4fbffecfe96 on 2026-11-22 at localhost:53211')).toEqual([
    ['random-id', 'ac67ee9b-e64f-40b4-8607-b4fbffecfe96'],
    ['changing-time', '2026-11-22'],
    ['local-port', 'localhost:53211'],
  ])
})

test('any text can be looked at, and what is found is part of it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      expect(volatileIn(text, [now]).every((one) => text.includes(one.text))).toBe(true)
    }),
  )
})
