// A server that webhooks call: it keeps what arrives, and answers as it is told.

import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '../../src/kernel/config.ts'
import type { TestBroker } from './server.ts'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly at: number
}

/** What a broker is told so that it may call receivers. */
export const callsLoopback = {
  webhookSchemeWhitelist: ['http'],
  webhookHostWhitelist: ['127.0.0.1'],
} satisfies Partial<Config>

type Answer = (received: Received, response: ServerResponse) => void

/** Stop it in the end. Until it is told otherwise it answers 200. */
export async function startReceiver() {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let answer: Answer = (_received, response) => response.end('fine')
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const one = { method, path, headers, body, at: performance.now() }
      received.push(one)
      for (const wake of waiting) wake()
      answer(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerWith(next: Answer) {
      answer = next
    },
    /** Resolves when what has arrived is enough. */
    async until(isEnough: (received: readonly Received[]) => boolean): Promise<readonly Received[]> {
      while (!isEnough(received)) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
      }
      return received
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** The uuid of a new webhook that posts JSON to the URL. */
export async function createWebhook(
  broker: TestBroker,
  url: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { request, ...rest } = more
  const created = await broker.post('/webhooks', {
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url, body: { consumer: '${pactbroker.consumerName}' }, ...(request as object) },
    ...rest,
  })
  if (created.status !== 201) throw new Error(`${created.status}: ${created.text}`)
  return created.json.uuid
}
