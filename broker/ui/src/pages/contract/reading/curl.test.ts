import { expect, test } from 'vitest'
import { curlOf } from './curl.ts'

const http = (request: object, more: object = {}) => curlOf({ kind: 'http', source: { request, ...more } })

test('a request without a body is short', () => {
  expect(http({ method: 'GET', path: '/a', query: { q: ['x y', 'z'] } })).toBe(
    "curl \\\n  'http://localhost:8080/a?q=x+y&q=z'",
  )
})

test('headers and a body are given as they are, quoted for a shell', () => {
  const request = { method: 'post', path: '/a', headers: { Accept: 'text/plain' }, body: { name: "O'Neill" } }
  expect(http(request)).toBe(
    `curl -X POST \\\n  -H 'Accept: text/plain' \\\n  --data-binary '{"name":"O'\\''Neill"}' \\\n  'http://localhost:8080/a'`,
  )
})

test('bytes are decoded first', () => {
  const body = { content: 'AAEC', contentType: 'image/png', encoded: 'base64' }
  expect(http({ method: 'PUT', path: '/a', body }, { type: 'Synchronous/HTTP' })).toBe(
    "echo 'AAEC' | base64 -d | curl -X PUT \\\n  -H 'Content-Type: image/png' \\\n  --data-binary @- \\\n  'http://localhost:8080/a'",
  )
})

test('a message has none', () => {
  expect(curlOf({ kind: 'async-message', source: {} })).toBeUndefined()
})
