// A lock on a file which the operating system itself drops when its holder dies, however it dies, and which also holds
// between containers that share the directory. Node offers no such lock; SQLite, which is built into Node, takes one
// on its database file. The file stays empty: nothing is ever written through SQLite. (Like every lock of POSIX it is
// lost when its process opens and closes the file in another way: so nobody else is to touch these files.)

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

interface Patience {
  readonly deadlineMs: number
  readonly signal?: AbortSignal
}

/** Waits for the lock, and gives up with an error after the deadline or on the signal. */
export async function lock(path: string, mode: 'shared' | 'exclusive', patience: Patience): Promise<FileLock> {
  const end = Date.now() + patience.deadlineMs
  for (;;) {
    const held = tryLock(path, mode)
    if (held) return held
    patience.signal?.throwIfAborted()
    if (Date.now() > end) {
      const seconds = Math.round(patience.deadlineMs / 1000)
      throw new Error(`Another process has held ${path} for more than ${seconds} s; is it stuck?`)
    }
    await delay(POLL_MS)
  }
}
