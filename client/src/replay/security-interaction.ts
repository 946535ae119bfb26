/** One interaction under probes: first as it is, then with one thing wrong at a time, each time in its states. */
import { canonical } from '../contract/json.ts'
import { messageOf } from '../provider/within.ts'
import type { OpenedReplay } from './open-replay.ts'
import { type Probe, type ProbeKind, type ProbeOptions, type ProbePlan, planProbes } from './security-probes.ts'
import { type Symptom, symptomsOf } from './security-judge.ts'
import { leakIn } from './security-leaks.ts'
import type { OutgoingRequest, ReplayRequest } from './request.ts'
import type { Answer, Sender, Sent } from './send.ts'

/** A probe that showed something. It is told at once: bodies of many megabytes are not kept. */
export interface Symptomatic extends Pick<Probe, 'kind' | 'name'> {
  readonly curl: string
  readonly symptoms: readonly Symptom[]
}

export interface Probed {
  /** As it was sent, with the values of its states. */
  readonly request: ReplayRequest
  readonly hasCredentials: boolean
  /** How many probes of each kind there are. */
  readonly planned: Readonly<Record<ProbeKind, number>>
  /** How many were left out for the limit. */
  readonly leftOut: number
  /** Why it could not be probed. */
  readonly unplayable: string | undefined
  /** How many probes were sent. */
  readonly sent: number
  readonly found: readonly Symptomatic[]
  /** Why not all probes were sent. */
  readonly stopped: string | undefined
}

export interface Prober {
  readonly opened: OpenedReplay
  readonly sender: Sender
  readonly signal: AbortSignal | undefined
  /** What is to be probed of a request. */
  readonly options: (request: ReplayRequest) => ProbeOptions
  /** Each request that is about to be sent, credentials and all. */
  readonly onRequest: (request: OutgoingRequest) => void
  /** The command that sends a probe again, without what must stay secret; `original` is as the contract has it. */
  readonly commandFor: (probe: OutgoingRequest, original: OutgoingRequest) => string
  /** What somebody else said, without what must stay secret. */
  readonly redact: (text: string) => string
  /** How many probes of how many were sent. */
  readonly onProgress: (sent: number, all: number) => void
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Each costs as long as a request may take. */
const MOST_TIMEOUTS = 3

function problemWith(request: ReplayRequest, sent: Sent): string | undefined {
  if (sent.kind === 'failed') return `the provider did not answer: ${sent.says}`
  if (request.response.isStatus(sent.status)) return undefined
  return `the provider answered ${sent.status} in place of ${request.response.status}`
}

/** What must be the same for the plan of one to do for the other. */
const essence = ({ path, headers, body }: ReplayRequest): string =>
  canonical([path, headers, body && Buffer.from(body).toString('base64')])

interface Stand {
  readonly request: ReplayRequest
  readonly plan: ProbePlan
}

/** The probes of an interaction, each with the provider in its states. */
function createStands(first: Stand, { opened, options, onRequest }: Prober) {
  // What changes nothing is asked in the states as they are.
  const isKept = SAFE.has(first.request.method) || first.request.states.length === 0
  let stand = first
  let isSetUp = true

  async function end(): Promise<void> {
    if (!isSetUp) return
    isSetUp = false
    await opened.tearDown(stand.request)
  }

  return {
    end,
    /** As the contract has it. */
    request: (): ReplayRequest => stand.request,
    async probeAt(index: number): Promise<Probe | undefined> {
      if (isKept) return stand.plan.probes[index]
      await end()
      const request = await opened.setUp(first.request)
      isSetUp = true
      if (essence(request) !== essence(stand.request)) {
        stand = { request, plan: planProbes(request, options(request)) }
        onRequest(request)
      }
      return stand.plan.probes[index]
    },
  }
}

/** What an answer shows, in words that may be told. */
function told(
  probe: Probe,
  symptoms: readonly Symptom[],
  { prober, original }: { prober: Prober; original: ReplayRequest },
) {
  const { commandFor, redact } = prober
  return {
    kind: probe.kind,
    name: probe.name,
    curl: commandFor(probe.request, original),
    symptoms: symptoms.map((symptom) =>
      symptom.excerpt === undefined ? symptom : { ...symptom, excerpt: redact(symptom.excerpt) },
    ),
  }
}

/** Why no more probes are sent after this answer. */
function reasonToStop(sent: Sent, timeouts: number): string | undefined {
  if (sent.kind === 'answered') return undefined
  if (sent.reason === 'aborted') return 'the run was ended'
  if (sent.reason === 'unreachable') return 'the provider could not be reached any more'
  return timeouts >= MOST_TIMEOUTS ? `${MOST_TIMEOUTS} probes were not answered in time` : undefined
}

/** Sends probe after probe; gives what they showed. */
async function sendProbes(first: Stand, ordinary: Answer, prober: Prober) {
  const { sender, signal } = prober
  const leaksAnyway = leakIn(ordinary) !== undefined
  const stands = createStands(first, prober)
  const count = first.plan.probes.length
  const found: Symptomatic[] = []
  let [sentCount, timeouts] = [0, 0]

  async function judged(probe: Probe): Promise<Sent> {
    prober.onRequest(probe.request)
    const sent = await sender.send(probe.request)
    const isLost = sent.kind === 'failed' && sent.reason === 'lost'
    const original = stands.request()
    const isStillThere = !isLost || (await sender.send(original)).kind === 'answered'
    const symptoms = symptomsOf(probe, sent, { isStillThere, leaksAnyway })
    if (symptoms.length > 0) found.push(told(probe, symptoms, { prober, original }))
    return sent
  }

  async function run(): Promise<string | undefined> {
    for (let index = 0; index < count; index += 1) {
      if (signal?.aborted) return 'the run was ended'
      const probe = await stands.probeAt(index)
      if (!probe) continue
      const sent = await judged(probe)
      if (sent.kind === 'failed' && sent.reason === 'timeout') timeouts += 1
      if (sent.kind === 'answered' || (sent.reason !== 'unsendable' && sent.reason !== 'aborted')) sentCount += 1
      prober.onProgress(sentCount, count)
      const reason = reasonToStop(sent, timeouts)
      if (reason !== undefined) return reason
    }
    return undefined
  }

  try {
    return { found, stopped: await run(), sent: sentCount }
  } catch (error) {
    return { found, stopped: prober.redact(messageOf(error)), sent: sentCount }
  } finally {
    await stands.end().catch(() => undefined)
  }
}

export async function probe(interaction: ReplayRequest, prober: Prober): Promise<Probed> {
  const { opened, sender } = prober
  const planned = { credentials: 0, malformed: 0, oversized: 0 }
  const nothing = { hasCredentials: false, planned, leftOut: 0, sent: 0, found: [], stopped: undefined }
  let request: ReplayRequest
  try {
    request = await opened.setUp(interaction)
  } catch (error) {
    return { ...nothing, request: interaction, unplayable: prober.redact(messageOf(error)) }
  }
  prober.onRequest(request)
  const sent = await sender.send(request)
  const unplayable = problemWith(request, sent)
  if (unplayable !== undefined || sent.kind === 'failed') {
    await opened.tearDown(request).catch(() => undefined)
    return { ...nothing, request, unplayable: unplayable && prober.redact(unplayable) }
  }
  const plan = planProbes(request, prober.options(request))
  for (const { kind } of plan.probes) planned[kind] += 1
  const { leftOut, credentials } = plan
  const shown = await sendProbes({ request, plan }, sent, prober)
  return { request, hasCredentials: credentials.length > 0, planned, leftOut, unplayable, ...shown }
}
