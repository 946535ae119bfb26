import { spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Environment } from '../ci.ts'

interface Place {
  readonly cwd: string
  readonly env: Environment
}

export interface CommandRun {
  /** `exit code 1`, `signal SIGTERM`; undefined when all went well. */
  readonly failure: string | undefined
  /** What it printed, on both of its outputs. */
  readonly output: string
}

const ignore = () => {}

/** Runs a command line in the shell. Rejects when there is no shell. */
export async function runCommand(command: string, { cwd, env }: Place): Promise<CommandRun> {
  const child = spawn(command, { cwd, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  // Who stops it stops the command, which shares the terminal; what was set aside is put back first.
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', ignore)
  process.on('SIGTERM', pass)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => {
        resolve({ failure: code === 0 ? undefined : signal ? `signal ${signal}` : `exit code ${code}`, output })
      })
    })
  } finally {
    process.off('SIGINT', ignore)
    process.off('SIGTERM', pass)
  }
}

export interface SetAside {
  /** Puts the files back as they were. */
  restore(): Promise<void>
}

/**
 * Takes files away, so that the tests write anew: some libraries refuse to change a contract that is there, and all keep
 * interactions that nobody writes any more. Until they are put back there are copies in the system's temporary folder.
 */
export async function setAside(files: readonly string[]): Promise<SetAside> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-lint-'))
  const copies = files.map((file, index) => ({ file, copy: join(folder, String(index)) }))
  await Promise.all(copies.map(({ file, copy }) => copyFile(file, copy)))
  await removeFiles(files)
  return {
    async restore() {
      for (const { file, copy } of copies) {
        await mkdir(dirname(file), { recursive: true })
        await copyFile(copy, file)
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function removeFiles(files: readonly string[]): Promise<void> {
  await Promise.all(files.map((file) => rm(file, { force: true })))
}
