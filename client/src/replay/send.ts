import { type ClientRequest, type IncomingMessage, type RequestOptions, Agent as HttpAgent, request } from 'node:http'
import { Agent as HttpsAgent, request as secureRequest } from 'node:https'
import type { Environment } from '../ci.ts'
import { trustedBy } from '../provider/trust.ts'
import { messageOf } from '../provider/within.ts'
import { type HeaderList, headerIn } from './parts.ts'
import type { OutgoingRequest } from './request.ts'

/** An answer as it came: redirects are not followed, and what is compressed stays so. */
export interface Answer {
  readonly kind: 'answered'
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
  /** From the moment it was sent to the last byte of the answer. */
  readonly durationMs: number
}

/**
 * `unreachable`: nobody listens there, or it cannot be found · `lost`: the connection was cut, or is not trusted ·
 * `timeout` · `unreadable`: what came is no HTTP · `unsendable`: it cannot be sent at all · `aborted`: the run was ended.
 */
export type FailureReason = 'unreachable' | 'lost' | 'timeout' | 'unreadable' | 'unsendable' | 'aborted'

/** There was no answer. */
export interface NoAnswer {
  readonly kind: 'failed'
  readonly reason: FailureReason
  readonly says: string
  readonly durationMs: number
}

export type Sent = Answer | NoAnswer

export interface SenderOptions {
  /** Where the provider is; its path goes before that of each request. */
  readonly baseUrl: string
  readonly timeoutMs: number
  /** Takes any certificate. */
  readonly insecure?: boolean | undefined
  /** How many connections there may be at once; what finds none waits. */
  readonly connections?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Names the certificates to trust besides those of Node: SSL_CERT_FILE, NODE_EXTRA_CA_CERTS. */
  readonly env?: Environment | undefined
}

export interface Sender {
  /** Sends the headers as they are given, and Host and Content-Length besides where they are not. Never throws. */
  send(request: OutgoingRequest): Promise<Sent>
  /** Ends all connections. */
  close(): void
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
])

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  // Where a name has several addresses, each has its own reason.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code: unknown = one instanceof Error ? Reflect.get(one, 'code') : undefined
  return typeof code === 'string' ? code : ''
}

function reasonOf(error: unknown): FailureReason {
  const code = codeOf(error)
  if (UNREACHABLE.has(code)) return 'unreachable'
  return code.startsWith('HPE_') ? 'unreadable' : 'lost'
}

function sayingOf(error: unknown): string {
  const said = messageOf(error)
  return said === '' ? codeOf(error) : said
}

function pairsOf(rawHeaders: readonly string[]): HeaderList {
  return rawHeaders.flatMap((name, index): HeaderList => {
    return index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []
  })
}

/** As a list, so that the order and the case of names stay. */
function headerLines({ method, headers, body }: OutgoingRequest, host: string): string[] {
  const isBare = body === undefined && (method === 'GET' || method === 'HEAD' || method === 'DELETE')
  const hasLength =
    headerIn(headers, 'content-length') !== undefined || headerIn(headers, 'transfer-encoding') !== undefined
  return [
    ...(headerIn(headers, 'host') === undefined ? ['Host', host] : []),
    ...headers.flat(),
    ...(hasLength || isBare ? [] : ['Content-Length', String(body?.length ?? 0)]),
  ]
}

interface Exchange {
  readonly settle: (sent: Sent) => void
  readonly began: number
}

function readAnswer(message: IncomingMessage, { settle, began }: Exchange): void {
  const chunks: Uint8Array[] = []
  message.on('data', (chunk: Uint8Array) => void chunks.push(chunk))
  message.once('end', () => {
    settle({
      kind: 'answered',
      status: message.statusCode ?? 0,
      headers: pairsOf(message.rawHeaders),
      body: chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks),
      durationMs: performance.now() - began,
    })
  })
}

/** For the connections, which are kept; the one that was used last is used first. */
async function agentFor({ protocol }: URL, { insecure = false, connections, env = process.env }: SenderOptions) {
  const pool = { keepAlive: true, scheduling: 'lifo' as const, maxSockets: connections ?? Infinity }
  if (protocol !== 'https:') return new HttpAgent(pool)
  return new HttpsAgent({ ...pool, rejectUnauthorized: !insecure, ca: insecure ? undefined : await trustedBy(env) })
}

/** Sends requests to one provider over connections that are kept. Close it in the end. */
export function createSender(settings: SenderOptions): Sender {
  const { baseUrl, timeoutMs, signal } = settings
  const base = new URL(baseUrl)
  const isSecure = base.protocol === 'https:'
  const agentReady = agentFor(base, settings)
  const open: (options: RequestOptions) => ClientRequest = isSecure ? secureRequest : request
  const prefix = base.pathname.replace(/\/$/, '')
  const options = {
    protocol: base.protocol,
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port,
  }

  function exchange(outgoing: OutgoingRequest, agent: HttpAgent, isAgain = false): Promise<Sent> {
    const { promise, resolve } = Promise.withResolvers<Sent>()
    const began = performance.now()
    let isOver = false
    const settle = (answer: Sent) => {
      isOver = true
      resolve(answer)
    }
    const fail = (reason: FailureReason, says: string) =>
      settle({ kind: 'failed', reason, says, durationMs: performance.now() - began })
    let sent: ClientRequest
    try {
      const { method, path } = outgoing
      sent = open({ ...options, agent, method, path: prefix + path, headers: headerLines(outgoing, base.host) })
    } catch (error) {
      fail('unsendable', sayingOf(error))
      return promise
    }
    const end = (reason: FailureReason, says: string) => () => {
      fail(reason, says)
      sent.destroy()
    }
    const timer = setTimeout(end('timeout', `there was no answer within ${timeoutMs / 1000} seconds`), timeoutMs)
    const onAbort = end('aborted', 'the run was ended')
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    sent.once('response', (message) => {
      message.once('error', (error) => fail(reasonOf(error), sayingOf(error)))
      message.once('close', () => fail('lost', 'the connection was cut in the middle of the answer'))
      readAnswer(message, { settle, began })
    })
    sent.on('error', (error) => {
      // A provider may close a connection that was kept in the moment in which it is used again.
      const isStale = sent.reusedSocket && codeOf(error) === 'ECONNRESET' && !isOver && !isAgain
      if (isStale) resolve(exchange(outgoing, agent, true))
      else fail(reasonOf(error), sayingOf(error))
    })
    sent.end(outgoing.body)
    return promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    })
  }

  return {
    send: async (outgoing) => exchange(outgoing, await agentReady),
    close: () => void agentReady.then((agent) => agent.destroy()),
  }
}
