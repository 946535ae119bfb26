// `tally`, unchanged, in a process of its own.

import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../../client/bin/tally.js', import.meta.url))

export interface TallyRun {
  readonly code: number
  /** All that it printed. */
  readonly output: string
}

/** Runs a command against a broker. Nothing of whoever runs the tests configures it. */
export function runTally(brokerUrl: string, ...args: readonly string[]): Promise<TallyRun> {
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), PACT_BROKER_BASE_URL: brokerUrl }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...args], { cwd: tmpdir(), env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') resolve({ code, output: stdout + stderr })
      else reject(error)
    })
  })
}
