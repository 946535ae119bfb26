import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers a request as fetch knows it. */
export type FetchHandler = (request: Request) => Response | Promise<Response>

function requestOf(message: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers, rawHeaders } = message
  const pairs = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  )
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(`http://${headers.host ?? 'localhost'}${url}`, {
    method,
    headers: pairs,
    ...(hasBody ? { body: bodyOf(message), duplex: 'half' } : {}),
  })
}

function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array> | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = message.headers
  if (encoding === undefined && (length === undefined || length === '0')) return null
  const chunks = message.iterator()
  return new ReadableStream({
    async pull(controller) {
      const { done, value }: IteratorResult<unknown> = await chunks.next()
      if (done) controller.close()
      else if (value instanceof Uint8Array) controller.enqueue(value)
    },
  })
}

async function send(reply: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of reply.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value)
  }
  const cookies = reply.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.writeHead(reply.status, reply.statusText)
  if (reply.body) for await (const chunk of reply.body) response.write(chunk)
  response.end()
}

/** A listener of `node:http` that lets `handler` answer. */
export function answerWithFetch(handler: FetchHandler) {
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    await send(await handler(requestOf(message)), response)
  }
}
