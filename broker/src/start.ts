import type { Logger } from 'pino'
import { theBroker } from './accounts/caller.ts'
import { offerFirstAdministrator } from './accounts/first-administrator.command.ts'
import { createApp } from './app.ts'
import type { Config } from './kernel/config.ts'
import { type Statement, openDatabase } from './kernel/database.ts'
import { openJobs } from './kernel/jobs.ts'
import { listen } from './kernel/http/listen.ts'
import { checkMigrated, migrate } from './kernel/migrate.ts'
import { startEmbedded } from './kernel/postgres/embedded.ts'
import { openSecrets } from './kernel/secrets.ts'
import { sendMetrics, sendTraces } from './kernel/telemetry.ts'
import { statementTracer } from './kernel/trace-statements.ts'
import { MIGRATIONS, openEvents, withLive } from './live.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import { updateGauges } from './overview/metrics.routes.ts'
import type { DB } from './tables.ts'
import { VERSION } from './version.ts'
import { resealSecrets } from './webhooks/webhooks.command.ts'
import { jobs } from './worker.ts'

export interface RunningBroker {
  readonly url: string
  /** Ends in phases: requests, connections to the database, the database itself where it is the broker's own. */
  stop(): Promise<void>
}

function slowStatementLogger({ sqlLogWarnDurationSeconds }: Config, log: Logger) {
  return ({ sql, durationMs }: Statement) => {
    if (durationMs < sqlLogWarnDurationSeconds * 1000) return
    const rounded = Math.round(durationMs)
    // Without its parameters: they may be secret.
    log.warn({ sql, durationMs: rounded }, `A statement took ${rounded} ms`)
  }
}

function statementWatcher(config: Config, log: Logger, metrics: Metrics) {
  const logSlow = slowStatementLogger(config, log)
  const trace = statementTracer(VERSION)
  return (statement: Statement) => {
    metrics.statements.observe(statement.durationMs / 1000)
    trace(statement)
    logSlow(statement)
  }
}

const clock = () => new Date()

export async function startBroker(config: Config, log: Logger): Promise<RunningBroker> {
  const startedAt = performance.now()
  await using starting = new AsyncDisposableStack()
  const telemetry = { settings: config.telemetry, version: VERSION, log }
  const traces = await sendTraces(telemetry)
  starting.defer(() => traces.close())
  const metrics = openMetrics()
  async function databaseUrl() {
    if (config.databaseUrl !== undefined) return config.databaseUrl
    const server = await startEmbedded({ dataDir: config.dataDir, log })
    starting.defer(() => server.stop())
    return server.url
  }

  const url = await databaseUrl()
  const db = await openDatabase<DB>({
    url,
    applicationName: 'tallystick',
    poolSize: config.databaseMaxConnections,
    statementTimeoutMs: config.databaseStatementTimeoutSeconds * 1000,
    preparesStatements: config.databasePreparedStatements,
    onStatement: statementWatcher(config, log, metrics),
    log,
  })
  starting.defer(() => db.destroy())
  if (config.autoMigrateDb) await migrate(db, { folder: MIGRATIONS, log })
  else await checkMigrated(db, MIGRATIONS)

  const limitMs = config.shutdownTimeoutSeconds * 1000
  const events = openEvents({ db, url, log })
  starting.defer(() => events.close())
  const queue = await openJobs({ url, jobs, log, runs: true })
  starting.defer(() => queue.stop(limitMs))
  const secrets = await openSecrets(config)
  await resealSecrets(db, secrets, log)
  const [brokerUrl = ''] = config.baseUrls
  const caller = theBroker
  const context = withLive({ config, db, log, clock, jobs: queue, events, secrets, brokerUrl, caller, metrics })
  const metricSender = await sendMetrics(telemetry, metrics.registry, () => updateGauges(context))
  starting.defer(() => metricSender.close())
  starting.defer(() => context.handedOut.flush())
  starting.defer(() => context.limits.flush())

  const listener = await listen(createApp(context), config)
  starting.defer(() => listener.close(limitMs))
  // Who waits would hold up the end of all requests.
  starting.defer(() => events.endSubscriptions())
  await queue.work({ ...context, brokerUrl: brokerUrl || listener.url })
  const durationMs = Math.round(performance.now() - startedAt)
  log.info(
    { url: listener.url, version: VERSION, durationMs },
    `Tallystick ${VERSION} listens on ${listener.url}, after ${durationMs} ms`,
  )
  await offerFirstAdministrator({ ...context, brokerUrl: brokerUrl || listener.url })
  const running = starting.move()
  return { url: listener.url, stop: () => running.disposeAsync() }
}
