import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { type FileLock, lock, tryLock } from './file-lock.ts'
import type { EmbeddedConnection } from './login.ts'
import { dismissServer, stopServer } from './postmaster.ts'
import { type RunningServer, type ServerOptions, ensureServer } from './server.ts'

/** Longer than a server needs to come up or to go down while another broker holds the door. */
const DOOR_DEADLINE_MS = 360_000
const HEAL_PAUSE_MS = 250
const HEAL_PAUSE_LIMIT_MS = 15_000

/** Lets the process end, or keeps it alive, as far as the session is concerned. */
function setKeepsAlive(session: pg.Client, keepsAlive: boolean): void {
  const { stream } = session.connection
  if (!(stream instanceof Socket)) return
  if (keepsAlive) stream.ref()
  else stream.unref()
}

/** One broker's share in the server of a directory, from joining it to leaving it. */
export class Membership {
  readonly #options: Omit<ServerOptions, 'signal'>
  readonly #leaving = new AbortController()
  /** Held by everybody who uses the server. */
  #inUse: FileLock | undefined
  /** Held by one at a time, who may start and stop the server. */
  #door: FileLock | undefined
  #session: pg.Client | undefined
  #healing: Promise<void> | undefined
  #left: Promise<void> | undefined
  readonly #leaveInHaste = () => {
    this.#dismiss()
  }

  constructor(options: Omit<ServerOptions, 'signal'>) {
    this.#options = options
  }

  async #behindDoor<Result>(work: () => Promise<Result>): Promise<Result> {
    const door = await lock(this.#options.layout.door, 'exclusive', { deadlineMs: DOOR_DEADLINE_MS })
    this.#door = door
    try {
      return await work()
    } finally {
      this.#door = undefined
      door.release()
    }
  }

  async join(): Promise<RunningServer> {
    process.once('exit', this.#leaveInHaste)
    try {
      return await this.#behindDoor(async () => {
        this.#inUse = await lock(this.#options.layout.brokers, 'shared', { deadlineMs: DOOR_DEADLINE_MS })
        const server = await ensureServer({ ...this.#options, signal: this.#leaving.signal })
        this.#watch(server)
        return server
      })
    } catch (error) {
      process.off('exit', this.#leaveInHaste)
      this.#inUse?.release()
      throw error
    }
  }

  /** Notices the end of the server by the end of a session, at once and whoever started it. */
  #watch({ session, connection }: RunningServer): void {
    this.#session = session
    setKeepsAlive(session, false)
    session.once('end', () => {
      if (!this.#leaving.signal.aborted) this.#healing = this.#heal(connection)
    })
  }

  /** Whichever broker comes first to the door starts the server again; the others find it running. */
  async #heal({ host, port }: EmbeddedConnection): Promise<void> {
    const { log, layout } = this.#options
    const { signal } = this.#leaving
    log.error({ cluster: layout.cluster }, `Lost the embedded database server; its log is ${layout.log}`)
    for (let pauseMs = HEAL_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, HEAL_PAUSE_LIMIT_MS)) {
      try {
        const { how } = await this.#behindDoor(async () => {
          const server = await ensureServer({ ...this.#options, signal, endpoint: { host, port } })
          this.#watch(server)
          return server
        })
        log.warn({ cluster: layout.cluster }, `The embedded database server is back (${how})`)
        return
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error }, `The embedded database server does not come back; next try in ${pauseMs} ms`)
        await delay(pauseMs, undefined, { signal }).catch(() => {})
      }
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
    await this.#behindDoor(async () => {
      if (this.#session) {
        setKeepsAlive(this.#session, true)
        await this.#session.end()
      }
      process.off('exit', this.#leaveInHaste)
      this.#inUse?.release()
      const alone = tryLock(layout.brokers, 'exclusive')
      if (!alone) return
      await stopServer(layout, binaries)
      alone.release()
      log.info({ cluster: layout.cluster }, 'Stopped the embedded database')
    })
  }

  /** What is left to do when the process ends without having left: nothing here may wait. */
  #dismiss(): void {
    const { layout } = this.#options
    this.#door ??= tryLock(layout.door, 'exclusive')
    if (!this.#door) return
    this.#inUse?.release()
    if (tryLock(layout.brokers, 'exclusive')) dismissServer(layout)
  }
}
