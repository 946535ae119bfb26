import { type IncomingMessage, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withIdentity } from './oidc-identity.ts'

/** It gives identities, which say how often it was asked, and shows to others what it was shown. */
let asked: IncomingMessage[] = []
let lifetimeS = 300
const server = createServer((request, response) => {
  if (!request.url?.startsWith('/identity')) return response.end(request.headers.authorization ?? 'nobody')
  asked.push(request)
  const body = { exp: Math.floor(Date.now() / 1000) + lifetimeS, count: asked.length }
  const value = `e30.${Buffer.from(JSON.stringify(body)).toString('base64url')}.x`
  return response.end(JSON.stringify({ value }))
})
let url: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const env = () => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/identity?api-version=2`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-job',
})
const identified = (baseUrl = url) => withIdentity({ audience: 'https://a b', env: env(), baseUrl, fetch })
const shown = async (send: typeof fetch) => (await send(`${url}/pacticipants`)).text()

test('the broker is shown an identity that is meant for it, asked for once', async () => {
  asked = []
  const send = identified()
  const first = await shown(send)
  expect(first).toMatch(/^Bearer e30\./)
  expect(await shown(send)).toBe(first)
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer of-the-job'])
  const { searchParams } = new URL(asked[0]?.url ?? '', url)
  expect(Object.fromEntries(searchParams)).toEqual({ 'api-version': '2', audience: 'https://a b' })
})

test('it is renewed before it expires', async () => {
  asked = []
  lifetimeS = 30
  const send = identified()
  expect(await shown(send)).not.toBe(await shown(send))
  lifetimeS = 300
})

test('nobody else is shown it', async () => {
  expect(await shown(identified('http://127.0.0.1:1'))).toBe('nobody')
})

test('where no job can have one, that is said', () => {
  const start = () => withIdentity({ audience: 'x', env: {}, baseUrl: url, fetch })
  expect(start).toThrow('with the permission `id-token: write`')
})
