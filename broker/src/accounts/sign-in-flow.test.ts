import { describe, expect, test } from 'vitest'
import { flowFor, localPath, newFlow } from './sign-in-flow.ts'

describe('where somebody goes afterwards is an address here', () => {
  test.each([
    ['/', '/'],
    ['/pacticipants/Order%20API?x=1#y', '/pacticipants/Order%20API?x=1#y'],
    ['/a/../b', '/b'],
    [undefined, '/'],
    ['', '/'],
    ['pacticipants', '/'],
    ['https://evil.test/', '/'],
    ['//evil.test', '/'],
    [String.raw`/\evil.test`, '/'],
    ['/\t/evil.test', '/'],
    ['/\n/evil.test', '/'],
    ['/x/..//evil.test', '/'],
    [String.raw`/x/..\\evil.test`, '/'],
    ['/a\r\nSet-Cookie: b=c', '/aSet-Cookie:%20b=c'],
    [`/${'x'.repeat(2000)}`, '/'],
  ])('%j', (path, expected) => {
    expect(localPath(path)).toBe(expected)
  })
})

describe('an answer', () => {
  const flow = newFlow('/matrix?q=ü')

  test('goes on with the flow that it belongs to, on any broker', () => {
    expect(flowFor(flow.state, flow.kept)).toEqual(flow)
    expect(flow.returnTo).toBe('/matrix?q=%C3%BC')
  })

  test('is derived of a secret that it does not tell', () => {
    const [secret = ''] = flow.kept.split('.')
    const values = [secret, flow.state, flow.nonce, flow.verifier]
    expect(new Set(values).size).toBe(4)
    // As long as PKCE asks for, at least.
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/)
  })

  test('belongs to nothing else', () => {
    const other = newFlow('/matrix?q=ü')
    const [secret] = flow.kept.split('.')
    const elsewhere = `${secret}.${Buffer.from('/settings').toString('base64url')}`
    const wrong = [undefined, '', 'x', `${secret}`, `${flow.kept}.x`, other.kept, elsewhere]
    expect(wrong.map((kept) => flowFor(flow.state, kept))).toEqual(wrong.map(() => undefined))
    expect([null, '', 'ü'.repeat(43)].map((state) => flowFor(state, flow.kept))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
