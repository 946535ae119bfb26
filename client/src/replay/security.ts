/**
 * Sends each interaction of a provider's contracts without its credentials, with broken ones, and with malformed and
 * oversized input: a provider must let nobody in without credentials, and must not break, whatever it is sent.
 */
import { openReplay } from './open-replay.ts'
import type { ReplayOptions } from './options.ts'
import { credentialNames } from './security-credentials.ts'
import { type Probed, type Prober, probe } from './security-interaction.ts'
import { DEFAULT_MAX_BODY_MB } from './security-probes.ts'
import { secretsInBody } from './security-redact.ts'
import { createRedactor, secretsOf } from './security-redactor.ts'
import { curlOf } from './security-curl.ts'
import { type SecurityReport, securityReport } from './security-report.ts'
import { createProgress } from './progress.ts'
import type { ReplayRequest } from './request.ts'
import { createSender } from './send.ts'

/** How a provider is probed; all but the provider's name and address may be left out. */
export interface SecurityOptions extends ReplayOptions {
  /**
   * Headers that are credentials, besides the usual ones (Authorization, Cookie, X-Api-Key …) and those in `headers`, all of
   * which count as credentials unless they only say what is asked for, as Accept does.
   */
  readonly credentials?: readonly string[] | undefined
  /** Interactions whose description matches may be answered to anybody, whatever credentials they are sent with. */
  readonly public?: string | RegExp | undefined
  /** The largest body that is sent, in megabytes; 10 unless told. */
  readonly maxBodyMb?: number | undefined
  /** How many requests are sent at most, shared among the interactions; 5,000 unless told. */
  readonly maxProbes?: number | undefined
}

const DEFAULT_MAX_PROBES = 5_000
/** For each probe, unless told: a provider that hangs is found soon enough. */
const DEFAULT_TIMEOUT_MS = 10_000

/** A refusal: there is nothing that credentials would open. A failure: nobody could tell it from one that a probe makes. */
const isRefusal = ({ response: { status } }: ReplayRequest): boolean =>
  status === 401 || status === 403 || status >= 500

function predicateOf(pattern: string | RegExp | undefined): (request: ReplayRequest) => boolean {
  if (pattern === undefined) return () => false
  const source = typeof pattern === 'string' ? pattern : pattern.source
  const flags = typeof pattern === 'string' ? '' : pattern.flags.replaceAll(/[gy]/g, '')
  const expression = new RegExp(source, flags)
  return ({ description }) => expression.test(description)
}

/**
 * Sends each HTTP interaction of a provider's contracts as it is, and then, in the same states, without its credentials, with
 * each of them broken, and with malformed and oversized input. It fails where the provider answers 2xx to somebody without
 * credentials, answers 5xx, cuts the connection, does not answer in time, or shows a stack. What must stay secret is in none
 * of its reports. Requests that change something are sent as well: the provider should be one for tests.
 *
 * Throws a `ContractError` when there is nothing to play, a `ProviderUnreachableError` when nobody answers at the address,
 * and a `BrokerCallError` when the broker does not answer as asked. All else is in the report.
 *
 * @example
 * const request = { method: 'GET', path: '/books/1', headers: { Authorization: 'Bearer 5up3r' } }
 * const book = { description: 'a book', request, response: { status: 200 } }
 * const content = { consumer: { name: 'Shop' }, provider: { name: 'Library' }, interactions: [book] }
 * await broker.publishContracts({ pacticipant: 'Shop', version: '3', contracts: [{ provider: 'Library', content }] })
 *
 * const { success, figures } = await runSecurity({
 *   provider: 'Library',
 *   app: ({ headers }: Request) => new Response(null, { status: headers.has('authorization') ? 200 : 401 }),
 *   contracts: { broker: 'http://127.0.0.1:9292', selectors: [{ latest: true }], pending: false },
 * })
 * success // → false
 * figures.findings[0]?.probe // → 'with another value as Authorization'
 * figures.findings[0]?.says // → 'answers 200'
 */
export async function runSecurity(options: SecurityOptions): Promise<SecurityReport> {
  const { headers = {}, credentials = [], maxBodyMb = DEFAULT_MAX_BODY_MB, maxProbes = DEFAULT_MAX_PROBES } = options
  const isPublic = predicateOf(options.public)
  const opened = await openReplay(options)
  const [startedAt, began] = [new Date().toISOString(), performance.now()]
  const { baseUrl } = opened
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const sender = createSender({ baseUrl, timeoutMs, insecure: options.insecure, signal: options.signal })
  const named = [...credentialNames(Object.keys(headers)), ...credentials.map((name) => name.toLowerCase())]
  const redactor = createRedactor()
  const progress = createProgress(options.onProgress)
  const refused = opened.requests.filter(isRefusal)
  const playable = opened.requests.filter((request) => !isRefusal(request))
  const limit = Math.max(1, Math.floor(maxProbes / Math.max(1, playable.length)))
  const probed: Probed[] = []
  const prober: Prober = {
    opened,
    sender,
    signal: options.signal,
    options: (request) => ({ credentialHeaders: named, isPublic: isPublic(request), maxBodyMb, limit }),
    onRequest: (request) => redactor.add(secretsOf(request, named)),
    commandFor: (request, { body }) => curlOf(request, { baseUrl, named, secrets: secretsInBody(body) }),
    redact: redactor.redact,
    onProgress: (sent, all) =>
      progress(() => `interaction ${probed.length + 1} of ${playable.length}: ${sent} of ${all} probes`),
  }
  try {
    for (const request of playable) {
      if (options.signal?.aborted) break
      probed.push(await probe(request, prober))
    }
    const { provider } = options
    const facts = { provider, startedAt, durationMs: performance.now() - began, messages: opened.messages }
    const left = playable.length - probed.length
    return redactor.redactAll(
      securityReport({ ...facts, baseUrl, probed, refused, left, isPublic, maxBodyMb, maxProbes }),
    )
  } finally {
    sender.close()
    await opened.close()
  }
}
