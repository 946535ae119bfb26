import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Command, Argument, Option } from 'commander'
import { UsageError, exitCode } from './exit-code.ts'
import { type Project, type Runner, readProject } from './init/project.ts'
import { type FileToWrite, consumerFiles, providerFiles } from './init/templates.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface InitOptions {
  readonly consumer?: string
  readonly provider?: string
  readonly runner?: Runner
  readonly dir?: string
}

function filesOf(role: 'consumer' | 'provider', project: Project, options: InitOptions): readonly FileToWrite[] {
  if (role === 'provider') {
    const provider = options.provider ?? project.name
    if (!provider) throw new UsageError('Say how the provider is called: --provider <name>.')
    return providerFiles({ ...project, provider })
  }
  const consumer = options.consumer ?? project.name
  if (!consumer) throw new UsageError('Say how the consumer is called: --consumer <name>.')
  if (!options.provider) throw new UsageError('Say which provider it calls: --provider <name>.')
  return consumerFiles({ ...project, consumer, provider: options.provider })
}

/** Whether it was written: what is there stays as it is. */
async function writeNew({ path, text }: FileToWrite, cwd: string): Promise<boolean> {
  const target = resolve(cwd, path)
  await mkdir(dirname(target), { recursive: true })
  try {
    await writeFile(target, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function nextSteps(role: 'consumer' | 'provider', { runner, hasClient }: Project): readonly string[] {
  const run = { vitest: 'npx vitest run', jest: 'NODE_OPTIONS=--experimental-vm-modules npx jest', node: 'node --test' }
  return [
    ...(hasClient ? [] : ['npm install --save-dev @tallystick/client']),
    ...(role === 'provider' ? ['export PACT_BROKER_BASE_URL=<where your broker is>, or start one: npx tally dev'] : []),
    run[runner],
    ...(role === 'consumer' ? ['npx tally publish contracts'] : []),
    'npx tally doctor',
  ]
}

async function init(role: 'consumer' | 'provider', options: InitOptions, terminal: Terminal): Promise<number> {
  const project = await readProject(terminal.cwd, options)
  for (const file of filesOf(role, project, options)) {
    const path = join(file.path)
    if (await writeNew(file, terminal.cwd)) {
      terminal.print(`Written: ${path}`, 'green')
    } else {
      terminal.print(`There already, and left as it is: ${path}`, 'yellow')
      if (file.otherwise) terminal.print(`  ${file.otherwise}`)
    }
  }
  terminal.print('')
  terminal.print('Next:', 'bold')
  for (const step of nextSteps(role, project)) terminal.print(`  ${step}`)
  return exitCode.yes
}

export function defineInit(command: Command, run: Run): void {
  command
    .addArgument(new Argument('<role>', 'what this project is in the contract').choices(['consumer', 'provider']))
    .option('--consumer <name>', 'how the consumer is called; as this package when not given')
    .option('--provider <name>', 'how the provider is called; for a provider as this package when not given')
    .addOption(
      new Option('--runner <name>', 'what runs the tests; found in package.json when not given').choices([
        'vitest',
        'jest',
        'node',
      ]),
    )
    .option('--dir <folder>', 'where tests are; found when not given')
    .action((role: 'consumer' | 'provider', options: InitOptions) => run((terminal) => init(role, options, terminal)))
}
