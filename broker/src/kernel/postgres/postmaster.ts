// The server process: whether it runs, and ending it. PostgreSQL's own postmaster.pid tells which process it is.

import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Layout } from './layout.ts'
import type { Endpoint } from './settings.ts'

const POLL_MS = 10
const FAST_SHUTDOWN_MS = 30_000
const IMMEDIATE_SHUTDOWN_MS = 10_000

interface PidFile {
  readonly pid: number
  /** Undefined until the server has got so far as to listen. */
  readonly endpoint: Endpoint | undefined
}

function pidFilePath(layout: Layout): string {
  return join(layout.cluster, 'postmaster.pid')
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Lines: process id, directory, start time, port, socket directory, address, shared memory, status. */
function readPidFile(layout: Layout): PidFile | undefined {
  const lines = readText(pidFilePath(layout)).split('\n')
  const [pid, , , port, socketDirectory, address] = lines.map((line) => line.trim())
  if (!pid || !(Number(pid) > 0)) return undefined
  if (!port || !(socketDirectory || address)) return { pid: Number(pid), endpoint: undefined }
  return { pid: Number(pid), endpoint: { host: socketDirectory ? layout.cluster : '127.0.0.1', port: Number(port) } }
}

/** An argument without effect, by which the server can be told from a process that was given its number since. */
export function identity(layout: Layout): string {
  return `--tallystick.data_directory=${layout.cluster}`
}

function commandOf(pid: number): string {
  // Readable for every user, and empty for a zombie.
  if (process.platform === 'linux') return readText(`/proc/${pid}/cmdline`)
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The process that serves this directory, if it lives. */
export function findServer(layout: Layout): PidFile | undefined {
  const pidFile = readPidFile(layout)
  if (!pidFile) return undefined
  // On Windows numbers are not given again so soon, and PostgreSQL itself looks for more than the number.
  const isServer =
    process.platform === 'win32' ? exists(pidFile.pid) : commandOf(pidFile.pid).includes(identity(layout))
  return isServer ? pidFile : undefined
}

/**
 * Prepares the start after a crash. PostgreSQL takes a pid file for a running server as soon as any process has that
 * number. The file is not removed but made to name this process, which PostgreSQL knows to be no server because it
 * is its parent: so its check for backends that still run, by the shared memory noted in the file, stays in force.
 */
export function clearStaleFiles(layout: Layout): void {
  const [pid, ...rest] = readText(pidFilePath(layout)).split('\n')
  if (pid?.trim()) writeFileSync(pidFilePath(layout), [process.pid, ...rest].join('\n'))
  // Empty: PostgreSQL, or this function, was killed before it had written the file.
  else rmSync(pidFilePath(layout), { force: true })
  rmSync(join(layout.cluster, '.s.PGSQL.5432.lock'), { force: true })
}

async function isGone(pid: number, layout: Layout, deadlineMs: number): Promise<boolean> {
  const end = Date.now() + deadlineMs
  while (findServer(layout)?.pid === pid) {
    if (Date.now() > end) return false
    await delay(POLL_MS)
  }
  return true
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Tells the server to end, for when there is no time to see it do so. */
export function dismissServer(layout: Layout): void {
  const server = findServer(layout)
  if (server && process.platform !== 'win32') signal(server.pid, 'SIGINT')
}

/** Ends the server: sessions are closed and everything is written out; by force where that takes too long. */
export async function stopServer(layout: Layout, binaries: Binaries): Promise<void> {
  const server = findServer(layout)
  if (!server) return
  if (process.platform === 'win32') {
    // There are no signals there: pg_ctl has another way.
    execFileSync(binaries.pgCtl, ['stop', '-m', 'fast', '-D', layout.cluster], { windowsHide: true, stdio: 'ignore' })
    return
  }
  signal(server.pid, 'SIGINT')
  if (await isGone(server.pid, layout, FAST_SHUTDOWN_MS)) return
  // As good as a crash: the next start recovers from the log of writes.
  signal(server.pid, 'SIGQUIT')
  if (await isGone(server.pid, layout, IMMEDIATE_SHUTDOWN_MS)) return
  signal(server.pid, 'SIGKILL')
  await isGone(server.pid, layout, IMMEDIATE_SHUTDOWN_MS)
}
