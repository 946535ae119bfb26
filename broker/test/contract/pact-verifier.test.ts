// What our kit wrote is a contract like any other: the Verifier of Pact replays it against the broker, with the same
// handlers of states.

import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runVerifier } from '../support/real-verifier.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { brokerInStates } from './states.ts'

const contract = fileURLToPath(new URL('../../../client/contracts/tally-tallystick.json', import.meta.url))

let broker: TestBroker
let server: Server
let url: string

interface StateChange {
  readonly state: string
  readonly params?: object
  readonly action: 'setup' | 'teardown'
}

beforeAll(async () => {
  broker = await startTestBroker()
  const { app, handlers, forget } = brokerInStates(broker)
  const setUp: Readonly<Record<string, (params: object) => unknown>> = handlers as never
  // An interaction begins with its first state, or without one with its request.
  let isBegun = false
  const begin = async () => {
    if (!isBegun) await forget()
    isBegun = true
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== '/_states') {
      await begin()
      isBegun = false
      await app(request, response)
      return
    }
    const { state, params = {}, action } = (await json(request)) as StateChange
    response.setHeader('content-type', 'application/json')
    if (action === 'setup') await begin()
    const values = action === 'setup' ? await setUp[state]?.(params) : undefined
    response.end(JSON.stringify(values ?? {}))
  }

  server = createServer((request, response) => {
    // Asked again after an error of the server, for minutes.
    answer(request, response).catch((error: unknown) => response.writeHead(422).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await broker.stop()
})

test('the Verifier of Pact finds that the broker keeps its contract with tally', async () => {
  const { passed, output } = await runVerifier({
    options: {
      provider: 'tallystick',
      providerBaseUrl: url,
      pactUrls: [contract],
      providerStatesSetupUrl: `${url}/_states`,
      logLevel: 'error',
    },
  })
  expect(passed, output).toBe(true)
  expect(output).toContain('whether a version can be deployed: not known yet')
})
