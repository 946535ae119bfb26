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
import { isServer, readPidFile, stopPostmaster } from './postmaster.ts'
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

function socketOf(session: pg.Client): Socket | undefined {
  const { stream } = session.connection
  return stream instanceof Socket ? stream : undefined
}

/** This broker's share in the server, from joining it to leaving it. */
class Membership {
  readonly #options: ServerOptions
  readonly #inUse: FileLock
  #session: pg.Client | undefined
  #healing: Promise<void> | undefined
  #leaving: Promise<void> | undefined

  constructor(options: ServerOptions, inUse: FileLock) {
    this.#options = options
    this.#inUse = inUse
  }

  /** Notices the end of the server by the end of a session, at once and whoever started it. */
  watch({ session, connection }: RunningServer): void {
    this.#session = session
    // The session alone must not keep a process alive.
    socketOf(session)?.unref()
    session.once('end', () => {
      if (!this.#leaving) this.#healing = this.#heal(connection)
    })
  }

  /** Whichever broker comes first to the door starts the server again; the others find it running. */
  async #heal({ host, port }: EmbeddedConnection): Promise<void> {
    const { log, layout } = this.#options
    log.error({ cluster: layout.cluster }, `lost the embedded database server; its log is ${layout.log}`)
    for (let pauseMs = HEAL_PAUSE_MS; !this.#leaving; pauseMs = Math.min(pauseMs * 2, HEAL_PAUSE_LIMIT_MS)) {
      try {
        const door = await lock(layout.door, 'exclusive', DOOR_DEADLINE_MS)
        try {
          if (this.#leaving) return
          const server = await ensureServer({ ...this.#options, endpoint: { host, port } })
          this.watch(server)
          log.warn({ cluster: layout.cluster }, `the embedded database server is back (${server.how})`)
          return
        } finally {
          door.release()
        }
      } catch (error) {
        log.error({ err: error }, `the embedded database server does not come back; next try in ${pauseMs} ms`)
        await delay(pauseMs)
      }
    }
  }

  leave(): Promise<void> {
    this.#leaving ??= this.#leave()
    return this.#leaving
  }

  async #leave(): Promise<void> {
    const { layout, binaries, log } = this.#options
    await this.#healing
    const door = await lock(layout.door, 'exclusive', DOOR_DEADLINE_MS)
    try {
      if (this.#session) {
        socketOf(this.#session)?.ref()
        await this.#session.end()
      }
      this.#inUse.release()
      const alone = tryLock(layout.brokers, 'exclusive')
      if (!alone) return
      const pidFile = await readPidFile(layout)
      if (pidFile && (await isServer(pidFile.pid, layout))) await stopPostmaster(pidFile.pid, layout, binaries)
      alone.release()
      log.info({ cluster: layout.cluster }, 'stopped the embedded database')
    } finally {
      door.release()
    }
  }
}

/** Starts the embedded server, or joins it where another broker has started it already. */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const startedAt = performance.now()
  const layout = layoutOf(dataDir)
  const user = serverUser(layout.root)
  const options: ServerOptions = { layout, user, settings, log, binaries: await findBinaries(user) }
  const door = await lock(layout.door, 'exclusive', DOOR_DEADLINE_MS)
  const inUse = await lock(layout.brokers, 'shared', DOOR_DEADLINE_MS)
  try {
    const server = await ensureServer(options)
    const membership = new Membership(options, inUse)
    membership.watch(server)
    const durationMs = Math.round(performance.now() - startedAt)
    log.info({ cluster: layout.cluster, durationMs }, `${server.how} the embedded database in ${durationMs} ms`)
    return { connection: server.connection, url: urlOf(server.connection), stop: () => membership.leave() }
  } catch (error) {
    inUse.release()
    throw error
  } finally {
    door.release()
  }
}
