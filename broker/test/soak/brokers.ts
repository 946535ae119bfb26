// Three brokers and their database, and what befalls them: two of the brokers are killed in turn, and started again as a
// supervisor does. The third lives for the whole time, so that its memory can be watched.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startEmbedded } from '../../src/kernel/postgres/embedded.ts'
import { serverPid } from '../support/embedded.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import type { Fault } from './figures.ts'

/** As long as a supervisor takes to see that a process has ended. */
const RESTART_MS = 1000
const MORTAL = 2

const silent = { info: () => {}, warn: () => {}, error: () => {} }

export interface Estate {
  /** Of the brokers that run. */
  urls(): readonly string[]
  /** The one that is never killed. */
  readonly survivor: string
  killOne(): Promise<void>
  killDatabase(): Promise<void>
  /** Lines of the logs that tell of errors, apart from those of a database that is away. */
  stop(): Promise<void>
}

export async function startEstate(env: Readonly<Record<string, string>>): Promise<Estate> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallystick-soak-'))
  const server = await startEmbedded({ dataDir, log: silent })
  const start = () =>
    startBrokerProcess({
      on: { databaseUrl: server.url },
      env: { TALLYSTICK_ENCRYPTION_KEYS: key, ...env },
    })
  const key = randomBytes(32).toString('base64')
  const brokers = new Map<number, BrokerProcess>()
  // The first one makes the schema.
  for (let place = 0; place <= MORTAL; place += 1) brokers.set(place, await start())
  let victim = 0
  return {
    urls: () => [...brokers.values()].map(({ url }) => url),
    survivor: brokers.get(MORTAL)?.url ?? '',
    async killOne() {
      const place = (victim += 1) % MORTAL
      await brokers.get(place)?.kill()
      await delay(RESTART_MS)
      brokers.set(place, await start())
    },
    async killDatabase() {
      const pid = serverPid(dataDir)
      if (pid === undefined) throw new Error('The database does not run.')
      process.kill(pid, 'SIGKILL')
    },
    async stop() {
      await Promise.all([...brokers.values()].map((broker) => broker.stop()))
      await server.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Schedule {
  readonly milliseconds: number
  readonly killEveryMs: number
}

/** Lets it all happen, a fault every so often, the middle one in the database; says when each was. */
export async function suffer(estate: Estate, { milliseconds, killEveryMs }: Schedule): Promise<readonly Fault[]> {
  const started = performance.now()
  const faults: Fault[] = []
  const count = Math.floor(milliseconds / killEveryMs) - 1
  const middle = Math.ceil(count / 2)
  for (let number = 1; number <= count; number += 1) {
    await delay(Math.max(0, number * killEveryMs - (performance.now() - started)))
    const isDatabase = number === middle
    faults.push({ at: performance.now() - started, what: isDatabase ? 'the database' : 'a broker' })
    await (isDatabase ? estate.killDatabase() : estate.killOne())
  }
  return faults
}
