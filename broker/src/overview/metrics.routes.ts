import { type Metrics, metrics, paths } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { metricsHal } from './metrics.hal.ts'
import { countAll } from './metrics.sql.ts'
import { rarely } from './rarely.ts'

// Exact numbers need whole tables to be read. Monitoring asks every few seconds, and nobody minds numbers that are a
// minute old: so each broker counts at most once a minute, rather than that every write keeps counters, over which all
// writers would wait for each other, or that the planner's estimates are shown, which are far off after deletions.
const counters = new WeakMap<Context['db'], () => Promise<Metrics>>()

async function countedBy({ db, clock }: Context): Promise<Metrics> {
  const counter = counters.get(db) ?? rarely(async () => metricsHal(await countAll(db)), clock)
  counters.set(db, counter)
  return counter()
}

export const metricEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.metrics,
    summary: 'Counts what the broker holds; the numbers may be a minute old',
    access: 'read',
    responses: { 200: metrics },
    errors: [],
    handler: async ({ context }) => ok(await countedBy(context)),
  }),
]
