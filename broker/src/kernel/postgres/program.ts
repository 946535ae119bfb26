import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { cannotRun } from './binaries.ts'
import type { ServerUser } from './server-user.ts'

interface Program {
  readonly path: string
  readonly args: readonly string[]
  /** The directory that the program works on, and in. */
  readonly directory: string
  readonly user: ServerUser | undefined
  readonly stdio: StdioOptions
}

/**
 * How a program names the directory that it runs in. After the change of user it may be unable to walk there by the
 * full path (a directory below /root), so it is started inside and goes by the kernel's link.
 */
export function workingDirectory(directory: string, user: ServerUser | undefined): string {
  return user && process.platform === 'linux' ? '/proc/self/cwd' : directory
}

/**
 * Starts a program of PostgreSQL in a session of its own, so that Ctrl-C in the broker's terminal does not reach it,
 * and with next to no environment: PGDATA and LD_LIBRARY_PATH of the user are not meant for it.
 */
export async function startProgram({ path, args, directory, user, stdio }: Program): Promise<ChildProcess> {
  const { PATH, SystemRoot } = process.env
  const child = spawn(path, args, {
    cwd: directory,
    detached: true,
    windowsHide: true,
    stdio,
    env: { LC_ALL: 'C', TZ: 'UTC', ...(PATH ? { PATH } : {}), ...(SystemRoot ? { SystemRoot } : {}) },
    ...user,
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(cannotRun(path, error)))
  })
  return child
}
