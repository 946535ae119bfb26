import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Send, clientOf } from './http.ts'

export interface RunningBroker {
  readonly url: string
  readonly send: Send
  readonly processes: { readonly broker: number; readonly database: number }
  stop(): Promise<void>
}

interface Launched {
  readonly child: ChildProcess
  readonly url: string
}

/** A broker as `npm start` starts it. */
async function launch(dataDir: string): Promise<Launched> {
  const child = spawn(
    process.execPath,
    ['--conditions=@tallystick/source', 'broker/src/main.ts', '--port', '0', '--data-dir', dataDir],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      // Requests are logged to the same stream: only the start is read, the rest is let go.
      if (said.length < 10_000) said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`The broker ended with exit code ${code}:\n${said}`)))
  })
  return { child, url }
}

async function end({ child }: Launched): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

export interface RunningBrokers {
  readonly urls: readonly string[]
  /** Of the brokers, as `urls` has them, and of the database. */
  readonly processes: { readonly brokers: readonly number[]; readonly database: number }
  /** One more on the same database. */
  add(): Promise<void>
  stop(): Promise<void>
}

/** Brokers on a database of their own, one at first, that is thrown away afterwards. */
export async function startBrokers(): Promise<RunningBrokers> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallystick-bench-'))
  const launched = [await launch(dataDir)]
  const database = Number(readFileSync(postmasterPidFile(dataDir), 'utf8').split('\n')[0])
  return {
    get urls() {
      return launched.map(({ url }) => url)
    },
    get processes() {
      return { brokers: launched.map(({ child }) => child.pid ?? 0), database }
    },
    async add() {
      launched.push(await launch(dataDir))
    },
    async stop() {
      await Promise.all(launched.map(end))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function startBroker(): Promise<RunningBroker> {
  const { urls, processes, stop } = await startBrokers()
  const [url = ''] = urls
  const { brokers, database } = processes
  return { url, send: clientOf(url), processes: { broker: brokers[0] ?? 0, database }, stop }
}

function postmasterPidFile(dataDir: string): string {
  return join(dataDir, 'postgres', 'postmaster.pid')
}
