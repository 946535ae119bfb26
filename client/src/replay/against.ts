/** Sends the interactions of a provider's contracts to two running providers, and says where they answer otherwise. */
import { createStateRunner } from '../provider/states.ts'
import type { AnyStateHandlers, StateListener } from '../provider/states.ts'
import type { HeaderValues } from '../provider/shard.ts'
import { messageOf } from '../provider/within.ts'
import { compareAnswers } from './against-compare.ts'
import { expectationOf } from './against-expectation.ts'
import { type Compared, type Uncompared, unanswered } from './against-findings.ts'
import { type PatternStep, readPattern } from './against-path.ts'
import { type AgainstReport, againstReport } from './against-report.ts'
import { judge } from './judge.ts'
import { type OpenedReplay, assertReachable, openReplay } from './open-replay.ts'
import type { ReplayOptions } from './options.ts'
import { createProgress } from './progress.ts'
import { type ReplayRequest, requestOf } from './request.ts'
import { credentialNames } from './security-credentials.ts'
import { secretsInBody, secretsInHeaders } from './security-redact.ts'
import { createRedactor, secretsOf } from './security-redactor.ts'
import { type Answer, type Sender, type Sent, createSender } from './send.ts'

/** How two providers are compared; the second is named by `against`. */
export interface AgainstOptions extends ReplayOptions {
  /** Where the other provider runs. */
  readonly against: string | URL
  /** Bring the other provider into its states; where nothing is told, it is taken to be in all of them. */
  readonly againstStates?: AnyStateHandlers | StateListener | undefined
  /** Sent to the other provider in place of `headers`, which it gets unless told. */
  readonly againstHeaders?: HeaderValues | undefined
  /** Every value must be the same, and every difference fails. */
  readonly strict?: boolean | undefined
  /** Paths in JSON that are not compared, with all that is inside: `$.items[*].id`, `$..updatedAt`. */
  readonly ignore?: readonly string[] | undefined
}

function patternsOf(paths: readonly string[]): readonly (readonly PatternStep[])[] {
  return paths.map((path) => {
    const pattern = readPattern(path)
    if (pattern) return pattern
    throw new TypeError(`'${path}' is no path to ignore: it must look like $.items[*].id, or $..updatedAt`)
  })
}

/** One of the two. */
interface Side {
  readonly sender: Sender
  setUp(request: ReplayRequest): Promise<ReplayRequest>
  tearDown(request: ReplayRequest): Promise<void>
}

type Sides = readonly [one: Side, other: Side]

interface Played {
  readonly request: ReplayRequest
  readonly sent: Sent
}

async function playOn(side: Side, interaction: ReplayRequest): Promise<Played> {
  const request = await side.setUp(interaction)
  const sent = await side.sender.send(request)
  await side.tearDown(request)
  return { request, sent }
}

interface TwoAnswers {
  readonly request: ReplayRequest
  readonly answers: readonly [one: Answer, other: Answer]
}

interface Playing {
  readonly sides: Sides
  /** What was sent, and what came, to either. */
  readonly onPlayed: (played: Played) => void
}

async function playOnBoth(interaction: ReplayRequest, { sides, onPlayed }: Playing): Promise<TwoAnswers | Uncompared> {
  const played: Played[] = []
  try {
    for (const side of sides) {
      const one = await playOn(side, interaction)
      onPlayed(one)
      played.push(one)
    }
  } catch (error) {
    const says = `it could not be played: ${messageOf(error)}`
    return { kind: 'uncompared', request: interaction, outcome: 'warned', says }
  }
  const [one, other] = played
  if (!one || !other) return { kind: 'uncompared', request: interaction, outcome: 'warned', says: 'it was not played' }
  if (one.sent.kind === 'failed' || other.sent.kind === 'failed') {
    return unanswered(one.request, [one.sent, other.sent])
  }
  return { request: one.request, answers: [one.sent, other.sent] }
}

function sidesOf(options: AgainstOptions, opened: OpenedReplay): Sides {
  const { insecure, signal, against, headers, againstHeaders = headers } = options
  const { timeoutMs } = opened
  const states = createStateRunner({
    handlers: options.againstStates ?? (() => undefined),
    timeoutMs,
    consumersOf: () => [],
  })
  const common = { timeoutMs, insecure, signal }
  return [
    { sender: createSender({ ...common, baseUrl: opened.baseUrl }), setUp: opened.setUp, tearDown: opened.tearDown },
    {
      sender: createSender({ ...common, baseUrl: String(against) }),
      async setUp({ planned, states: needed }) {
        const values = await states.setUp(needed)
        return requestOf(planned, { headers: againstHeaders, values })
      },
      tearDown: (request) => states.tearDown(request.states),
    },
  ]
}

