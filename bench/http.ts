import { Agent, request as httpRequest } from 'node:http'

export interface Reply {
  readonly status: number
  readonly text: string
  /** From the first byte sent to the last byte received. */
  readonly milliseconds: number
}

export interface Call {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

export type Send = (call: Call) => Promise<Reply>

/** A client with keep-alive: what is measured is the broker, not the making of connections. */
export function clientOf(baseUrl: string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const base = new URL(baseUrl)
  return ({ method, path, body }) => {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const headers = {
      accept: 'application/hal+json, application/json',
      ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}),
    }
    const below = path.startsWith('http') ? new URL(path).pathname : base.pathname.replace(/\/$/, '') + path
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const request = httpRequest(
        { agent, host: base.hostname, port: base.port, method, path: below, headers },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              milliseconds: performance.now() - began,
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(payload)
    })
  }
}

/** Sends what must succeed, and gives its JSON. */
export async function must(send: Send, call: Call): Promise<unknown> {
  const reply = await send(call)
  if (reply.status >= 300) {
    throw new Error(`${call.method} ${call.path} answered ${reply.status}: ${reply.text.slice(0, 400)}`)
  }
  return reply.text === '' ? undefined : JSON.parse(reply.text)
}
