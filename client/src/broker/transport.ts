import { BrokerCallError, errorOfReply } from './call-error.ts'

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

export interface TransportOptions {
  /** Where the broker is, with its path prefix where it has one: `https://example.org/broker`. */
  readonly baseUrl: string
  /** May also stand in the base URL: `https://name:password@example.org`. */
  readonly credentials?: Credentials | undefined
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** How long one try may take, its reply included; 30 seconds unless told. */
  readonly timeoutMs?: number
  /** How often a request is tried again after a lost connection or a temporary refusal; 4 times unless told. */
  readonly retries?: number
  /** The wait before the first retry; it doubles each time, up to 10 seconds. Half a second unless told. */
  readonly retryDelayMs?: number
  readonly onExchange?: (exchange: Exchange) => void
}

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A path below the base URL, or an absolute URL that the broker gave. */
  readonly url: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly contentType?: string
}

export interface TransportReply {
  readonly status: number
  readonly headers: Headers
  /** Parsed when it is JSON, text otherwise; undefined when there is none. */
  readonly body: unknown
}

export interface Transport {
  readonly baseUrl: string
  /** Gives the reply of the broker; one that is not a success is thrown as a BrokerCallError. */
  send(request: TransportRequest): Promise<TransportReply>
}

const MAX_DELAY_MS = 10_000
// What passes by itself: too many requests, a broker that is being restarted behind its proxy.
const TEMPORARY: ReadonlySet<number> = new Set([429, 502, 503])
const LOST_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
}

function authorization(credentials: Credentials): string {
  if (credentials.type === 'bearer') return `Bearer ${credentials.token}`
  return `Basic ${base64(`${credentials.username}:${credentials.password}`)}`
}

function parsedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`The base URL of the broker must begin with http:// or https://, but it is '${text}'`)
  }
  return url
}

/** fetch hides the reason in `cause`, and for a name with several addresses once more in `errors`. */
function errorCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return undefined
}

function whyUnreachable(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no reply within ${timeoutMs / 1000} seconds`
  const code = errorCode(error)
  if (code === 'ECONNREFUSED') return 'the connection is refused'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host name is not known'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
  return cause || code || (error instanceof Error ? error.message : String(error))
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Seconds that the reply asks to wait, as milliseconds. */
function askedDelay(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

type Try = { readonly reply: TransportReply } | { readonly error: unknown }

/** Speaks HTTP with a broker. Every write of the API may be repeated, so that a lost connection is simply tried again. */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs = 30_000, retries = 4, retryDelayMs = 500, onExchange } = options
  const parsed = parsedBaseUrl(options.baseUrl)
  const baseUrl = (parsed.origin + parsed.pathname).replace(/\/+$/, '')
  const inUrl: Credentials | undefined = parsed.username
    ? {
        type: 'basic',
        username: decodeURIComponent(parsed.username),
        password: decodeURIComponent(parsed.password),
      }
    : undefined
  const credentials = options.credentials ?? inUrl
  const own = { ...(credentials ? { authorization: authorization(credentials) } : {}), ...options.headers }

  function headersFor(request: TransportRequest, url: string): Record<string, string> {
    return {
      accept: 'application/hal+json, application/json',
      'user-agent': 'tallystick-client',
      ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
      // A link may lead elsewhere; what identifies the caller is for the broker only.
      ...(new URL(url).origin === parsed.origin ? own : {}),
    }
  }

  async function tryOnce(request: TransportRequest, url: string): Promise<Try> {
    const startedAt = performance.now()
    const report = (outcome: number | string) =>
      onExchange?.({ method: request.method, url, outcome, durationMs: Math.round(performance.now() - startedAt) })
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: headersFor(request, url),
        // fetch turns a redirected write into a GET: better to say that the address is another one.
        redirect: request.method === 'GET' ? 'follow' : 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      const reply = { status: response.status, headers: response.headers, body: await readBody(response) }
      report(response.status)
      return { reply }
    } catch (error) {
      report(whyUnreachable(error, timeoutMs))
      return { error }
    }
  }

  function waitAfter(result: Try, attempt: number): number | undefined {
    const usual = Math.min(retryDelayMs * 2 ** attempt, MAX_DELAY_MS)
    if ('error' in result) return LOST_CONNECTION.has(errorCode(result.error) ?? '') ? usual : undefined
    const { status, headers } = result.reply
    if (!TEMPORARY.has(status)) return undefined
    return Math.min(askedDelay(headers) ?? usual, MAX_DELAY_MS)
  }

  return {
    baseUrl,
    async send(request) {
      const url = /^https?:/.test(request.url) ? request.url : baseUrl + request.url
      let result = await tryOnce(request, url)
      for (let attempt = 0; attempt < retries; attempt++) {
        const wait = waitAfter(result, attempt)
        if (wait === undefined) break
        await delay(wait)
        result = await tryOnce(request, url)
      }
      if ('error' in result) {
        const why = whyUnreachable(result.error, timeoutMs)
        throw new BrokerCallError(`The broker at ${baseUrl} cannot be reached: ${why}`, {
          failure: 'unreachable',
          cause: result.error,
        })
      }
      const { reply } = result
      if (reply.status < 200 || reply.status >= 300) throw errorOfReply(`${request.method} ${url}`, reply)
      return reply
    },
  }
}