interface Comparing {
  readonly options: AgainstOptions
  readonly ignored: readonly (readonly PatternStep[])[]
}

/** Compares what was answered twice; the core says, of all at once, who keeps the contract. */
async function compareAll(
  played: readonly (TwoAnswers | Uncompared)[],
  { options, ignored }: Comparing,
): Promise<readonly (Compared | Uncompared)[]> {
  const twice = played.filter((one) => 'answers' in one)
  const kept = twice.flatMap(({ request, answers }) => answers.map((answer) => ({ request, answer })))
  const mismatches = await judge(kept, options.env)
  return played.map((one) => {
    if (!('answers' in one)) return one
    const { request, answers } = one
    const index = 2 * twice.indexOf(one)
    const expectation = expectationOf(request)
    return {
      kind: 'compared',
      request,
      answers,
      differences: compareAnswers(answers, { expectation, isStrict: options.strict ?? false, ignored }),
      mismatches: [mismatches[index] ?? [], mismatches[index + 1] ?? []],
    }
  })
}

function secretsOfPlayed({ request, sent }: Played, named: readonly string[]): readonly string[] {
  const ofAnswer = sent.kind === 'answered' ? [...secretsInHeaders(sent.headers), ...secretsInBody(sent.body)] : []
  return [...secretsOf(request, named), ...secretsInBody(request.body), ...ofAnswer]
}

/**
 * Sends each HTTP interaction of a provider's contracts to two providers, each in its states, and compares what they answer:
 * status, content type, the headers that the contract names, and the body, JSON path by path. It fails where the status
 * differs, where something that the contract names is missing or has another type, and where only one of the two keeps the
 * contract; other differences are shown. What must stay secret is in none of its reports.
 *
 * Throws a `ContractError` when there is nothing to play, a `ProviderUnreachableError` when one of the two does not answer at
 * its address, a `TypeError` for a path to ignore that cannot be read, and a `BrokerCallError` when the broker does not
 * answer as asked. All else is in the report.
 *
 * @example
 * const request = { method: 'GET', path: '/diagnostic/status/heartbeat' }
 * const response = { status: 200, body: { ok: true }, matchingRules: { '$.body.ok': { match: 'type' } } }
 * const heartbeat = { description: 'a sign of life', request, response }
 * const content = { consumer: { name: 'Shop' }, provider: { name: 'Broker' }, interactions: [heartbeat] }
 * await broker.publishContracts({ pacticipant: 'Shop', version: '4', contracts: [{ provider: 'Broker', content }] })
 *
 * const { success, figures } = await runAgainst({
 *   provider: 'Broker',
 *   app: () => Response.json({ ok: 'yes' }, { headers: { 'content-type': 'application/hal+json;charset=utf-8' } }),
 *   against: 'http://127.0.0.1:9292',
 *   contracts: { broker: 'http://127.0.0.1:9292', selectors: [{ latest: true }], pending: false },
 *   ignore: ['$._links'],
 * })
 * success // → false
 * figures.interactions[0]?.differences // → [{ part: 'body', path: '$.ok', kind: 'type', isNamed: true, one: 'yes', other: true }]
 */
export async function runAgainst(options: AgainstOptions): Promise<AgainstReport> {
  const { provider, against, ignore = [], strict = false, signal, headers = {}, againstHeaders = {} } = options
  const ignored = patternsOf(ignore)
  const opened = await openReplay(options)
  const [startedAt, began] = [new Date().toISOString(), performance.now()]
  const named = credentialNames([...Object.keys(headers), ...Object.keys(againstHeaders)])
  const redactor = createRedactor()
  const progress = createProgress(options.onProgress)
  const sides = sidesOf(options, opened)
  const onPlayed = (one: Played) => redactor.add(secretsOfPlayed(one, named))
  const played: (TwoAnswers | Uncompared)[] = []
  try {
    await assertReachable(String(against), opened.timeoutMs)
    for (const request of opened.requests) {
      if (signal?.aborted) break
      progress(() => `interaction ${played.length + 1} of ${opened.requests.length}`)
      const one = await playOnBoth(request, { sides, onPlayed })
      if (!signal?.aborted) played.push(one)
    }
    const found = await compareAll(played, { options, ignored })
    return redactor.redactAll(
      againstReport({
        provider,
        urls: [opened.baseUrl, String(against)],
        startedAt,
        durationMs: performance.now() - began,
        messages: opened.messages,
        found,
        left: opened.requests.length - played.length,
        isStrict: strict,
        ignored: ignore,
      }),
    )
  } finally {
    for (const { sender } of sides) sender.close()
    await opened.close()
  }
}
