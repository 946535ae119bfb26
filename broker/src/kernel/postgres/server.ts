// Having a server: join the one that runs, or start it. All of this happens while the door is held.

import { type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Binaries } from './binaries.ts'
import { DATABASE_USER, ensureCluster, readPassword, writeSettings } from './cluster.ts'
import type { Layout } from './layout.ts'
import type { LauncherLog } from './log.ts'
import { type EmbeddedConnection, login } from './login.ts'
import { clearStaleFiles, isServer, readPidFile, stopPostmaster } from './postmaster.ts'
import { startProgram, workingDirectory } from './program.ts'
import type { ServerUser } from './server-user.ts'
import type { Endpoint, Settings } from './settings.ts'

export interface ServerOptions {
  readonly layout: Layout
  readonly binaries: Binaries
  readonly user: ServerUser | undefined
  readonly settings: Settings
  readonly log: LauncherLog
  /** Where it has to be found again, when brokers already use it. */
  readonly endpoint?: Endpoint
}

export interface RunningServer {
  readonly connection: EmbeddedConnection
  /** An open session. It ends when the server does. */
  readonly session: pg.Client
  readonly how: 'started' | 'joined'
}

const SOCKET_PORT = 5432
/** What every system allows for the path of a Unix socket. */
const SOCKET_PATH_LIMIT = 103
const POLL_MS = 10
/** A server that recovers from a crash may have much to replay. */
const START_DEADLINE_MS = 300_000
/** A server process that nobody can reach for so long will not be reached any more. */
const UNREACHABLE_MS = 20_000
const LOG_LIMIT_BYTES = 10 * 1024 * 1024

function listenOnce(address: string | number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    const listening = () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0))
    }
    if (typeof address === 'string') server.listen(address, listening)
    else server.listen(address, '127.0.0.1', listening)
  })
}

/** A socket inside the cluster, which no other directory can collide with, where the system and file system can. */
async function chooseEndpoint(layout: Layout): Promise<Endpoint> {
  const socket = join(layout.cluster, `.s.PGSQL.${SOCKET_PORT}`)
  if (process.platform !== 'win32' && Buffer.byteLength(socket) <= SOCKET_PATH_LIMIT) {
    const directory = await mkdtemp(join(layout.root, '.s-'))
    const works = await listenOnce(join(directory, 's')).then(
      () => true,
      () => false,
    )
    await rm(directory, { recursive: true, force: true })
    if (works) return { host: layout.cluster, port: SOCKET_PORT }
  }
  return { host: '127.0.0.1', port: await listenOnce(0) }
}

function openLog(path: string): { fd: number; offset: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= LOG_LIMIT_BYTES) return { fd: openSync(path, 'a+', 0o600), offset: size }
  renameSync(path, `${path}.1`)
  return { fd: openSync(path, 'a+', 0o600), offset: 0 }
}

interface Attempt {
  readonly child: ChildProcess
  /** What the server wrote to its log since this start. */
  said(): string
}

async function startPostmaster(options: ServerOptions, endpoint: Endpoint): Promise<Attempt> {
  const { layout, binaries, user, settings } = options
  await writeSettings(layout, { endpoint, settings, user })
  await clearStaleFiles(layout)
  const { fd, offset } = openLog(layout.log)
  try {
    const child = await startProgram({
      path: binaries.postgres,
      args: ['-D', workingDirectory(layout.cluster, user)],
      directory: layout.cluster,
      user,
      stdio: ['ignore', fd, fd],
    })
    child.unref()
    return { child, said: () => readFrom(layout.log, offset) }
  } finally {
    closeSync(fd)
  }
}

function readFrom(path: string, offset: number): string {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(8192)
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, offset))
  } finally {
    closeSync(fd)
  }
}

/** Backends of a server that was killed live on for a moment; PostgreSQL will not start beside them. */
function isWaitingForOldBackends(said: string): boolean {
  return said.includes('is still in use') || said.includes('postmaster.pid" already exists')
}

/** Joins the server of the directory, or makes it run. */
export async function ensureServer(options: ServerOptions): Promise<RunningServer> {
  const { layout, binaries, log } = options
  const { isDurable, user } = { isDurable: options.settings['fsync'] !== 'off', user: options.user }
  if ((await ensureCluster(layout, { binaries, user, isDurable })) === 'created') {
    log.info({ cluster: layout.cluster }, `created the embedded database in ${layout.cluster}`)
  }
  const secrets = { user: DATABASE_USER, password: await readPassword(layout), database: 'postgres' }
  const socket: Endpoint = { host: layout.cluster, port: SOCKET_PORT }
  const end = Date.now() + START_DEADLINE_MS
  let attempt: Attempt | undefined
  let unreachableSince: number | undefined
  while (Date.now() < end) {
    const pidFile = await readPidFile(layout)
    const isRunning = pidFile !== undefined && (await isServer(pidFile.pid, layout))
    // A socket says by itself whose it is; a port might be anybody's, unless the process is known to live.
    const endpoint = isRunning ? pidFile.endpoint : socket
    const connection = endpoint && { ...endpoint, ...secrets }
    const result = connection ? await login(connection) : { outcome: 'absent' as const }
    if (connection && result.outcome === 'open') {
      return { connection, session: result.client, how: attempt ? 'started' : 'joined' }
    }
    unreachableSince = isRunning && result.outcome === 'absent' ? (unreachableSince ?? Date.now()) : undefined
    if (isRunning && unreachableSince !== undefined && Date.now() - unreachableSince > UNREACHABLE_MS) {
      log.warn({ pid: pidFile.pid }, `the database server ${pidFile.pid} runs but cannot be reached; stopping it`)
      await stopPostmaster(pidFile.pid, layout, binaries)
      continue
    }
    if (attempt && attempt.child.exitCode === null && attempt.child.signalCode === null) {
      await delay(POLL_MS)
      continue
    }
    if (attempt && !isWaitingForOldBackends(attempt.said())) throw startFailed(layout, attempt)
    if (!isRunning && result.outcome === 'absent') {
      if (attempt) await delay(POLL_MS * 10)
      attempt = await startPostmaster(options, options.endpoint ?? (await chooseEndpoint(layout)))
    }
    await delay(POLL_MS)
  }
  throw new Error(
    `The embedded database did not come up within ${START_DEADLINE_MS / 1000} s; its log is ${layout.log}.`,
  )
}

function startFailed(layout: Layout, { child, said }: Attempt): Error {
  const exit = String(child.exitCode ?? child.signalCode)
  return new Error(`The embedded database did not start (exit ${exit}); its log ${layout.log} ends:\n${said().trim()}`)
}
