import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The exit codes that this step may end with; 0 unless told otherwise. */
  readonly allow?: readonly number[]
}

export interface Outcome {
  readonly code: number
  readonly output: string
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  // What a program prints is read here: without colours, also where somebody wants them everywhere.
  const { FORCE_COLOR: _, ...environment } = process.env
  return spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Runs a program of this repository with Node to its end; an unexpected exit code is an error with all it printed. */
export async function run(args: readonly string[], { env = {}, allow = [0] }: RunOptions = {}): Promise<Outcome> {
  const child = start(args, { NO_COLOR: '1', ...env })
  const output: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const outcome = { code: code ?? -1, output: output.join('') }
  if (!allow.includes(outcome.code)) {
    throw new Error(`${args.join(' ')} ended with exit code ${outcome.code}:\n${outcome.output}`)
  }
  return outcome
}

export interface RunningBroker {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a broker and waits until it says where it listens. */
export async function startBroker(dataDir: string): Promise<RunningBroker> {
  const child = start(
    ['--conditions=@tallystick/source', 'broker/src/main.ts', '--port', '0', '--data-dir', dataDir],
    {},
  )
  const said: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said.push(chunk.toString())
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said.join(''))
      if (found) resolve(found[0])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', () => reject(new Error(`The broker did not start:\n${said.join('')}`)))
  })
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
