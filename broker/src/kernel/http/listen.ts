import { type RequestListener, type Server, createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

interface Address {
  readonly host: string
  readonly port: number
}

export interface Listener {
  /** By which URL this machine reaches it. */
  readonly url: string
  /** Takes no more requests, lets those under way end within the limit, then cuts them off. */
  close(limitMs: number): Promise<void>
}

// Longer than the 60 seconds for which the usual proxies keep a connection, so that it is they who close it.
const KEEP_ALIVE_MS = 65_000

/** For how long a client may keep a connection busy with nothing. */
interface Patience {
  /** Until a request's headers are there. */
  readonly headersMs: number
  /** Until all of it is there. */
  readonly requestMs: number
  /** While neither side says anything: twice as long as clients may wait for a verdict. */
  readonly silenceMs: number
  /** How often it is looked at. */
  readonly checkMs: number
}

const patience: Patience = { headersMs: 30_000, requestMs: 300_000, silenceMs: 120_000, checkMs: 5000 }
// A question about many pacticipants makes a long URL.
const HEADER_BYTES = 64 * 1024
const IDLE_POLL_MS = 20

type Refusal = readonly [status: string, message: string]

const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    `The URL and the headers are longer than ${HEADER_BYTES} bytes`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time'],
}
const malformed: Refusal = ['400 Bad Request', 'The request is not valid HTTP']

/** Answers what never became a request. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, message] = refusals[error.code ?? ''] ?? malformed
  const body = JSON.stringify({ error: message })
  const headers = `Content-Type: application/json;charset=utf-8\r\nContent-Length: ${body.length}\r\nConnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`)
}

export function httpServer(listener: RequestListener, limits: Patience = patience): Server {
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: HEADER_BYTES,
    },
    listener,
  )
  // A client that does not take its answer is left.
  server.setTimeout(limits.silenceMs)
  return server.on('clientError', refuse)
}

function cannotListen(cause: NodeJS.ErrnoException, { host, port }: Address): Error {
  const otherPort = 'Choose another port with --port or TALLYSTICK_PORT.'
  switch (cause.code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} of ${host} is in use by another program. ${otherPort}`, { cause })
    case 'EACCES':
      return new Error(`This user may not listen on port ${port}. ${otherPort}`, { cause })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`${host} is no address of this machine. Give another with --host or TALLYSTICK_HOST.`, { cause })
    default:
      return cause
  }
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function close(server: Server, limitMs: number): Promise<void> {
  const closed = new Promise<'closed'>((resolve) => server.close(() => resolve('closed')))
  const limit = performance.now() + limitMs
  // Connections become idle one by one, and a client that keeps its own open would keep the server open.
  while (performance.now() < limit) {
    server.closeIdleConnections()
    if ((await Promise.race([closed, delay(IDLE_POLL_MS)])) === 'closed') return
  }
  server.closeAllConnections()
  await closed
}

export async function listen(listener: RequestListener, address: Address): Promise<Listener> {
  const server = httpServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, address)))
    server.listen(address.port, address.host, resolve)
  })
  return { url: urlOf(server, address.host), close: (limitMs) => close(server, limitMs) }
}
