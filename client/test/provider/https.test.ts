// Providers at https addresses: whom they are trusted by, with and without a change of their requests on the way.

import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authority, signedCertificate, signedKey } from '../support/certificate.ts'
import { http, outcomes } from './contracts.ts'
import { useReplay } from './replay.ts'

const { replay, workplace } = useReplay()

const server = createServer({ key: signedKey, cert: signedCertificate }, (_request, response) => response.end())
let app: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app = `https://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const request = () => undefined

test.each([
  ['SSL_CERT_FILE', { SSL_CERT_FILE: 'own.pem' }],
  ['NODE_EXTRA_CA_CERTS', { NODE_EXTRA_CA_CERTS: 'own.pem' }],
  ['NODE_EXTRA_CA_CERTS beside another SSL_CERT_FILE', { SSL_CERT_FILE: 'empty.pem', NODE_EXTRA_CA_CERTS: 'own.pem' }],
  ['NODE_EXTRA_CA_CERTS beside SSL_CERT_DIR', { SSL_CERT_DIR: '.', NODE_EXTRA_CA_CERTS: 'own.pem' }],
])('a provider is trusted by %s, whether its requests are changed or not', async (_, names) => {
  workplace().write('own.pem', authority)
  workplace().write('empty.pem', '')
  const { folder } = workplace()
  const env = Object.fromEntries(Object.entries(names).map(([name, file]) => [name, `${folder}/${file}`]))
  expect(outcomes((await replay([http()], { app, env })).results)).toEqual({ 'a request': 'kept' })
  expect(outcomes((await replay([http()], { app, env, request })).results)).toEqual({ 'a request': 'kept' })
})

test('a provider that is not trusted is said to be so, unless any certificate will do', async () => {
  for (const options of [{ app }, { app, request }]) {
    const { results } = await replay([http()], options)
    expect(outcomes(results)).toEqual({
      'a request': [expect.stringMatching(/Is its certificate trusted\? SSL_CERT_FILE/)],
    })
    expect((await replay([http()], { ...options, insecure: true })).success).toBe(true)
  }
})

test('a provider that is away is named, where its requests are changed', async () => {
  const { results } = await replay([http()], { app: 'http://127.0.0.1:9', request })
  expect(outcomes(results)).toEqual({
    'a request': ['The provider failed: no answer from http://127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9'],
  })
})
