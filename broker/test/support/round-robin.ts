// What stands in front of several brokers: hands each request to the next of them. As usual proxies do, it learns that
// one is down from the request that fails, tells the client so, and leaves that broker out for a while.

import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

const LEFT_OUT_MS = 500

export async function startRoundRobin(targets: readonly (() => string)[]) {
  const downUntil = targets.map(() => 0)
  let turn = 0
  const next = () => {
    for (let tried = 0; tried < targets.length; tried += 1) {
      turn = (turn + 1) % targets.length
      if ((downUntil[turn] ?? 0) < Date.now()) break
    }
    return turn
  }
  const server = createServer((request, response) => {
    const chosen = next()
    const target = targets[chosen]?.() ?? ''
    const { method, headers } = request
    const passed = send(target + request.url, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    passed.on('error', () => {
      downUntil[chosen] = Date.now() + LEFT_OUT_MS
      return response.headersSent ? response.destroy() : response.writeHead(502).end()
    })
    request.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
