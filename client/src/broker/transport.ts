import { base64 } from './base64.ts'
import { BrokerCallError, errorOfReply } from './call-error.ts'
import { isLostConnection, whyUnreachable } from './network-error.ts'

/** Who asks: a user name with a password, or a token. */
export type Credentials =
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'bearer'; readonly token: string }

/** One try of one request: for logs. Holds no credentials. */
export interface Exchange {
  readonly method: string
  readonly url: string
  /** The status, or what went wrong. */
  readonly outcome: number | string
  readonly durationMs: number
}

/** Where a broker is, who asks it, and how patiently. */
export interface TransportOptions {
  /** Where the broker is, with its path prefix where it has one: `https://example.org/broker`. */
  readonly baseUrl: string
  /** A name and a password may also stand in the base URL: `https://name:password@example.org`. */
  readonly credentials?: Credentials | undefined
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** How long one try may take, its reply included; 30 seconds unless told. */
  readonly timeoutMs?: number
  /** How often a request is tried again after a lost connection or a temporary refusal; 4 times unless told. */
  readonly retries?: number
  /** The wait before the first retry; it doubles each time, up to 10 seconds. Half a second unless told. */
  readonly retryDelayMs?: number
  /** How requests are sent; `fetch` unless told. */
  readonly fetch?: typeof fetch | undefined
  /** Told of every try. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined
}

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A path below the base URL, or an absolute URL that the broker gave. */
  readonly url: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly contentType?: string
  /** HAL or JSON unless told. */
  readonly accept?: string
  /** How long the broker may wait before it answers, on top of what a reply may take. */
  readonly waitMs?: number
  /** Parses a reply that is JSON, where JSON.parse would lose something. */
  readonly parse?: (text: string) => unknown
}

interface TransportReply {
  readonly status: number
  readonly headers: Headers
  /** Parsed when it is JSON, text otherwise; undefined when there is none. */
  readonly body: unknown
}

export interface Transport {
  readonly baseUrl: string
  /** Gives the reply of the broker; one that is not a success is thrown as a BrokerCallError. */
  send(request: TransportRequest): Promise<TransportReply>
  /** Gives the text of a reply as it comes, for as long as it goes on. Tries once. */
  open(request: StreamRequest): AsyncGenerator<string, void>
}

export interface StreamRequest {
  readonly url: string
  readonly accept: string
  readonly headers?: Readonly<Record<string, string>>
  /** Ends it. */
  readonly signal: AbortSignal
}

type Try = { readonly reply: TransportReply } | { readonly error: unknown }

const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_RETRIES = 4
const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 10_000
// A broker that asks for more is not waited for: whoever runs the command should know why.
const LONGEST_ASKED_MS = 60_000
// What passes by itself: too many requests, or a broker that is being restarted behind its proxy.
const TEMPORARY: ReadonlySet<number> = new Set([429, 502, 503])

const ANY_JSON = 'application/hal+json, application/json'

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function authorization(credentials: Credentials): string {
  if (credentials.type === 'bearer') return `Bearer ${credentials.token}`
  return `Basic ${base64(`${credentials.username}:${credentials.password}`)}`
}

function parseBaseUrl(text: string): { readonly url: URL; readonly credentials: Credentials | undefined } {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`The base URL of the broker must begin with http:// or https://, but it is '${text}'`)
  }
  if (!url.username) return { url, credentials: undefined }
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  return { url, credentials: { type: 'basic', username, password } }
}

async function readBody(response: Response, parse: (text: string) => unknown = JSON.parse): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return text
  try {
    return parse(text)
  } catch {
    return text
  }
}

/** The text of a body as it comes. Not every browser iterates over streams. */
async function* textOf({ body }: Response): AsyncGenerator<string, void> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Nobody reads on: the connection is no longer needed.
    await reader.cancel().catch(() => {})
  }
}

/** Seconds that the reply asks to wait, as milliseconds. */
function askedDelay(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return seconds >= 0 ? seconds * 1000 : undefined
}

/** How long to wait before another try; undefined when it would end the same. */
function waitAfter(result: Try, usual: number): number | undefined {
  if ('error' in result) return isLostConnection(result.error) ? usual : undefined
  const { status, headers } = result.reply
  const wait = askedDelay(headers) ?? usual
  return TEMPORARY.has(status) && wait <= LONGEST_ASKED_MS ? wait : undefined
}

