import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { detectBuild } from '../ci.ts'
import { readWorkingTree } from '../git.ts'
import { versionOf } from '../provider/publishing.ts'
import { loadContracts } from '../provider/sources.ts'
import { stateTypes } from '../provider/state-types.ts'
import {
  type ContractOptions,
  addContractOptions,
  contractSources,
  providerName,
  withContracts,
} from './contract-options.ts'
import { exitCode } from './exit-code.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface StatesOptions extends ContractOptions {
  readonly out?: string
  readonly check?: boolean
}

async function typesOf(options: StatesOptions, terminal: Terminal): Promise<string> {
  const { cwd, env } = terminal
  const provider = providerName(options)
  const { branch } = versionOf({ told: {}, build: detectBuild(env), tree: await readWorkingTree(cwd) })
  const sources = contractSources(options, terminal)
  const contracts = await withContracts(() => loadContracts(sources, { provider, branch }, { cwd, env }))
  return stateTypes(
    provider,
    contracts.map(({ document }) => document),
  )
}

async function writeStates(options: StatesOptions, terminal: Terminal): Promise<number> {
  const { out, check } = options
  const types = await typesOf(options, terminal)
  if (out === undefined) {
    terminal.print(types.trimEnd())
    return exitCode.yes
  }
  const file = resolve(terminal.cwd, out)
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before === types) {
    terminal.print(`${out} is up to date.`, 'green')
    return exitCode.yes
  }
  if (check) {
    terminal.print(`${out} is not what the contracts say. Write it anew, without --check.`, 'red')
    return exitCode.no
  }
  await writeFile(file, types)
  terminal.print(`${out} is written.`, 'green')
  return exitCode.yes
}

export function defineStates(command: Command, run: Run): void {
  command
    .option('--out <file>', 'write them to a file, in place of the standard output')
    .option('--check', 'write nothing, and exit with 1 when the file is not what the contracts say')
  addContractOptions(command).action((options: StatesOptions) => run((terminal) => writeStates(options, terminal)))
}
