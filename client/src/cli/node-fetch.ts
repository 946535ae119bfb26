/** As fetch, for what the broker client asks, but with settings for TLS and proxies that the built-in one has no place for. */
import { type IncomingMessage, Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import type { ConnectionSettings } from './connection-settings.ts'

const MOST_REDIRECTS = 5

function responseOf(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const hasBody = status !== 204 && status !== 304
  if (!hasBody) message.resume()
  return new Response(hasBody ? Readable.toWeb(message) : null, { status, headers })
}

function send(url: URL, init: RequestInit, agents: { readonly http: HttpAgent; readonly https: HttpsAgent }) {
  return new Promise<Response>((resolve, reject) => {
    const { method = 'GET', headers, body, signal } = init
    const options = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal ? { signal } : {}),
    }
    const sent =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...options, agent: agents.https })
        : httpRequest(url, { ...options, agent: agents.http })
    sent.on('response', (message) => resolve(responseOf(message)))
    sent.on('error', (cause) => {
      // An abort is an abort; for everything else fetch throws a TypeError that hides the reason in its cause.
      const reason: unknown = signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause })
      reject(reason instanceof Error ? reason : new Error(String(reason)))
    })
    sent.end(typeof body === 'string' ? body : undefined)
  })
}

export function nodeFetch({ proxyEnv, ...tls }: ConnectionSettings): typeof fetch {
  const { ca, ...others } = tls
  const connection = { ...others, ...(ca ? { ca: [...ca] } : {}), ...(proxyEnv ? { proxyEnv } : {}) }
  const agents = { http: new HttpAgent(connection), https: new HttpsAgent(connection) }
  return async (input, init = {}) => {
    let url = new URL(input instanceof Request ? input.url : input)
    let response = await send(url, init, agents)
    const headers = new Headers(init.headers)
    for (let count = 0; count < MOST_REDIRECTS && init.redirect === 'follow'; count++) {
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || location === null) break
      const { origin } = url
      url = new URL(location, url)
      // What identifies the caller is for the one who was asked.
      if (url.origin !== origin) headers.delete('authorization')
      response = await send(url, { ...init, headers }, agents)
    }
    return response
  }
}
