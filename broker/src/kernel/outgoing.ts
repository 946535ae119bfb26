// Requests to addresses that somebody else names. What they may reach is decided on the address that the connection is
// really made to, so that no name, no redirect and no second answer of a name server leads anywhere else.

import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns'
import { type LookupFunction, isIP } from 'node:net'
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici'

export interface OutgoingRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface OutgoingAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** There was more than the limit allows to read. */
  readonly isCut: boolean
  /** Where the answer came from, after redirects. */
  readonly url: URL
}

type Lookup = (
  name: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export interface OutgoingRules {
  /** Why nothing may be sent to the URL, as the end of a sentence; undefined when it may. Asked for each redirect. */
  refusal(url: URL): string | undefined
  allowsAddress(address: string, host: string): boolean
  /** Whether a header must not follow a redirect to another origin. */
  isSecret(header: string): boolean
  readonly timeoutMs: number
  readonly bodyLimit: number
  readonly maxRedirects: number
  readonly verifiesCertificates: boolean
  readonly lookup?: Lookup
}

/** Nothing came back, or nothing was sent: `refused` by the rules, or `failed` on the way. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError'
  readonly kind: 'refused' | 'failed'

  constructor(kind: OutgoingError['kind'], message: string, cause?: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

function checkAddresses(addresses: readonly LookupAddress[], host: string, rules: OutgoingRules): LookupAddress[] {
  const allowed = addresses.filter(({ address }) => rules.allowsAddress(address, host))
  if (allowed.length > 0) return allowed
  // Not where it leads: that is for those inside to know.
  throw new OutgoingError('refused', `${host} does not lead to a public address`)
}

function lookupOf(rules: OutgoingRules): Lookup {
  return rules.lookup ?? systemLookup
}

/** Resolves names for a connection, and gives only addresses that may be reached. */
function checkedLookup(rules: OutgoingRules): LookupFunction {
  const find = lookupOf(rules)
  return (name, options, callback) => {
    find(name, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '')
        return
      }
      try {
        const allowed = checkAddresses(addresses, name, rules)
        const [first] = allowed
        if (options.all) callback(null, allowed)
        else callback(null, first?.address ?? '', first?.family)
      } catch (refusal) {
        callback(refusal instanceof Error ? refusal : new Error(String(refusal)), '')
      }
    })
  }
}

/** A proxy resolves names itself: what they are here is the best that can be known. */
async function checkName(host: string, rules: OutgoingRules): Promise<void> {
  const addresses = await new Promise<readonly LookupAddress[]>((resolve) => {
    lookupOf(rules)(host, { all: true }, (error, found) => resolve(error ? [] : found))
  })
  if (addresses.length > 0) checkAddresses(addresses, host, rules)
}

const hasProxy = () => PROXY_VARIABLES.some((name) => (process.env[name] ?? '') !== '')

async function check(url: URL, rules: OutgoingRules): Promise<void> {
  const refusal = rules.refusal(url)
  if (refusal !== undefined) throw new OutgoingError('refused', `${url.origin} is not called: ${refusal}`)
  const host = hostOf(url)
  // Connecting to an address looks nothing up.
  if (isIP(host) !== 0) checkAddresses([{ address: host, family: isIP(host) }], host, rules)
  else if (hasProxy()) await checkName(host, rules)
}

function dispatcherFor(rules: OutgoingRules): Dispatcher {
  const tls = { rejectUnauthorized: rules.verifiesCertificates }
  const connect = { ...tls, timeout: rules.timeoutMs, lookup: checkedLookup(rules) }
  if (!hasProxy()) return new Agent({ connect })
  return new EnvHttpProxyAgent({ connect, requestTls: tls, proxyTunnel: false })
}

type Incoming = Dispatcher.ResponseData

async function readBody({ body }: Incoming, limit: number): Promise<{ body: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    size += bytes.length
    // Leaving the loop closes the connection.
    if (size > limit) break
  }
  const whole = Buffer.concat(chunks)
  return { body: whole.subarray(0, limit), isCut: size > limit }
}

function flat(headers: Incoming['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]
    }),
  )
}

/**
 * The request to make next, where the answer asks for one. Only those are followed that keep method and body, or that
 * had none: after others something else would be sent than was meant.
 */
function redirected(asked: OutgoingRequest, incoming: Incoming, rules: OutgoingRules): OutgoingRequest | undefined {
  const { location } = incoming.headers
  if (!REDIRECTS.has(incoming.statusCode) || typeof location !== 'string') return undefined
  const keepsAll = incoming.statusCode >= 307 || asked.method === 'GET' || asked.method === 'HEAD'
  const url = URL.parse(location, asked.url.href)
  if (!keepsAll || url === null) return undefined
  if (url.origin === asked.url.origin) return { ...asked, url }
  const headers = Object.entries(asked.headers).filter(([name]) => !rules.isSecret(name))
  return { ...asked, url, headers: Object.fromEntries(headers) }
}

interface Sending {
  readonly rules: OutgoingRules
  readonly dispatcher: Dispatcher
  readonly signal: AbortSignal
}

async function send(asked: OutgoingRequest, sending: Sending): Promise<OutgoingAnswer> {
  const { rules, dispatcher, signal } = sending
  let next: OutgoingRequest = asked
  for (let followed = 0; ; followed += 1) {
    await check(next.url, rules)
    const { url, method, headers, body } = next
    const incoming = await request(url, { method, headers, body: body ?? null, dispatcher, signal })
    // Leaving a body behind is reported as an error, to nobody but the process.
    incoming.body.on('error', () => {})
    const target = redirected(next, incoming, rules)
    if (target === undefined || followed >= rules.maxRedirects) {
      const read = await readBody(incoming, rules.bodyLimit)
      return { status: incoming.statusCode, headers: flat(incoming.headers), url, ...read }
    }
    incoming.body.destroy()
    next = target
  }
}

/** What an attempt to connect to several addresses failed of is in the errors of each. */
function innermost(error: unknown): unknown {
  if (error instanceof OutgoingError) return error
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error
}

function failure(error: unknown, { timeoutMs }: OutgoingRules): OutgoingError {
  const cause = innermost(error)
  if (cause instanceof OutgoingError) return cause
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return new OutgoingError('failed', `No complete answer came within ${timeoutMs / 1000} seconds`, cause)
  }
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause)
  return new OutgoingError('failed', reason, cause)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/**
 * Makes one call within the rules. Whatever comes back is an answer, whatever its status; an OutgoingError is thrown
 * when nothing does. The proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name are used; what they connect to
 * is theirs to limit, beyond what can be told of a name from here.
 */
export async function callOut(asked: OutgoingRequest, rules: OutgoingRules): Promise<OutgoingAnswer> {
  const dispatcher = dispatcherFor(rules)
  const signal = AbortSignal.timeout(rules.timeoutMs)
  try {
    // The signal stops neither name servers nor what waits for them.
    return await Promise.race([send(asked, { rules, dispatcher, signal }), aborted(signal)])
  } catch (error) {
    throw failure(error, rules)
  } finally {
    await dispatcher.destroy()
  }
}
