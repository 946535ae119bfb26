/**
 * A wake-up among all brokers on one database: it says that there is something new to read, not what. It may come
 * without need, and it comes after everything that happened, sooner or later: by a notification of PostgreSQL within
 * milliseconds; by the heartbeat where a broker died before it could notify; by polling while notifications do not
 * arrive, as behind a pooler that hands each transaction another session.
 */
import type { Kysely } from 'kysely'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { listenOnce } from './signal-session.ts'
import { notify } from './signal.sql.ts'

export interface Listening {
  /** From then on nothing is missed. */
  readonly ready: Promise<void>
  stop(): void
}

export interface Signal {
  /** Wakes everybody who listens, here at once, at other brokers soon. Returns at once and never fails. */
  announce(): void
  listen(wake: () => void): Listening
  close(): Promise<void>
}

export interface SignalOptions<Tables> {
  readonly db: Kysely<Tables>
  /** For the session that listens. */
  readonly url: string
  readonly channel: string
  readonly log: Pick<Logger, 'info' | 'warn'>
  readonly times?: Partial<Times>
}

interface Times {
  /** At most one notification in this time. */
  readonly quietMs: number
  /** How often is looked without notifications. */
  readonly pollMs: number
  readonly heartbeatMs: number
  /** How long a heartbeat may take. */
  readonly echoMs: number
  /** The first and the longest wait before connecting again. */
  readonly retryMs: readonly [number, number]
  /** How long the session is kept when nobody listens any more. */
  readonly idleMs: number
}

const usual: Times = {
  quietMs: 50,
  pollMs: 2000,
  heartbeatMs: 15_000,
  echoMs: 5000,
  retryMs: [500, 30_000],
  idleMs: 30_000,
}

const STOP_TIMEOUT_MS = 2000

/** Calls `send` at once, and again for what came meanwhile, but not more often than that. */
function coalesced(send: () => Promise<void>, quietMs: number) {
  let isDue = false
  let running: Promise<void> | undefined
  async function run() {
    while (isDue) {
      isDue = false
      await Promise.all([send(), delay(quietMs)])
    }
    running = undefined
  }
  return {
    call() {
      isDue = true
      running ??= run()
    },
    ended: async () => running,
  }
}

interface Attending {
  readonly id: string
  readonly stopped: AbortSignal
  readonly wake: () => void
  readonly onListening: () => void
  readonly onLive: () => void
}

/** Listens for as long as notifications arrive; says why when they do not any more. */
async function attend<Tables>(options: SignalOptions<Tables>, times: Times, own: Attending): Promise<string> {
  const { db, url, channel } = options
  const { id, stopped: signal, wake } = own
  const ping = `ping ${id} ${randomUUID()}`
  let echo = Promise.withResolvers<true>()
  const session = await listenOnce({ url, channel }, (payload) => {
    if (payload === ping) echo.resolve(true)
    else if (payload !== id && !payload.startsWith('ping ')) wake()
  })
  try {
    own.onListening()
    for (;;) {
      // Something may have been missed while nobody listened, or have been announced by nobody.
      wake()
      echo = Promise.withResolvers<true>()
      await notify(db, channel, ping)
      const late = delay(times.echoMs, 'a heartbeat did not come back', { signal, ref: false })
      const heard = await Promise.race([echo.promise, session.lost, late])
      if (heard !== true) return heard
      own.onLive()
      const lost = await Promise.race([session.lost, delay(times.heartbeatMs, undefined, { signal, ref: false })])
      if (lost !== undefined) return lost
    }
  } finally {
    await session.end()
  }
}

/** Listens, and connects again whenever that breaks, until it is stopped. */
function startSession<Tables>(options: SignalOptions<Tables>, times: Times, own: { id: string; wake: () => void }) {
  const { channel, log } = options
  const ready = Promise.withResolvers<undefined>()
  const stopping = new AbortController()
  const stopped = stopping.signal
  let isLive: boolean | undefined
  const polling = setInterval(() => {
    if (isLive !== true) own.wake()
  }, times.pollMs)
  polling.unref()

  function setLive(now: boolean, why = '') {
    if (now === isLive) return
    isLive = now
    if (now) log.info({ channel }, `Notifications of the database arrive (channel ${channel})`)
    else log.warn({ channel, why }, `Notifications of the database do not arrive: ${why}. Polling instead`)
  }

  const onListening = () => ready.resolve(undefined)
  async function run() {
    const [first, longest] = times.retryMs
    let wait = first
    const onLive = () => {
      wait = first
      setLive(true)
    }
    while (!stopped.aborted) {
      const why = await attend(options, times, { ...own, stopped, onListening, onLive }).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      )
      ready.resolve(undefined)
      if (stopped.aborted) return
      setLive(false, why)
      await delay(wait, undefined, { signal: stopped, ref: false }).catch(() => {})
      wait = Math.min(wait * 2, longest)
    }
  }

  const running = run()
  return {
    ready: ready.promise,
    async stop() {
      clearInterval(polling)
      stopping.abort()
      // Who is connecting just now cannot be told to stop, but finds out.
      await Promise.race([running, delay(STOP_TIMEOUT_MS, undefined, { ref: false })])
    },
  }
}

export function openSignal<Tables>(options: SignalOptions<Tables>): Signal {
  const { db, channel, log } = options
  const times: Times = { ...usual, ...options.times }
  const id = randomUUID()
  const listeners = new Set<() => void>()
  const wake = () => {
    for (const listener of listeners) listener()
  }
  const send = async () =>
    notify(db, channel, id).catch((error: unknown) => {
      log.warn({ err: error, channel }, 'Other brokers could not be notified; they will find out by themselves')
    })
  const notifying = coalesced(send, times.quietMs)
  let session: ReturnType<typeof startSession> | undefined
  let idle: NodeJS.Timeout | undefined
  let ending: Promise<unknown> = Promise.resolve()

  function endSession() {
    clearTimeout(idle)
    const ended = session
    session = undefined
    if (ended) ending = Promise.all([ending, ended.stop()])
  }

  return {
    announce() {
      wake()
      notifying.call()
    },
    listen(listener) {
      clearTimeout(idle)
      listeners.add(listener)
      session ??= startSession(options, times, { id, wake })
      return {
        ready: session.ready,
        stop() {
          listeners.delete(listener)
          if (listeners.size > 0 || session === undefined) return
          clearTimeout(idle)
          idle = setTimeout(endSession, times.idleMs)
          idle.unref()
        },
      }
    },
    async close() {
      listeners.clear()
      endSession()
      await Promise.all([ending, notifying.ended()])
    },
  }
}
