// The server process: whether it runs, and ending it. PostgreSQL's own postmaster.pid tells which process it is.

import { execFile } from 'node:child_process'
import { readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { Layout } from './layout.ts'
import type { Endpoint } from './settings.ts'

const run = promisify(execFile)
const POLL_MS = 10
const FAST_SHUTDOWN_MS = 30_000
const IMMEDIATE_SHUTDOWN_MS = 10_000

export interface PidFile {
  readonly pid: number
  /** Undefined until the server has got so far as to listen. */
  readonly endpoint: Endpoint | undefined
}

function pidFilePath(layout: Layout): string {
  return join(layout.cluster, 'postmaster.pid')
}

/** Lines: process id, directory, start time, port, socket directory, address, shared memory, status. */
export async function readPidFile(layout: Layout): Promise<PidFile | undefined> {
  const text = await readFile(pidFilePath(layout), 'utf8').catch(() => '')
  const [pid, , , port, socketDirectory, address] = text.split('\n').map((line) => line.trim())
  if (!pid || !(Number(pid) > 0)) return undefined
  if (!port || !(socketDirectory || address)) return { pid: Number(pid), endpoint: undefined }
  return { pid: Number(pid), endpoint: { host: socketDirectory ? layout.cluster : '127.0.0.1', port: Number(port) } }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the process is this directory's server, and not another one that was given its number since. */
export async function isServer(pid: number, layout: Layout): Promise<boolean> {
  if (!exists(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform === 'linux') {
    // A server works in its directory. What may not be looked at belongs to another user; a zombie is nowhere.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === layout.cluster
  }
  const { stdout } = await run('ps', ['-o', 'state=,command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return !stdout.trim().startsWith('Z') && stdout.includes(layout.cluster)
}

/**
 * Prepares the start after a crash. PostgreSQL takes a pid file for a running server as soon as any process has that
 * number. The file is not removed but made to name this process, which PostgreSQL knows to be no server because it
 * is its parent: so its check for backends that still run, by the shared memory noted in the file, stays in force.
 */
export async function clearStaleFiles(layout: Layout): Promise<void> {
  const text = await readFile(pidFilePath(layout), 'utf8').catch(() => undefined)
  if (text !== undefined) {
    const lines = text.split('\n')
    await (text.trim() === ''
      ? rm(pidFilePath(layout))
      : writeFile(pidFilePath(layout), [process.pid, ...lines.slice(1)].join('\n')))
  }
  await rm(join(layout.cluster, '.s.PGSQL.5432.lock'), { force: true })
}

async function isGone(pid: number, layout: Layout, deadlineMs: number): Promise<boolean> {
  const end = Date.now() + deadlineMs
  while (await isServer(pid, layout)) {
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

/** Ends the server: sessions are closed and everything is written out; by force where that takes too long. */
export async function stopPostmaster(pid: number, layout: Layout, binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') {
    // There are no signals there: pg_ctl has another way.
    await run(binaries.pgCtl, ['stop', '-m', 'fast', '-D', layout.cluster], { windowsHide: true })
    return
  }
  signal(pid, 'SIGINT')
  if (await isGone(pid, layout, FAST_SHUTDOWN_MS)) return
  // As good as a crash: the next start recovers from the log of writes.
  signal(pid, 'SIGQUIT')
  if (await isGone(pid, layout, IMMEDIATE_SHUTDOWN_MS)) return
  signal(pid, 'SIGKILL')
  await isGone(pid, layout, IMMEDIATE_SHUTDOWN_MS)
}
