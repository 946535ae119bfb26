/**
 * Plays requests in turn, at a concurrency or at a rate.
 *
 * At a concurrency each of so many callers waits for its answer before it asks again: a provider that is slow is asked less.
 * At a rate each request is due at its time, whether those before are answered or not, and its latency is counted from when
 * it was due: a provider that stops for a second is late for all that were due in that second, as its users would see it.
 */
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { OutgoingRequest } from './request.ts'
import type { Sender, Sent } from './send.ts'

/** How fast: requests per second, or how many callers at once. */
export type Pace = { readonly rate: number } | { readonly concurrency: number }

export interface PlayOptions {
  readonly requests: readonly OutgoingRequest[]
  readonly pace: Pace
  readonly durationMs: number
  readonly sender: Sender
  readonly signal?: AbortSignal | undefined
  /** What became of the request with that index. */
  readonly onSent: (index: number, sent: Sent, latencyMs: number) => void
}

/** So that a provider that refuses connections is not asked without a breath. */
const BREATH_MS = 20

function isHopeless(sent: Sent): boolean {
  return sent.kind === 'failed' && sent.reason !== 'timeout'
}

async function playConcurrently(options: PlayOptions, concurrency: number): Promise<void> {
  const { requests, durationMs, sender, signal, onSent } = options
  const until = performance.now() + durationMs
  let turn = 0
  const isOn = () => (performance.now() < until || turn < requests.length) && !signal?.aborted

  async function caller(): Promise<void> {
    // Each is asked once at least, however short the time.
    while (isOn()) {
      const index = turn % requests.length
      turn += 1
      const request = requests[index]
      if (!request) return
      const sent = await sender.send(request)
      onSent(index, sent, sent.durationMs)
      if (isHopeless(sent)) await sleep(BREATH_MS)
    }
  }

  await Promise.all(Array.from({ length: concurrency }, caller))
}

/** At a rate: so that what a provider cannot keep up with does not fill the memory. Those that must wait are late too. */
const MOST_AT_ONCE = 1_000
/** How many may be due at once before the answers are looked at again. */
const BATCH = 32

async function playAtRate(options: PlayOptions, rate: number): Promise<void> {
  const { requests, durationMs, sender, signal, onSent } = options
  const intervalMs = 1000 / rate
  const total = Math.max(requests.length, Math.round(durationMs / intervalMs))
  const began = performance.now()
  const elapsedMs = () => performance.now() - began
  let waiting = 0
  let answered = Promise.withResolvers<void>()

  async function ask(number: number): Promise<void> {
    const index = number % requests.length
    const request = requests[index]
    if (!request) return
    waiting += 1
    const sent = await sender.send(request)
    onSent(index, sent, elapsedMs() - number * intervalMs)
    waiting -= 1
    answered.resolve()
  }

  const isWaitingFor = (number: number) => waiting >= number

  async function anAnswer(): Promise<void> {
    answered = Promise.withResolvers<void>()
    await answered.promise
  }

  const isAborted = () => signal?.aborted ?? false

  for (let number = 0; number < total && !isAborted(); number += 1) {
    const earlyMs = number * intervalMs - elapsedMs()
    // Timers are late by a millisecond or so: what is due by then goes at once.
    if (earlyMs > 0) await sleep(earlyMs)
    else if (number % BATCH === 0) await turn()
    const mustWait = isWaitingFor(MOST_AT_ONCE)
    while (isWaitingFor(MOST_AT_ONCE)) await anAnswer()
    // The provider did not keep up, and the time is over: the rest is not sent.
    if (mustWait && elapsedMs() > durationMs && number >= requests.length) break
    void ask(number)
  }
  while (isWaitingFor(1)) await anAnswer()
}

/** Plays for that long, and until all that was sent is answered or given up. Gives how long it took, in milliseconds. */
export async function play(options: PlayOptions): Promise<number> {
  const { pace, durationMs, signal } = options
  const began = performance.now()
  if ('rate' in pace) await playAtRate(options, pace.rate)
  else await playConcurrently(options, pace.concurrency)
  const tookMs = performance.now() - began
  // The last request of a low rate is due before the time is over.
  return signal?.aborted ? tookMs : Math.max(tookMs, durationMs)
}
