import { type Metrics, metrics, paths } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { poolUse } from '../kernel/database.ts'
import { type Endpoint, HAL, JSON_TYPE, type Reply, endpoint, ok } from '../kernel/endpoint.ts'
import { inTime, orAfter } from '../kernel/in-time.ts'
import { setCounts, setJobs, setPool, setStanding } from './gauges.ts'
import { metricsHal } from './metrics.hal.ts'
import { countAll } from './metrics.sql.ts'
import { rarely } from './rarely.ts'
import { countStanding } from './standing.sql.ts'

const TEXT = 'text/plain'

// Exact numbers need whole tables to be read. Monitoring asks every few seconds, and nobody minds numbers that are a
// minute old: so each broker counts at most once a minute, rather than that every write keeps counters, over which all
// writers would wait for each other, or that the planner's estimates are shown, which are far off after deletions.
const counters = new WeakMap<Context['db'], () => Promise<Metrics>>()

async function countedBy({ db, clock }: Context): Promise<Metrics> {
  const counter = counters.get(db) ?? rarely(async () => metricsHal(await countAll(db)), clock)
  counters.set(db, counter)
  return counter()
}

// Counting may take seconds in a long history; a scrape does not wait for it, and shows what was counted last.
const PATIENCE_MS = 500
// Prometheus itself waits for ten seconds.
const LIMIT_MS = 2000

const lastCounts = new WeakMap<Context['db'], Metrics>()

async function countsInTime(context: Context): Promise<Metrics | undefined> {
  const { db } = context
  const counting = countedBy(context).then((counts) => {
    lastCounts.set(db, counts)
    return counts
  })
  return orAfter(PATIENCE_MS, counting, () => lastCounts.get(db))
}

/** Brings the metrics that are looked up to date. What cannot be looked up now is left out of them. */
export async function updateGauges(context: Context): Promise<void> {
  const { db, jobs, log, metrics } = context
  setPool(metrics, poolUse(db))
  async function unlessItFails<Answer>(what: Promise<Answer>): Promise<Answer | undefined> {
    return inTime(what, LIMIT_MS).catch((error: unknown) => {
      log.warn({ err: error }, 'Some metrics cannot be read')
      return undefined
    })
  }
  const standing = await unlessItFails(countStanding(db))
  metrics.databaseUp.set(standing === undefined ? 0 : 1)
  setStanding(metrics, standing)
  setJobs(metrics, standing && (await unlessItFails(jobs.count())))
  setCounts(metrics, standing && (await unlessItFails(countsInTime(context))))
}

/** Everything, in the text format of Prometheus. */
async function prometheusReply(context: Context): Promise<Reply> {
  await updateGauges(context)
  return { status: 200, mediaType: 'text/plain;version=0.0.4', body: await context.metrics.registry.metrics() }
}

/** Prometheus names the version of a text format that it reads, which nothing else does. */
function isPrometheus(accept: string | undefined): boolean {
  return /(text\/plain|application\/openmetrics-text)\s*;[^,]*version=/.test(accept ?? '')
}

export const metricEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.metrics,
    summary:
      'Counts what the broker holds; the numbers may be a minute old. To Prometheus, what /metrics/prometheus says',
    access: 'read',
    responses: { 200: metrics },
    produces: [HAL, JSON_TYPE, TEXT],
    errors: [],
    async handler({ context, mediaType, request }) {
      const isAsked = mediaType === TEXT || isPrometheus(request.header('accept'))
      return isAsked ? prometheusReply(context) : ok(await countedBy(context))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.prometheusMetrics,
    summary: 'What the broker counts about itself, as Prometheus reads it',
    access: 'read',
    responses: { 200: z.string() },
    produces: [TEXT],
    errors: [],
    handler: async ({ context }) => prometheusReply(context),
  }),
]
