import { Kysely, type LogEvent, PostgresDialect, type PostgresPool } from 'kysely'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { getServerVersion } from './database.sql.ts'
import { PreparingClient } from './prepared-statements.ts'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly durationMs: number
  /** Why it failed, if it did. */
  readonly error?: unknown
}

/** How many connections the pool of a database holds. */
export interface PoolUse {
  readonly limit: number
  readonly size: number
  readonly idle: number
  /** Statements that wait for a connection. */
  readonly waiting: number
}

interface DatabaseOptions {
  readonly url?: string
  readonly connection?: pg.ClientConfig
  readonly applicationName: string
  readonly poolSize?: number
  /** 0: no limit. */
  readonly statementTimeoutMs?: number
  /** Off for a pooler that hands each transaction another session of the server. */
  readonly preparesStatements?: boolean
  /** How long a server that restarts is waited for. */
  readonly outagePatienceMs?: number
  /** How long closing waits for statements that run. */
  readonly closeDeadlineMs?: number
  /** Told of each statement that was run. */
  readonly onStatement?: (statement: Statement) => void
  /** Told of connections that break while nobody uses them. */
  readonly log?: { warn(fields: object, message: string): void }
}

const OLDEST_VERSION = 14
const CONNECT_TIMEOUT_MS = 10_000
// A new session costs more than an idle one, and has nothing prepared; an old one has gathered memory.
const IDLE_TIMEOUT_MS = 300_000
const MAX_LIFETIME_SECONDS = 3_600
const CLOSE_DEADLINE_MS = 5_000
const OUTAGE_PATIENCE_MS = 5_000
const OUTAGE_POLL_MS = 50
// Nobody listens; cut off while connecting; the server starts, stops, or is being stopped.
const outages = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02'])

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database returned ${text}, too large for a number.`)
  return value
}

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, parseInt8)

/** Ends the pool; connections still in use after the deadline are cut. */
async function endPool(pool: pg.Pool, clients: ReadonlySet<pg.Client>, deadlineMs: number): Promise<void> {
  const cut = setTimeout(() => {
    for (const client of clients) client.connection.stream.destroy()
  }, deadlineMs)
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
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    maxLifetimeSeconds: MAX_LIFETIME_SECONDS,
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  })
  pool.on('error', (error) => log?.warn({ err: error }, `Lost an idle database connection: ${error.message}`))
  return pool
}

/** What to call the server in a message: without the password. */
function nameOf(pool: pg.Pool): string {
  const { host, port, database } = new pg.Client(pool.options)
  return `the database ${database ?? ''} at ${host.startsWith('/') ? host : `${host}:${port}`}`
}

async function checkServer<Tables>(db: Kysely<Tables>, name: string): Promise<void> {
  const version = await getServerVersion(db).catch((cause: unknown) => {
    const reason = cause instanceof Error && cause.message ? cause.message : String(cause)
    throw new Error(`No connection to ${name}: ${reason}. Check TALLYSTICK_DATABASE_URL.`, { cause })
  })
  if (Number.parseInt(version, 10) >= OLDEST_VERSION) return
  throw new Error(`PostgreSQL ${OLDEST_VERSION} or newer is needed; ${name} is version ${version}.`)
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string') return outages.has(error.code)
  return error.message.startsWith('Connection terminated')
}

type Connect = () => Promise<pg.PoolClient>

/** Nothing has been asked of the database yet, so a short outage can be sat out: the caller only waits. */
function patient(pool: pg.Pool, patienceMs: number): Connect {
  return async () => {
    const end = Date.now() + patienceMs
    for (;;) {
      try {
        return await pool.connect()
      } catch (error) {
        if (!isOutage(error) || pool.ending || Date.now() > end) throw error
      }
      await delay(OUTAGE_POLL_MS)
    }
  }
}

/** Hands out connections, each with the statements that it has prepared so far. */
function preparing(connect: Connect): () => Promise<PreparingClient> {
  const known = new WeakMap<pg.PoolClient, PreparingClient>()
  return async () => {
    const client = await connect()
    const found = known.get(client) ?? new PreparingClient(client)
    known.set(client, found)
    return found
  }
}

function tellingOf(onStatement: (statement: Statement) => void): (event: LogEvent) => void {
  return (event) => {
    const { query, queryDurationMillis: durationMs } = event
    const failure = event.level === 'error' ? { error: event.error } : {}
    onStatement({ sql: query.sql, parameters: query.parameters, durationMs, ...failure })
  }
}

const pools = new WeakMap<object, pg.Pool>()

/** Of a database that was opened here. */
export function poolUse<Tables>(db: Kysely<Tables>): PoolUse {
  const pool = pools.get(db)
  if (!pool) throw new Error('This is no pool, but a part of one')
  return { limit: pool.options.max, size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }
}

/** Connects to the database. `destroy()` of the result closes it, by force where a query does not end in time. */
export async function openDatabase<Tables>(options: DatabaseOptions): Promise<Kysely<Tables>> {
  const pool = createPool(options)
  const clients = new Set<pg.Client>()
  pool.on('connect', (client) => {
    clients.add(client)
    // A connection that breaks while in use fails its statements; its 'error' unheard would end the process besides.
    client.on('error', () => {})
  })
  pool.on('remove', (client) => clients.delete(client))
  const plain = patient(pool, options.outagePatienceMs ?? OUTAGE_PATIENCE_MS)
  const connect = options.preparesStatements === false ? plain : preparing(plain)
  const end = () => endPool(pool, clients, options.closeDeadlineMs ?? CLOSE_DEADLINE_MS)
  const dialectPool: PostgresPool = { connect, end, options: pool.options }
  const { onStatement } = options
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: dialectPool, controlClient: pg.Client }),
    ...(onStatement ? { log: tellingOf(onStatement) } : {}),
  })
  pools.set(db, pool)
  try {
    await checkServer(db, nameOf(pool))
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}
