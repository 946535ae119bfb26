import { paths } from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker()
})
afterAll(async () => broker.stop())

const answering = endpoints.filter(({ path }) => path !== paths.testError)
const accepts = ['application/problem+json', 'application/hal+json, application/problem+json']

/** With a body of the wrong form where one is taken, and with names of nobody. */
async function askWrongly({ method, path, body }: (typeof endpoints)[number], accept: string) {
  const address = path.replaceAll(/\{(\w+)\}/g, 'Nobody')
  return broker.request(method, method === 'GET' ? `${address}?page=0` : address, {
    ...(body ? { body: [] } : {}),
    headers: { accept, ...(body ? { 'content-type': body.mediaTypes[0] ?? '' } : {}) },
  })
}

test.each(answering.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s says what is wrong as a problem to whom likes that',
  async (_, endpoint) => {
    for (const accept of accepts) {
      const { status, headers, text, json } = await askWrongly(endpoint, accept)
      if (status < 400) continue
      expect([status, headers.get('content-type')]).toEqual([status, 'application/problem+json;charset=utf-8'])
      expect(json).toMatchObject({ status, title: expect.any(String), type: expect.stringContaining(broker.url) })
      expect(json.detail ?? json.errors, text).toBeTruthy()
    }
  },
)

test.each([
  ['GET', '/nothing', 404],
  ['GET', '/pacticipants//Foo', 404],
  ['GET', '/pacticipants/a%0Ab', 422],
  ['GET', '/pacticipants/%FF', 400],
  ['GET', '/pacticipants?q=%FF', 400],
  ['DELETE', '/pacticipants', 405],
  ['GET', '/test/error', 500],
])('%s %s is the problem %i', async (method, path, status) => {
  const reply = await broker.request(method, path, { headers: { accept: 'application/problem+json' } })
  expect([reply.status, reply.json.status]).toEqual([status, status])
  expect(reply.headers.get('content-type')).toBe('application/problem+json;charset=utf-8')
})
