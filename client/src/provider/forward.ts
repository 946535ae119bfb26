import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Listener } from './app.ts'

/**
 * Sends requests on to a provider that runs at `target`, byte for byte in both directions. Only used where a request is
 * changed on its way: otherwise the core asks the provider itself.
 */
export async function forwardTo(target: string, isInsecure: boolean): Promise<Listener> {
  const base = new URL(target)
  const { request: send } = await (base.protocol === 'https:' ? import('node:https') : import('node:http'))
  const prefix = base.pathname.replace(/\/$/, '')
  return (message: IncomingMessage, response: ServerResponse) =>
    new Promise<void>((resolve) => {
      const headers = { ...message.headers, host: base.host }
      const options = {
        method: message.method,
        path: prefix + (message.url ?? '/'),
        headers,
        rejectUnauthorized: !isInsecure,
        agent: false as const,
      }
      const forwarded = send(base, options, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.statusMessage, reply.rawHeaders)
        reply.pipe(response)
        reply.once('error', () => response.destroy())
      })
      response.once('close', () => {
        forwarded.destroy()
        resolve()
      })
      // The core then sees what it would see without us: a connection that is lost.
      forwarded.once('error', () => response.destroy())
      message.pipe(forwarded)
    })
}
