import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { clientVersion } from '../environment.ts'
import { UsageError, exitCode } from './exit-code.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

const PACKAGE = '@tallystick/broker'

interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly from: string
}

interface DevOptions {
  readonly port?: string
  readonly host?: string
  readonly dataDir?: string
  readonly databaseUrl?: string
}

/** The broker that is in the same checkout as this file, which runs as its sources. */
function inCheckout(): Program | undefined {
  const main = fileURLToPath(new URL('../../../broker/src/main.ts', import.meta.url))
  if (!existsSync(main)) return undefined
  return { file: process.execPath, args: ['--conditions=@tallystick/source', main], from: 'this checkout' }
}

/** The broker that the project has installed. */
function installed(cwd: string): Program | undefined {
  try {
    const manifest = createRequire(resolve(cwd, 'package.json'))(`${PACKAGE}/package.json`)
    const path = createRequire(resolve(cwd, 'package.json')).resolve(`${PACKAGE}/package.json`)
    const bin: unknown = typeof manifest.bin === 'string' ? manifest.bin : Object.values(manifest.bin ?? {})[0]
    if (typeof bin !== 'string') return undefined
    return { file: process.execPath, args: [join(dirname(path), bin)], from: `${PACKAGE} of this project` }
  } catch {
    return undefined
  }
}

/** npx asks before it downloads anything, where somebody is there to answer. */
function fromRegistry(): Program {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  return { file: npx, args: [`${PACKAGE}@${clientVersion()}`], from: `${PACKAGE} of the registry` }
}

function flags(options: DevOptions): readonly string[] {
  const given = {
    port: options.port,
    host: options.host,
    'data-dir': options.dataDir,
    'database-url': options.databaseUrl,
  }
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
}

const ignore = () => {}

async function dev(options: DevOptions, terminal: Terminal): Promise<number> {
  const program = inCheckout() ?? installed(terminal.cwd) ?? fromRegistry()
  terminal.note(`Starting ${program.from}`, 'dim')
  const child = spawn(program.file, [...program.args, ...flags(options)], {
    cwd: terminal.cwd,
    env: terminal.env,
    stdio: 'inherit',
  })
  // A terminal sends signals to both of us: the broker ends in order, and then so do we.
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', ignore)
  process.on('SIGTERM', pass)
  try {
    const [code] = await once(child, 'exit')
    if (code === 0) return exitCode.yes
    if (program.file.startsWith('npx')) {
      terminal.note(
        `npx could not run ${PACKAGE}, and it is neither in a checkout around tally nor installed in this project.`,
        'red',
      )
    }
    return typeof code === 'number' ? code : exitCode.no
  } catch (cause) {
    throw new UsageError(`The broker cannot be started: ${program.file} is not there. Install ${PACKAGE}.`, { cause })
  } finally {
    process.off('SIGINT', ignore)
    process.off('SIGTERM', pass)
  }
}

export function defineDev(command: Command, run: Run): void {
  command
    .option('--port <number>', 'where it listens; 9292 when not given')
    .option('--host <name>', 'on which address; only this machine when not given')
    .option('--data-dir <folder>', 'where its own database is kept')
    .option('--database-url <url>', 'in place of its own database: a PostgreSQL server')
    .action((options: DevOptions) => run((terminal) => dev(options, terminal)))
}
