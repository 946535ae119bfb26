import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createBrokerClient } from '../src/index.ts'

// What no broker in working order answers, a server made for it does.
let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
})

async function brokerThatAnswers(status: number, body: string, type = 'application/hal+json') {
  server = createServer((_request, response) => response.writeHead(status, { 'content-type': type }).end(body))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return createBrokerClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

const environment = {
  uuid: 'a',
  name: 'production',
  displayName: 'Production',
  production: true,
  createdAt: '2026-11-22T10:00:00+00:00',
  _links: {},
}

test('what a newer broker says beyond the schema is kept', async () => {
  const body = { _embedded: { environments: [{ ...environment, colour: 'red' }] }, _links: {} }
  const broker = await brokerThatAnswers(200, JSON.stringify(body))
  expect(await broker.listEnvironments()).toEqual([{ ...environment, colour: 'red' }])
})

test('an answer without what the schema demands says where it differs', async () => {
  const body = { _embedded: { environments: [{ ...environment, name: 1 }] }, _links: {} }
  const broker = await brokerThatAnswers(200, JSON.stringify(body))
  await expect(broker.listEnvironments()).rejects.toMatchObject({
    failure: 'misunderstood',
    message: expect.stringContaining('_embedded.environments.0.name: '),
  })
})

test('a page in place of an answer asks whether it is a broker', async () => {
  const broker = await brokerThatAnswers(200, '<h1>Welcome</h1>', 'text/html')
  await expect(broker.listEnvironments()).rejects.toMatchObject({
    failure: 'misunderstood',
    message: expect.stringContaining('Is it a broker?'),
  })
})

test('a broker without reasons, or with reasons of a newer kind, is understood', async () => {
  const summary = { deployable: true, reason: 'fine', success: 0, failed: 0, unknown: 0 }
  const old = await brokerThatAnswers(200, JSON.stringify({ summary, notices: [], matrix: [] }))
  const question = { pacticipant: 'A', version: '1', environment: 'production' }
  expect(await old.canIDeploy(question)).not.toHaveProperty('reasons')
  server?.close()
  const reason = { code: 'new-one', type: 'info', message: 'hm', consumer: null, provider: null, next: null }
  const newer = await brokerThatAnswers(200, JSON.stringify({ summary, notices: [], matrix: [], reasons: [reason] }))
  expect((await newer.canIDeploy(question)).reasons).toEqual([reason])
})

test('what is not found is undefined, unless something else than a broker says so', async () => {
  const broker = await brokerThatAnswers(404, '{"error":"No such thing"}')
  expect(await broker.findPacticipant('A')).toBeUndefined()
  server?.close()
  const other = await brokerThatAnswers(404, '<h1>Not here</h1>', 'text/html')
  await expect(other.findPacticipant('A')).rejects.toMatchObject({ failure: 'misunderstood' })
})

test('a contract that came from elsewhere has nowhere to publish results to', async () => {
  const broker = createBrokerClient({ baseUrl: 'http://127.0.0.1:1' })
  const result = { success: true, providerApplicationVersion: '1' }
  await expect(broker.publishVerificationResult({ _links: {} }, result)).rejects.toThrow(
    /pb:publish-verification-results/,
  )
})
