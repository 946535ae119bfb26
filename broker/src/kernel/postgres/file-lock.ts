// A lock on a file which the operating system itself drops when its holder dies, however it dies, and which also holds
// between containers that share the directory. Node offers no such lock; SQLite, which is built into Node, takes one
// on its database file. The file stays empty: nothing is ever written through SQLite.

import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

export interface FileLock {
  release(): void
}

const SQLITE_BUSY = 5
const POLL_MS = 20

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

/** Takes the lock if it is free: any number of holders may share it, only one may hold it exclusively. */
export function tryLock(path: string, mode: 'shared' | 'exclusive'): FileLock | undefined {
  const file = new DatabaseSync(path)
  try {
    // A read transaction holds SQLite's shared lock from its first read on.
    file.exec(mode === 'exclusive' ? 'begin exclusive' : 'begin; select count(*) from sqlite_schema')
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw new Error(`The lock ${path} could not be taken: its file system must allow file locks.`, { cause: error })
  }
  return { release: () => file.close() }
}

/** Waits for the lock, and gives up with an error after the deadline. */
export async function lock(path: string, mode: 'shared' | 'exclusive', deadlineMs: number): Promise<FileLock> {
  const end = Date.now() + deadlineMs
  for (;;) {
    const held = tryLock(path, mode)
    if (held) return held
    if (Date.now() > end) {
      throw new Error(`Another process has held ${path} for more than ${Math.round(deadlineMs / 1000)} s; is it stuck?`)
    }
    await delay(POLL_MS)
  }
}
