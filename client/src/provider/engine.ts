import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../ci.ts'
import { type JsonObject, isJsonObject } from '../contract/json.ts'
import { trustVariables } from './trust.ts'

/** What the core is asked to replay, and against what. */
export interface EngineTask {
  readonly shard: JsonObject
  /** Where requests go, or messages are asked for. */
  readonly target: string
  readonly stateUrl: string
  /** How long each request may take. */
  readonly timeoutMs: number
  /** Whether redirects are followed. */
  readonly isFollowing: boolean
  /** Whether any certificate will do. */
  readonly isInsecure: boolean
}

export interface EngineJob extends Omit<EngineTask, 'shard'> {
  readonly file: string
}

export interface EngineReply {
  readonly code: number
  /** JSON. */
  readonly report: string
  readonly problem?: string
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'trace'

export interface EngineOptions {
  /** Where the provider is. */
  readonly url: string
  readonly env: Environment
  /** What the core prints goes to the standard error; nothing unless told. */
  readonly logLevel?: LogLevel | undefined
}

export interface Engine {
  /** Replays a shard, and gives the report of the core. Only one at a time. */
  replay(task: EngineTask): Promise<unknown>
  stop(): Promise<void>
}

// The child runs the same form of the code as this file is in.
const script = fileURLToPath(
  new URL(`./engine-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
)

// A proxy between the core and a provider loses what contracts are about, and is never wanted on one machine.
const UNWANTED = /^(?:(?:https?|all|no)_proxy|node_options|node_v8_coverage)$/i

// One interaction at a time: more threads would only wait for each other.
const DEFAULTS = { TOKIO_WORKER_THREADS: '1' }

function environment(env: Environment, more: Environment): Record<string, string> {
  const wanted = Object.entries({ ...DEFAULTS, ...env, ...more, PACT_DO_NOT_TRACK: 'true' }).filter(
    ([name]) => !UNWANTED.test(name),
  )
  return Object.fromEntries(wanted.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

type Child = ReturnType<typeof startChild>

function startChild(env: Record<string, string>, logLevel: LogLevel | undefined) {
  const isLogging = logLevel !== undefined
  const child = fork(script, isLogging ? [logLevel] : [], {
    env,
    execArgv: [],
    stdio: ['ignore', isLogging ? 'pipe' : 'ignore', 'pipe', 'ipc'],
  })
  let lastWords = ''
  if (isLogging) {
    child.stdout?.pipe(process.stderr, { end: false })
    child.stderr?.pipe(process.stderr, { end: false })
  }
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-2000)
  })
  const exit = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    // It could not even be started; what was sent to it fails as well.
    child.once('error', () => resolve())
  })
  return { child, exit, lastWords: () => lastWords.trim() }
}

/** What the core ends with when it replayed: all is kept, or not. */
const REPORTED: ReadonlySet<number> = new Set([0, 1])

function isReply(message: unknown): message is EngineReply {
  return typeof message === 'object' && message !== null && 'code' in message && 'report' in message
}

function ask({ child, lastWords }: Child, job: EngineJob): Promise<EngineReply> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null) => {
      reject(new Error(`The Pact core ended unexpectedly (${signal ?? `exit code ${code}`}). ${lastWords()}`))
    }
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      if (isReply(message)) resolve(message)
      else reject(new Error('The Pact core said something that is no report'))
    })
    child.send(job, (error) => {
      if (error) reject(new Error(`The Pact core cannot be reached. ${lastWords()}`, { cause: error }))
    })
  })
}

/** Starts the process in which the core replays. Stop it when all is replayed. */
export async function startEngine({ url, env, logLevel }: EngineOptions): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'tallystick-replay-'))
  const trust = await trustVariables(url, { env, folder })
  const running = startChild(environment(env, trust), logLevel)
  let count = 0

  async function replay({ shard, ...task }: EngineTask): Promise<unknown> {
    count += 1
    const file = join(folder, `${count}.json`)
    await writeFile(file, JSON.stringify(shard))
    const { code, report, problem } = await ask(running, { ...task, file })
    await rm(file, { force: true })
    if (problem !== undefined || !REPORTED.has(code)) {
      const why = problem ?? `it gave up with code ${code}. ${running.lastWords()}`
      throw new Error(`The Pact core cannot replay: ${why}`)
    }
    const found: unknown = JSON.parse(report)
    // It says that all is well, and that it is not, when something inside it broke.
    const isBroken = code !== 0 && isJsonObject(found) && found['result'] === true
    return isBroken ? { errors: [{ mismatch: { message: `The Pact core gave up. ${running.lastWords()}` } }] } : found
  }

  return {
    replay,
    async stop() {
      if (running.child.connected) running.child.disconnect()
      await running.exit
      await rm(folder, { recursive: true, force: true })
    },
  }
}
