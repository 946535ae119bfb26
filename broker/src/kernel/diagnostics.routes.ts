import { about, dependencyStatus, health, heartbeat, paths, readiness } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { notFound } from './broker-error.ts'
import { getDatabaseFacts, pingDatabase } from './diagnostics.sql.ts'
import { type Endpoint, JSON_TYPE, endpoint, ok } from './endpoint.ts'
import { formatTime } from './hal.ts'
import { LICENSE, VERSION } from '../version.ts'

const startedAt = new Date(Date.now() - process.uptime() * 1000)

function refuseWhenOff({ config }: Context): void {
  if (!config.enableDiagnosticEndpoints) throw notFound()
}

async function databaseStatus({ db, log }: Context) {
  try {
    await pingDatabase(db)
    return { ok: true }
  } catch (error) {
    log.error({ err: error }, 'The database does not answer')
    return { ok: false, error: 'The database does not answer. The reason is in the log.' }
  }
}

/** Fails on purpose: whoever watches the broker can see that an error is noticed. */
const failing = {
  path: paths.testError,
  summary: 'Always fails with 500, to check that errors of the broker are noticed',
  responses: {},
  errors: ['server-error'],
  handler() {
    throw new Error('Asked for at /test/error')
  },
} as const

export const diagnosticEndpoints: readonly Endpoint[] = [
  endpoint({ ...failing, method: 'GET', access: 'read' }),
  endpoint({ ...failing, method: 'POST', access: 'administer', concerns: () => 'everything' }),
  endpoint({
    method: 'GET',
    path: paths.health,
    summary: 'Says that the process answers, for what restarts it when it does not',
    access: 'public',
    responses: { 200: health },
    produces: [JSON_TYPE],
    errors: [],
    handler: () => ok({ status: 'up' }),
  }),
  endpoint({
    method: 'GET',
    path: paths.ready,
    summary: 'Says whether the broker can do its work, for what sends requests to it: 503 with what is missing',
    access: 'public',
    responses: { 200: readiness, 503: readiness },
    produces: [JSON_TYPE],
    errors: [],
    async handler({ context }) {
      const missing = await context.readiness.missing()
      const ready = missing.length === 0
      return { status: ready ? 200 : 503, body: { ready, missing } }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.heartbeat,
    summary: 'Says that the broker runs',
    access: 'heartbeat',
    responses: { 200: heartbeat },
    errors: ['not-found'],
    handler({ context, url }) {
      refuseWhenOff(context)
      return ok({ ok: true, _links: { self: { href: url } } })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.dependencies,
    summary: 'Says whether the database answers',
    access: 'read',
    responses: { 200: dependencyStatus, 500: dependencyStatus },
    errors: ['not-found'],
    async handler({ context, url }) {
      refuseWhenOff(context)
      const database = await databaseStatus(context)
      return { status: database.ok ? 200 : 500, body: { database, _links: { self: { href: url } } } }
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.about,
    summary: 'Tells which release of the broker this is, since when it runs, and on what',
    access: 'read',
    responses: { 200: about },
    errors: [],
    async handler({ context: { db }, url }) {
      return ok({
        version: VERSION,
        license: LICENSE,
        node: process.versions.node,
        startedAt: formatTime(startedAt),
        database: await getDatabaseFacts(db),
        _links: { self: { href: url } },
      })
    },
  }),
]