type Attempt = (request: TransportRequest, url: string) => Promise<Try>

function attempts(
  options: TransportOptions,
  own: { readonly origin: string; readonly headers: Readonly<Record<string, string>> },
): Attempt {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, onExchange, fetch = globalThis.fetch } = options
  return async (request, url) => {
    const { method, body, parse = JSON.parse, waitMs = 0 } = request
    const startedAt = performance.now()
    const report = (outcome: number | string) =>
      onExchange?.({ method, url, outcome, durationMs: Math.round(performance.now() - startedAt) })
    // A link may lead elsewhere; what identifies the caller is for the broker only.
    const headers = new Headers(new URL(url).origin === own.origin ? own.headers : {})
    headers.set('accept', request.accept ?? ANY_JSON)
    if (body !== undefined) headers.set('content-type', request.contentType ?? 'application/json')
    try {
      const response = await fetch(url, {
        method,
        headers,
        // fetch turns a redirected write into a GET: better to say that the address is another one.
        redirect: method === 'GET' ? 'follow' : 'manual',
        signal: AbortSignal.timeout(timeoutMs + waitMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const reply = { status: response.status, headers: response.headers, body: await readBody(response, parse) }
      report(response.status)
      return { reply }
    } catch (error) {
      report(whyUnreachable(error, timeoutMs))
      return { error }
    }
  }
}

function streaming(
  { timeoutMs = DEFAULT_TIMEOUT_MS, onExchange }: TransportOptions,
  own: { readonly baseUrl: string; readonly headers: Readonly<Record<string, string>> },
): Transport['open'] {
  return async function* open({ url: path, accept, headers, signal }) {
    const startedAt = performance.now()
    const url = own.baseUrl + path
    const report = (outcome: number | string) =>
      onExchange?.({ method: 'GET', url, outcome, durationMs: Math.round(performance.now() - startedAt) })
    try {
      const response = await fetch(url, { headers: { ...own.headers, ...headers, accept }, signal })
      report(response.status)
      if (response.status !== 200) {
        const reply = { status: response.status, headers: response.headers, body: await readBody(response) }
        throw errorOfReply(`GET ${url}`, reply)
      }
      yield* textOf(response)
    } catch (error) {
      if (error instanceof BrokerCallError || signal.aborted) throw error
      const message = `The broker at ${own.baseUrl} cannot be reached: ${whyUnreachable(error, timeoutMs)}`
      throw new BrokerCallError(message, { failure: 'unreachable', cause: error })
    }
  }
}

/** Speaks HTTP with a broker. Every write of its API may be repeated, so a lost connection is simply tried again. */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retries = DEFAULT_RETRIES, retryDelayMs = FIRST_DELAY_MS } = options
  const { url: base, credentials: credentialsInUrl } = parseBaseUrl(options.baseUrl)
  const baseUrl = (base.origin + base.pathname).replace(/\/+$/, '')
  const credentials = options.credentials ?? credentialsInUrl
  const own = {
    origin: base.origin,
    headers: {
      'user-agent': 'tallystick-client',
      ...(credentials ? { authorization: authorization(credentials) } : {}),
      ...options.headers,
    },
  }
  const attempt = attempts(options, own)
  return {
    baseUrl,
    async send(request) {
      const url = /^https?:/.test(request.url) ? request.url : baseUrl + request.url
      let result = await attempt(request, url)
      for (let retry = 0; retry < retries; retry++) {
        const wait = waitAfter(result, retryDelayMs * 2 ** retry)
        if (wait === undefined) break
        await delay(Math.min(wait, LONGEST_DELAY_MS))
        result = await attempt(request, url)
      }
      if ('error' in result) {
        const why = whyUnreachable(result.error, timeoutMs)
        const message = `The broker at ${baseUrl} cannot be reached: ${why}`
        throw new BrokerCallError(message, { failure: 'unreachable', cause: result.error })
      }
      const { reply } = result
      if (reply.status < 200 || reply.status >= 300) throw errorOfReply(`${request.method} ${url}`, reply)
      return reply
    },
    open: streaming(options, { ...own, baseUrl }),
  }
}
