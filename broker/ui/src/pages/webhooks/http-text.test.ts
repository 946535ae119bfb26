import { expect, test } from 'vitest'
import { requestText, responseText } from './http-text.ts'

test('a request is shown as it is sent', () => {
  const request = { method: 'post', url: 'https://ci.example.org/a?b=c', headers: { accept: '*/*' }, body: '{"a":[1]}' }
  expect(requestText(request)).toBe(
    'POST /a?b=c HTTP/1.1\nhost: ci.example.org\naccept: */*\n\n{\n  "a": [\n    1\n  ]\n}',
  )
})

test.each([
  ['no URL yet', { method: 'POST', url: '${pactbroker.pactUrl}', headers: {} }, 'POST ${pactbroker.pactUrl} HTTP/1.1'],
  ['text', { method: 'POST', url: '/', headers: {}, body: 'hello' }, 'POST / HTTP/1.1\n\nhello'],
  ['what is no JSON', { method: 'POST', url: '/', headers: {}, body: '{a}' }, 'POST / HTTP/1.1\n\n{a}'],
])('a request with %s is shown as it is', (_what, request, expected) => {
  expect(requestText(request)).toBe(expected)
})

test('a response is shown as far as it is known', () => {
  expect(responseText({ status: 204 })).toBe('HTTP/1.1 204')
  expect(responseText({ status: 200, headers: { server: 'ci' }, body: { ok: true } })).toBe(
    'HTTP/1.1 200\nserver: ci\n\n{\n  "ok": true\n}',
  )
})
