// What stands in front of brokers: passes requests on, from an address below a prefix.

import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

interface ProxyOptions {
  readonly prefix: string
  /** Whether the broker sees the prefix. */
  readonly keepsPrefix: boolean
  /** Whether the broker is told in headers what the client asked for. */
  readonly saysSo: boolean
}

export async function startReverseProxy({ prefix, keepsPrefix, saysSo }: ProxyOptions) {
  let target = ''
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    if (!path.startsWith(prefix)) {
      response.writeHead(502).end('not below the prefix')
      return
    }
    const { host, ...headers } = request.headers
    const told = { 'x-forwarded-host': host, 'x-forwarded-proto': 'http', 'x-forwarded-prefix': prefix }
    const below = path.slice(prefix.length)
    const options = { method: request.method, headers: { ...headers, ...(saysSo ? told : {}) } }
    const passed = send(target + (keepsPrefix ? path : below.replace(/^(?!\/)/, '/')), options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.on('error', () => response.destroy())
    request.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    /** Where clients reach the broker. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    forwardTo(url: string) {
      target = url
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
