// Having a server: join the one that runs, or start it. All of this happens while the door is held.

import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Binaries } from './binaries.ts'
import { DATABASE_USER, ensureCluster, readPassword, writeSettings } from './cluster.ts'
import { chooseEndpoint, socketOf } from './endpoint.ts'
import type { Layout } from './layout.ts'
import type { LauncherLog } from './log.ts'
import { type EmbeddedConnection, type Login, login } from './login.ts'
import { clearStaleFiles, findServer, identity, stopServer } from './postmaster.ts'
import { startProgram, workingDirectory } from './program.ts'
import type { ServerUser } from './server-user.ts'
import type { Endpoint, Settings } from './settings.ts'

export interface ServerOptions {
  readonly layout: Layout
  readonly binaries: Binaries
  readonly user: ServerUser | undefined
  readonly settings: Settings
  readonly log: LauncherLog
  /** Ends the waiting. */
  readonly signal: AbortSignal
  /** Where brokers already look for the server: it is to come back there, and with the data that it had. */
  readonly endpoint?: Endpoint
}

export interface RunningServer {
  readonly connection: EmbeddedConnection
  /** An open session. It ends when the server does. */
  readonly session: pg.Client
  readonly how: 'started' | 'joined'
}

const POLL_MS = 10
const BUSY_POLL_MS = 40
const OLD_BACKENDS_POLL_MS = 100
/** A server that recovers from a crash may have much to replay. */
const START_DEADLINE_MS = 300_000
/** A server process that nobody can reach for so long will not be reached any more. */
const UNREACHABLE_MS = 10_000
const PATIENCE_MS = 3_000
const LOG_LIMIT_BYTES = 10 * 1024 * 1024
const LOG_TAIL_BYTES = 8_192

function openLog(path: string): { fd: number; offset: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`)
  return { fd: openSync(path, 'a+', 0o600), offset: size > LOG_LIMIT_BYTES ? 0 : size }
}

function readFrom(path: string, offset: number): string {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(LOG_TAIL_BYTES)
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, offset))
  } finally {
    closeSync(fd)
  }
}

interface Attempt {
  readonly child: ChildProcess
  /** Where this start begins in the log. */
  readonly offset: number
}

async function startServer(options: ServerOptions): Promise<Attempt> {
  const { layout, binaries, user, settings } = options
  const endpoint = options.endpoint ?? (await chooseEndpoint(layout))
  await writeSettings(layout, { endpoint, settings, user })
  clearStaleFiles(layout)
  const { fd, offset } = openLog(layout.log)
  try {
    const child = await startProgram({
      path: binaries.postgres,
      args: ['-D', workingDirectory(layout.cluster, user), identity(layout)],
      directory: layout.cluster,
      user,
      stdio: ['ignore', fd, fd],
    })
    child.unref()
    return { child, offset }
  } finally {
    closeSync(fd)
  }
}

/** Judges a start that came to its end: backends of a killed server live on for a moment, and are waited for. */
function checkFailure(layout: Layout, { child, offset }: Attempt): void {
  const said = readFrom(layout.log, offset).trim()
  if (said.includes('is still in use') || said.includes('postmaster.pid" already exists')) return
  const exit = String(child.exitCode ?? child.signalCode)
  throw new Error(`The embedded database did not start (exit ${exit}); its log ${layout.log} ends:\n${said}`)
}

function hasEnded({ child }: Attempt): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

interface Sight {
  readonly login: Login
  /** The process, where this one can see it. */
  readonly pid: number | undefined
}

/**
 * Looks for the server. A socket says by itself whose it is, and is seen even where the process is not (from another
 * container); a port might be anybody's, and counts only where the process is known to live.
 */
async function look(layout: Layout, password: string): Promise<Sight> {
  const server = findServer(layout)
  const endpoint = server?.endpoint ?? socketOf(layout)
  if (!endpoint) return { login: { outcome: 'absent' }, pid: server?.pid }
  return {
    login: await login({ ...endpoint, user: DATABASE_USER, password, database: 'postgres', ssl: false }),
    pid: server?.pid,
  }
}

/** Joins the server of the directory, or makes it run. */
export async function ensureServer(options: ServerOptions): Promise<RunningServer> {
  const { layout, binaries, log, signal } = options
  await ensureCluster(options)
  const password = await readPassword(layout)
  const beganAt = Date.now()
  let attempt: Attempt | undefined
  let reachableAt = beganAt
  let isPatient = false
  while (Date.now() - beganAt < START_DEADLINE_MS) {
    signal.throwIfAborted()
    const { login: seen, pid } = await look(layout, password)
    if (seen.outcome === 'open') return { ...seen, how: attempt ? 'started' : 'joined' }
    if (seen.outcome === 'busy' || pid === undefined) reachableAt = Date.now()
    if (Date.now() - reachableAt > UNREACHABLE_MS) {
      log.warn({ pid }, `The database server ${pid} runs but cannot be reached: stopping it`)
      await stopServer(layout, binaries)
    } else if (seen.outcome === 'absent' && pid === undefined && (!attempt || hasEnded(attempt))) {
      if (attempt) {
        checkFailure(layout, attempt)
        await delay(OLD_BACKENDS_POLL_MS)
      }
      attempt = await startServer(options)
    }
    if (!isPatient && Date.now() - beganAt > PATIENCE_MS) {
      isPatient = true
      log.info({ log: layout.log }, `Waiting for the embedded database to come up; its log is ${layout.log}`)
    }
    await delay(seen.outcome === 'busy' ? BUSY_POLL_MS : POLL_MS)
  }
  const seconds = START_DEADLINE_MS / 1000
  throw new Error(`The embedded database did not come up within ${seconds} s; its log is ${layout.log}.`)
}
