// The broker as its users run it: a process of its own, that is started, stopped and killed from outside.

import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../../src/main.ts')
const START_LIMIT_MS = 60_000
const ADDRESS = /listens on (http:\/\/[\d.:]+)/

export interface BrokerProcess {
  readonly url: string
  /** What it has logged so far. */
  log(): string
  /** Ends it as an operator does; its exit code. */
  stop(): Promise<number | null>
  /** kill -9 */
  kill(): Promise<void>
}

interface StartOptions {
  /** Where its data are: an address, or a directory for a server of its own. */
  readonly on: { readonly databaseUrl: string } | { readonly dataDir: string }
  readonly env?: Readonly<Record<string, string>>
}

// Nothing of whoever runs the tests must configure the broker.
function environment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'NODE_COMPILE_CACHE'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), HOME: tmpdir(), TALLYSTICK_LOG_FORMAT: 'json', ...extra }
}

/** Resolves with the address that the process says it listens on. */
async function addressOf(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const give = (reason: string) => reject(new Error(`The broker ${reason}. It said:\n${log()}`))
    const timer = setTimeout(() => give(`did not listen within ${START_LIMIT_MS} ms`), START_LIMIT_MS)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      give(`ended with ${signal ?? code} before it listened`)
    })
    child.stdout?.on('data', () => {
      const [, address] = ADDRESS.exec(log()) ?? []
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

export async function startBrokerProcess({ on, env = {} }: StartOptions): Promise<BrokerProcess> {
  const place = 'dataDir' in on ? ['--data-dir', on.dataDir] : ['--database-url', on.databaseUrl]
  const child = spawn(process.execPath, ['--conditions=@tallystick/source', main, '--port', '0', ...place], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let said = ''
  const log = () => said
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const send = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  try {
    const url = await addressOf(child, log)
    return { url, log, stop: () => send('SIGTERM'), kill: async () => void (await send('SIGKILL')) }
  } catch (error) {
    await send('SIGKILL')
    throw error
  }
}
