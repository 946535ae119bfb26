import { judge } from './judge.ts'
import { type LoadGroup, type Ready, type Tested, inStates, loadGroups } from './load-groups.ts'
import type { LoadThresholds } from './load-findings.ts'
import { type LoadReport, loadReport } from './load-report.ts'
import { createLatencyHistogram, createMeter } from './meter.ts'
import { type OpenedReplay, openReplay } from './open-replay.ts'
import type { ReplayOptions } from './options.ts'
import { type Pace, play } from './play.ts'
import { type Sender, createSender } from './send.ts'

/** What a load test is told: the provider, its contracts, how they are played, and what must hold. */
export interface LoadOptions extends ReplayOptions {
  /** Requests per second, of all interactions together: they are sent when they are due, answered or not. */
  readonly rate?: number | undefined
  /** In place of a rate: how many callers wait for an answer at once; 10 unless told. */
  readonly concurrency?: number | undefined
  /** Of the whole run; 10 seconds unless told. */
  readonly durationSeconds?: number | undefined
  /** Played before anything is measured; 0 unless told. */
  readonly warmUpSeconds?: number | undefined
  readonly thresholds?: LoadThresholds | undefined
  /**
   * Plays all interactions together, in all their states at once. Unless told, those that need the same states are played
   * together, and each such group has its share of the time.
   */
  readonly together?: boolean | undefined
}

const DEFAULT_CONCURRENCY = 10
const DEFAULT_DURATION_SECONDS = 10
const PROGRESS_MS = 250

interface Plan {
  readonly options: LoadOptions
  readonly pace: Pace
  readonly durationMs: number
  readonly warmUpMs: number
  /** How many interactions there are: each has its share of the time. */
  readonly interactions: number
}

function planOf(options: LoadOptions, interactions: number): Plan {
  const { rate, concurrency = DEFAULT_CONCURRENCY, durationSeconds = DEFAULT_DURATION_SECONDS } = options
  return {
    options,
    pace: rate === undefined ? { concurrency } : { rate },
    durationMs: durationSeconds * 1000,
    warmUpMs: (options.warmUpSeconds ?? 0) * 1000,
    interactions,
  }
}

const seconds = (ms: number): string => `${Math.floor(ms / 1000)} s`

/** Says how far it is, now and then. */
function createProgress({ options, durationMs, warmUpMs }: Plan) {
  const began = performance.now()
  let said = -PROGRESS_MS
  let answers = 0
  return () => {
    answers += 1
    const elapsedMs = performance.now() - began
    if (elapsedMs - said < PROGRESS_MS) return
    said = elapsedMs
    options.onProgress?.(`${seconds(elapsedMs)} of ${seconds(durationMs + warmUpMs)}, ${answers} requests`)
  }
}

interface Stand {
  readonly plan: Plan
  readonly sender: Sender
  /** Of all interactions together. */
  readonly latencies: ReturnType<typeof createLatencyHistogram>
  readonly progress: () => void
}

/** Plays what is ready; gives how long it was measured. */
async function playReady(ready: readonly Ready[], { plan, sender, latencies, progress }: Stand): Promise<number> {
  const share = ready.length / plan.interactions
  const { signal } = plan.options
  const pass = (durationMs: number, isWarmUp: boolean) =>
    play({
      requests: ready.map(({ request }) => request),
      pace: plan.pace,
      durationMs: durationMs * share,
      sender,
      signal,
      onSent(index, sent, latencyMs) {
        if (sent.kind === 'failed' && sent.reason === 'aborted') return
        ready[index]?.tested.meter.record(sent, latencyMs, isWarmUp)
        if (!isWarmUp && (sent.kind === 'answered' || sent.reason === 'timeout')) latencies.record(latencyMs)
        progress()
      },
    })
  if (plan.warmUpMs > 0) await pass(plan.warmUpMs, true)
  return pass(plan.durationMs, false)
}

async function playGroups(groups: readonly LoadGroup[], opened: OpenedReplay, stand: Stand): Promise<void> {
  for (const group of groups) {
    if (stand.plan.options.signal?.aborted) return
    await inStates(group, opened, async (ready) => {
      const playedMs = await playReady(ready, stand)
      for (const { tested } of ready) tested.playedMs = playedMs
    })
  }
}

async function mismatchesOf(tested: readonly Tested[], { options }: Plan) {
  options.onProgress?.('comparing samples of the answers with the contracts')
  const kept = tested.flatMap((one) => one.meter.samples().map((answer) => ({ one, request: one.request, answer })))
  const judged = await judge(kept, options.env)
  return Map.groupBy(
    kept.map(({ one }, index) => ({ one, mismatches: judged[index] ?? [] })),
    ({ one }) => one,
  )
}

/**
 * Plays the interactions of a provider's contracts in turn, at a rate or a concurrency, for a time: how fast each is answered
 * (percentiles in milliseconds), how many answers there are per second, how many are not as expected, and whether samples of
 * the answers are what the contracts say. What a consumer was promised must hold under load as well.
 *
 * Throws a `ContractError` when there is nothing to play, a `ProviderUnreachableError` when nobody answers at the address,
 * and a `BrokerCallError` when the broker does not answer as asked. All else is in the report.
 *
 * @example
 * const book = { description: 'a book', request: { method: 'GET', path: '/books/1' }, response: { status: 200 } }
 * const content = { consumer: { name: 'Shop' }, provider: { name: 'Catalogue' }, interactions: [book] }
 * await broker.publishContracts({ pacticipant: 'Shop', version: '2', contracts: [{ provider: 'Catalogue', content }] })
 *
 * const { success, figures, findings } = await runLoad({
 *   provider: 'Catalogue',
 *   app: (request: Request) => Response.json({ isbn: new URL(request.url).pathname.slice(7) }),
 *   contracts: { broker: 'http://127.0.0.1:9292', selectors: [{ latest: true }] },
 *   rate: 50,
 *   durationSeconds: 0.2,
 *   thresholds: { p95Ms: 5_000, errorRatePercent: 1 },
 * })
 * success // → true
 * figures.total.answered // → 10
 * findings.map(({ interaction, outcome }) => `${interaction}: ${outcome}`) // → ['a book: passed']
 */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const opened = await openReplay(options)
  const { baseUrl, timeoutMs, messages } = opened
  const startedAt = new Date().toISOString()
  const began = performance.now()
  const plan = planOf(options, opened.requests.length)
  const { insecure, signal, env } = options
  const sender = createSender({ baseUrl, timeoutMs, insecure, signal, env })
  const tested = opened.requests.map((request): Tested => {
    return { request, meter: createMeter(request.response.isStatus), problem: undefined, playedMs: 0 }
  })
  const groups = loadGroups(tested, options.states !== undefined && !options.together)
  const latencies = createLatencyHistogram()
  try {
    await playGroups(groups, opened, { plan, sender, latencies, progress: createProgress(plan) })
    const samples = await mismatchesOf(tested, plan)
    return loadReport({
      provider: options.provider,
      baseUrl,
      startedAt,
      durationMs: performance.now() - began,
      plan,
      messages,
      groups,
      thresholds: options.thresholds ?? {},
      latency: latencies.latencies(),
      samplesOf: (one) => samples.get(one)?.map(({ mismatches }) => mismatches) ?? [],
    })
  } finally {
    sender.close()
    await opened.close()
  }
}
