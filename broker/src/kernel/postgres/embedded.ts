// The database that the broker brings along: a real PostgreSQL server in a directory of its own.
//
// Brokers on the same directory share one server. Each holds a shared lock on a file for as long as it lives; starting,
// joining, healing and leaving happen one at a time, behind a second lock. Who leaves and then gets the first lock for
// itself alone was the last, and stops the server. The kernel drops the locks of a broker that was killed, so nothing
// has to be cleaned up after it: the next start joins the server that still runs, or starts it again.

import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { findBinaries } from './binaries.ts'
import { type FileLock, lock, tryLock } from './file-lock.ts'
import { layoutOf } from './layout.ts'
import type { LauncherLog } from './log.ts'
import type { EmbeddedConnection } from './login.ts'
import { dismissServer, stopServer } from './postmaster.ts'
import { type RunningServer, type ServerOptions, ensureServer } from './server.ts'
import { serverUser } from './server-user.ts'
import type { Settings } from './settings.ts'

export interface EmbeddedServer {
  readonly connection: EmbeddedConnection
  /** The same as a URL, for tools that want one. */
  readonly url: string
  /** Leaves the server, and stops it if no other broker uses it. Close all connections before. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: LauncherLog
  /** Settings of the server that differ from the built-in ones. */
  readonly settings?: Settings
}

/** Longer than a server needs to come up or to go down while another broker holds the door. */
const DOOR_DEADLINE_MS = 360_000
const HEAL_PAUSE_MS = 250
const HEAL_PAUSE_LIMIT_MS = 15_000

function urlOf({ host, port, user, password, database }: EmbeddedConnection): string {
  const isSocket = host.startsWith('/')
  const parameters = isSocket ? `?host=${encodeURIComponent(host)}&port=${port}` : ''
  return `postgresql://${user}:${password}@${isSocket ? 'localhost' : `${host}:${port}`}/${database}${parameters}`
}

/** Lets the process end, or keeps it alive, as far as the session is concerned. */
function setKeepsAlive(session: pg.Client, keepsAlive: boolean): void {
  const { stream } = session.connection
  if (!(stream instanceof Socket)) return
  if (keepsAlive) stream.ref()
  else stream.unref()
}

/** This broker's share in the server, from joining it to leaving it. */
class Membership {
  readonly #options: ServerOptions
  readonly #inUse: FileLock
  readonly #leaving = new AbortController()
  #session: pg.Client
  #healing: Promise<void> | undefined
  #left: Promise<void> | undefined
  readonly #leaveInHaste = () => {
    this.#dismiss()
  }

  constructor(options: Omit<ServerOptions, 'signal'>, inUse: FileLock, server: RunningServer) {
    const { host, port } = server.connection
    this.#options = { ...options, signal: this.#leaving.signal, endpoint: { host, port } }
    this.#inUse = inUse
    this.#session = server.session
    this.#watch()
    process.once('exit', this.#leaveInHaste)
  }

  /** Notices the end of the server by the end of a session, at once and whoever started it. */
  #watch(): void {
    setKeepsAlive(this.#session, false)
    this.#session.once('end', () => {
      if (!this.#leaving.signal.aborted) this.#healing = this.#heal()
    })
  }

  /** Whichever broker comes first to the door starts the server again; the others find it running. */
  async #heal(): Promise<void> {
    const { log, layout, signal } = this.#options
    log.error({ cluster: layout.cluster }, `lost the embedded database server; its log is ${layout.log}`)
    for (let pauseMs = HEAL_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, HEAL_PAUSE_LIMIT_MS)) {
      try {
        await this.#rejoin()
        return
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error }, `the embedded database server does not come back; next try in ${pauseMs} ms`)
        await delay(pauseMs, undefined, { signal }).catch(() => {})
      }
    }
  }

  async #rejoin(): Promise<void> {
    const { log, layout, signal } = this.#options
    const door = await lock(layout.door, 'exclusive', { deadlineMs: DOOR_DEADLINE_MS, signal })
    try {
      const { session, how } = await ensureServer(this.#options)
      this.#session = session
      this.#watch()
      log.warn({ cluster: layout.cluster }, `the embedded database server is back (${how})`)
    } finally {
      door.release()
    }
  }

  leave(): Promise<void> {
    this.#left ??= this.#leave()
    return this.#left
  }

  async #leave(): Promise<void> {
    const { layout, binaries, log } = this.#options
    this.#leaving.abort()
    await this.#healing
    const door = await lock(layout.door, 'exclusive', { deadlineMs: DOOR_DEADLINE_MS })
    try {
      process.off('exit', this.#leaveInHaste)
      setKeepsAlive(this.#session, true)
      await this.#session.end()
      this.#inUse.release()
      const alone = tryLock(layout.brokers, 'exclusive')
      if (!alone) return
      await stopServer(layout, binaries)
      alone.release()
      log.info({ cluster: layout.cluster }, 'stopped the embedded database')
    } finally {
      door.release()
    }
  }

  /** What is left to do when the process ends without having left: nothing here may wait. */
  #dismiss(): void {
    const { layout } = this.#options
    const door = tryLock(layout.door, 'exclusive')
    if (!door) return
    this.#inUse.release()
    const alone = tryLock(layout.brokers, 'exclusive')
    if (alone) dismissServer(layout)
  }
}

/** Starts the embedded server, or joins it where another broker has started it already. */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const startedAt = performance.now()
  const layout = layoutOf(dataDir)
  const user = serverUser(layout)
  const options = { layout, user, settings, log, binaries: await findBinaries({ user }) }
  const door = await lock(layout.door, 'exclusive', { deadlineMs: DOOR_DEADLINE_MS })
  try {
    const inUse = await lock(layout.brokers, 'shared', { deadlineMs: DOOR_DEADLINE_MS })
    const server = await ensureServer({ ...options, signal: new AbortController().signal }).catch((error: unknown) => {
      inUse.release()
      throw error
    })
    const membership = new Membership(options, inUse, server)
    const durationMs = Math.round(performance.now() - startedAt)
    log.info({ cluster: layout.cluster, durationMs }, `${server.how} the embedded database in ${durationMs} ms`)
    return { connection: server.connection, url: urlOf(server.connection), stop: () => membership.leave() }
  } finally {
    door.release()
  }
}
