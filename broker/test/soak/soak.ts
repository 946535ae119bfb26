// Everything at once: a steady load on three brokers that are killed in turn, a database that is killed as well, and a
// target of webhooks that fails half of the time.

import { setTimeout as delay } from 'node:timers/promises'
import { startReceiver } from '../support/webhook-receiver.ts'
import { type Send, balance } from './balancer.ts'
import { type Estate, startEstate, suffer } from './brokers.ts'
import { type Lost, eventsOf, findLost, templates } from './checks.ts'
import { type Fault, type Memory, type Sample, feltOf, memoryGrowth, normalMs, percentile } from './figures.ts'
import { load, prepare } from './load.ts'

export interface SoakPlan {
  readonly minutes: number
  readonly perSecond: number
  readonly killEverySeconds: number
}

export interface SoakReport {
  readonly requests: number
  readonly failed: number
  readonly acknowledged: { readonly publications: number; readonly results: number; readonly deployments: number }
  /** Of these. */
  readonly lost: { readonly publications: number; readonly results: number; readonly deployments: number }
  readonly events: number
  readonly eventsNotDelivered: number
  readonly deliveries: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly normalMs: number
  readonly faults: readonly (Fault & { readonly recoveryMs: number })[]
  /** When a second ended that was not normal while no fault was felt, in milliseconds since the start. */
  readonly otherSeconds: readonly number[]
  /** Of the broker that lived, in bytes: what it held in the end, and that as a multiple of what it held early on. */
  readonly memory: number
  readonly memoryGrowth: number
}

const MEMORY_EVERY_MS = 1000
const DELIVERED_WITHIN_MS = 180_000

const settings = {
  TALLYSTICK_WEBHOOK_SCHEME_WHITELIST: 'http',
  TALLYSTICK_WEBHOOK_HOST_WHITELIST: '127.0.0.1',
  // A target that fails half of the time fails twenty times in a row once in a million.
  TALLYSTICK_WEBHOOK_RETRY_SCHEDULE: Array.from({ length: 20 }, () => '1').join(' '),
  TALLYSTICK_WEBHOOK_PAUSE_SECONDS: '2',
}

async function createWebhooks(send: Send, url: string): Promise<void> {
  for (const [name, body] of Object.entries(templates)) {
    const request = { method: 'POST', url, body }
    const { status } = await send({ method: 'POST', path: '/webhooks', body: { events: [{ name }], request } })
    if (status !== 201) throw new Error(`The webhook for ${name} was answered with ${status}.`)
  }
}

async function watchMemory({ survivor }: Estate, until: AbortSignal): Promise<readonly Memory[]> {
  const readings: Memory[] = []
  while (!until.aborted) {
    const text = await fetch(`${survivor}/metrics/prometheus`)
      .then((response) => response.text())
      .catch(() => '')
    const bytes = Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1])
    if (bytes > 0) readings.push({ at: performance.now(), bytes })
    await delay(MEMORY_EVERY_MS, undefined, { signal: until }).catch(() => undefined)
  }
  return readings
}

/** Waits until everything was told, or as long as that may take. */
async function untold(events: readonly string[], told: ReadonlySet<string>): Promise<readonly string[]> {
  const end = Date.now() + DELIVERED_WITHIN_MS
  for (;;) {
    const missing = events.filter((event) => !told.has(event))
    if (missing.length === 0 || Date.now() > end) return missing
    await delay(500)
  }
}

const countsOf = ({ publications, results, deployments }: Lost): SoakReport['lost'] => ({
  publications: publications.length,
  results: results.length,
  deployments: deployments.length,
})

function latency(samples: readonly Sample[], faults: readonly Fault[]) {
  const took = samples.filter(({ failed }) => !failed).map(({ milliseconds }) => milliseconds)
  const { recoveries, others } = feltOf(samples, faults)
  return {
    p50: percentile(took, 50),
    p95: percentile(took, 95),
    p99: percentile(took, 99),
    normalMs: normalMs(samples, faults),
    faults: faults.map((fault, index) => ({ ...fault, recoveryMs: recoveries[index] ?? 0 })),
    otherSeconds: others,
  }
}

export async function soak({ minutes, perSecond, killEverySeconds }: SoakPlan): Promise<SoakReport> {
  const receiver = await startReceiver()
  const told = new Set<string>()
  receiver.answerWith(({ body }, response) => {
    const isTaken = Math.random() < 0.5
    if (isTaken) told.add(body)
    response.writeHead(isTaken ? 200 : 503).end()
  })
  const estate = await startEstate(settings)
  try {
    const send = balance(estate.urls)
    await createWebhooks(send, receiver.url)
    const world = await prepare(send)
    const milliseconds = minutes * 60_000
    const over = new AbortController()
    const watched = watchMemory(estate, over.signal)
    const [samples, faults] = await Promise.all([
      load(world, { perSecond, milliseconds }),
      suffer(estate, { milliseconds, killEveryMs: killEverySeconds * 1000 }),
    ])
    over.abort()
    const readings = await watched
    const events = eventsOf(world.ledger)
    const notDelivered = await untold(events, told)
    return {
      requests: samples.length,
      failed: samples.filter(({ failed }) => failed).length,
      acknowledged: countsOf(world.ledger),
      lost: countsOf(await findLost(send, world.ledger)),
      events: events.length,
      eventsNotDelivered: notDelivered.length,
      deliveries: receiver.received.length,
      ...latency(samples, faults),
      memory: readings.at(-1)?.bytes ?? 0,
      memoryGrowth: memoryGrowth(readings),
    }
  } finally {
    await estate.stop()
    await receiver.stop()
  }
}
