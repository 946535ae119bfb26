import { open, readFile, rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

const PAUSE_MS = 10
/** A merge takes milliseconds: who waits this long waits for something that is stuck. */
const PATIENCE_MS = 30_000

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

/** Whether a process of this machine still runs; of another's processes all that is known is that they are there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx')
    await handle.writeFile(String(process.pid))
    await handle.close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** A process that was killed inside leaves its lock behind. */
async function removeIfAbandoned(file: string): Promise<void> {
  const pid = await readFile(file, 'utf8').catch(() => '')
  if (pid !== '' && !isRunning(Number(pid))) await rm(file, { force: true })
}

/** Runs `work` while no other process and no other thread of this one is inside. */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await take(file))) {
    if (Date.now() > deadline) {
      throw new Error(`Another process holds ${file} for too long. Remove the file when none is running.`)
    }
    await removeIfAbandoned(file)
    await pause(PAUSE_MS)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}
