import { spawn } from 'node:child_process'
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

/** A broker as `npm start` starts it, on a database of its own that is thrown away afterwards. */
export async function startBroker(): Promise<RunningBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallystick-bench-'))
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
  const database = Number(readFileSync(postmasterPidFile(dataDir), 'utf8').split('\n')[0])
  return {
    url,
    send: clientOf(url),
    processes: { broker: child.pid ?? 0, database },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function postmasterPidFile(dataDir: string): string {
  return join(dataDir, 'postgres', 'postmaster.pid')
}
