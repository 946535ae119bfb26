import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Environment } from '../ci.ts'
import type { Listener } from './app.ts'
import { trustedBy } from './trust.ts'
import { messageOf } from './within.ts'

interface Trust {
  /** Whether any certificate will do. */
  readonly isInsecure: boolean
  readonly env: Environment
}

/** Why there is no answer, for people. */
function noAnswer({ origin, protocol }: URL, cause: unknown): Error {
  const advice = protocol === 'https:' ? '. Is its certificate trusted? SSL_CERT_FILE names those that are' : ''
  return new Error(`no answer from ${origin}: ${messageOf(cause)}${advice}`, { cause })
}

/**
 * Sends requests on to a provider that runs at `target`, byte for byte in both directions. Only used where a request is
 * changed on its way: otherwise the core asks the provider itself.
 */
export async function forwardTo(target: string, { isInsecure, env }: Trust): Promise<Listener> {
  const base = new URL(target)
  const ca = base.protocol === 'https:' && !isInsecure ? await trustedBy(env) : undefined
  const { request: send } = await (base.protocol === 'https:' ? import('node:https') : import('node:http'))
  const prefix = base.pathname.replace(/\/$/, '')
  return (message: IncomingMessage, response: ServerResponse) =>
    new Promise<void>((resolve, reject) => {
      const headers = { ...message.headers, host: base.host }
      const options = {
        method: message.method,
        path: prefix + (message.url ?? '/'),
        headers,
        rejectUnauthorized: !isInsecure,
        ca,
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
      forwarded.once('error', (cause) => {
        reject(noAnswer(base, cause))
        response.destroy()
      })
      message.pipe(forwarded)
    })
}
