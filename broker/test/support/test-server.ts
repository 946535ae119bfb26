import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/kernel/postgres/embedded.ts'

export interface TestServer {
  readonly url: string
  stop(): Promise<void>
}

const silent = { info: () => {}, warn: () => {}, error: () => {} }
// Nothing here has to survive a crash.
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' }

// Reading ends without a line when this process is killed; then nobody else would stop the server.
const ifOrphaned = `
  read -r line && exit
  kill -QUIT "$(head -n 1 "$1/postgres/postmaster.pid")"
  sleep 1
  rm -rf "$1"
`

/** Sees to the end of the server should this process be killed. Returns how to tell that it is no longer needed. */
function guard(dataDir: string): () => void {
  if (process.platform === 'win32') return () => {}
  const shell = spawn('/bin/sh', ['-c', ifOrphaned, 'sh', dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return () => shell.stdin.end('done\n')
}

/** The server for a run of tests: the one that the environment names, or one that is thrown away afterwards. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TALLYSTICK_TEST_DATABASE_URL']
  if (given) return { url: given, stop: () => Promise.resolve() }
  const dataDir = await mkdtemp(join(tmpdir(), 'tallystick-test-'))
  const remove = () => rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  const dismissGuard = guard(dataDir)
  try {
    const server = await startEmbedded({ dataDir, log: silent, settings })
    return {
      url: server.url,
      stop: async () => {
        await server.stop()
        dismissGuard()
        await remove()
      },
    }
  } catch (error) {
    dismissGuard()
    await remove()
    throw error
  }
}
