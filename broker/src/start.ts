import { join } from 'node:path'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { type Config } from './kernel/config.ts'
import { openDatabase } from './kernel/database.ts'
import { listen } from './kernel/http/listen.ts'
import { checkMigrated, migrate } from './kernel/migrate.ts'
import { startEmbedded } from './kernel/postgres/embedded.ts'
import type { DB } from './tables.ts'
import { VERSION } from './version.ts'

export interface RunningBroker {
  readonly url: string
  /** Ends in phases: requests, connections to the database, the database itself where it is the broker's own. */
  stop(): Promise<void>
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')
const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/

function warnOfOpenDoor({ host, basicAuth, token }: Config, log: Logger): void {
  if (LOOPBACK.test(host) || basicAuth || token !== undefined) return
  log.warn(
    { host },
    'Everybody who reaches this port may change everything: set a user or a token (docs/configuration.md)',
  )
}

export async function startBroker(config: Config, log: Logger): Promise<RunningBroker> {
  const startedAt = performance.now()
  await using starting = new AsyncDisposableStack()
  async function database() {
    if (config.databaseUrl !== undefined) return { url: config.databaseUrl }
    const server = await startEmbedded({ dataDir: config.dataDir, log })
    starting.defer(() => server.stop())
    return { connection: server.connection }
  }

  const db = await openDatabase<DB>({
    ...(await database()),
    applicationName: 'tallystick',
    poolSize: config.databaseMaxConnections,
    statementTimeoutMs: config.databaseStatementTimeoutSeconds * 1000,
    preparesStatements: config.databasePreparedStatements,
    log,
  })
  starting.defer(() => db.destroy())
  if (config.autoMigrateDb) await migrate(db, { folder: MIGRATIONS, log })
  else await checkMigrated(db, MIGRATIONS)

  const listener = await listen(createApp({ config, db, log, clock: () => new Date() }), config)
  const { url } = listener
  warnOfOpenDoor(config, log)
  const durationMs = Math.round(performance.now() - startedAt)
  log.info({ url, version: VERSION, durationMs }, `Tallystick ${VERSION} listens on ${url}, after ${durationMs} ms`)
  starting.defer(() => listener.close(config.shutdownTimeoutSeconds * 1000))
  const running = starting.move()
  return { url, stop: () => running.disposeAsync() }
}
