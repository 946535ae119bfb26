import { execFile } from 'node:child_process'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '../../bin/tally.js')

export interface TallyRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

interface TallyOptions {
  readonly cwd?: string
  /** Nobody reads what it prints. */
  readonly isUnread?: boolean
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `tally` as a pipeline does: a process of its own, whose environment says nothing but what is given here. */
export function runTally(args: readonly string[], { cwd, env, isUnread }: TallyOptions = {}): Promise<TallyRun> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } }
    const child = execFile(process.execPath, [bin, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, stdout, stderr })
      else reject(error)
    })
    if (isUnread) child.stdout?.destroy()
  })
}
