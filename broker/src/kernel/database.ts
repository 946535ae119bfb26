import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { PreparingClient } from './prepared-statements.ts'

interface DatabaseOptions {
  readonly url?: string
  readonly connection?: pg.ClientConfig
  readonly applicationName: string
  readonly poolSize?: number
  /** 0: no limit. */
  readonly statementTimeoutMs?: number
  /** Off for a pooler that hands each transaction another session of the server. */
  readonly preparesStatements?: boolean
  /** Told of connections that break while nobody uses them. */
  readonly log?: { warn(fields: object, message: string): void }
}

const OLDEST_VERSION = 14
const CONNECT_TIMEOUT_MS = 10_000
// Bounds what a session keeps of statements and plans.
const MAX_LIFETIME_SECONDS = 3600
const CLOSE_DEADLINE_MS = 5_000

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database returned ${text}, too large for a number.`)
  return value
}

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, parseInt8)

/** Ends the pool; connections still in use after the deadline are cut. */
async function endPool(pool: pg.Pool, clients: ReadonlySet<pg.Client>): Promise<void> {
  const cut = setTimeout(() => {
    for (const client of clients) client.connection.stream.destroy()
  }, CLOSE_DEADLINE_MS)
  await pool.end().finally(() => clearTimeout(cut))
}

function createPool({ url, connection, log, ...options }: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    ...(url === undefined ? {} : { connectionString: url }),
    types,
    max: options.poolSize ?? 10,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  })
  pool.on('error', (error) => log?.warn({ err: error }, `lost an idle database connection: ${error.message}`))
  return pool
}

/** What to call the server in a message: without the password. */
function nameOf({ host, port, database }: pg.Client): string {
  return `the database ${database ?? ''} at ${host.startsWith('/') ? host : `${host}:${port}`}`
}

async function checkServer(pool: pg.Pool): Promise<void> {
  let client
  try {
    client = await pool.connect()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`No connection to the database: ${reason}. Check TALLYSTICK_DATABASE_URL.`, { cause })
  }
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    const version = rows[0]?.server_version ?? ''
    if (Number.parseInt(version, 10) >= OLDEST_VERSION) return
    throw new Error(`PostgreSQL ${OLDEST_VERSION} or newer is needed; ${nameOf(client)} is version ${version}.`)
  } finally {
    client.release()
  }
}

/** Hands out the pool's connections, each with the statements that it has prepared so far. */
function preparing(pool: pg.Pool): () => Promise<PreparingClient> {
  const known = new WeakMap<pg.PoolClient, PreparingClient>()
  return async () => {
    const client = await pool.connect()
    const found = known.get(client) ?? new PreparingClient(client)
    known.set(client, found)
    return found
  }
}

/** Connects to the database. `destroy()` of the result closes it, by force where a query does not end in time. */
export async function openDatabase<Tables>(options: DatabaseOptions): Promise<Kysely<Tables>> {
  const pool = createPool(options)
  const clients = new Set<pg.Client>()
  pool.on('connect', (client) => clients.add(client))
  pool.on('remove', (client) => clients.delete(client))
  try {
    await checkServer(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const connect = options.preparesStatements === false ? () => pool.connect() : preparing(pool)
  const dialectPool: PostgresPool = { connect, end: () => endPool(pool, clients), options: pool.options }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: dialectPool, controlClient: pg.Client }) })
}
