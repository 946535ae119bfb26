import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Command, Argument, Option } from 'commander'
import { readWorkingTree } from '../git.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { consumerFiles } from './init/consumer-files.ts'
import { type KnownContracts, findContracts } from './init/known-contracts.ts'
import { type Project, type Runner, readProject } from './init/project.ts'
import { providerFiles } from './init/provider-files.ts'
import type { FileToWrite } from './init/source-text.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface InitOptions {
  readonly consumer?: string
  readonly provider?: string
  readonly runner?: Runner
  readonly dir?: string
}

type Role = 'consumer' | 'provider'

interface Plan {
  readonly files: readonly FileToWrite[]
  readonly steps: readonly string[]
  /** What is good to know besides. */
  readonly notes: readonly string[]
}

const RUN = {
  vitest: 'npx vitest run',
  jest: 'NODE_OPTIONS=--experimental-vm-modules npx jest',
  node: 'node --test',
} as const satisfies Readonly<Record<Runner, string>>

const install = ({ hasClient }: Project) => (hasClient ? [] : ['npm install --save-dev @tallystick/client'])

async function planConsumer(project: Project, options: InitOptions, { cwd }: Terminal): Promise<Plan> {
  const consumer = options.consumer ?? project.name
  if (!consumer) throw new UsageError('Say how the consumer is called: --consumer <name>.')
  if (!options.provider) throw new UsageError('Say which provider it calls: --provider <name>.')
  // A contract may be in both folders: the broker puts its parts together.
  const published = project.hasPact ? 'contracts pacts --merge' : 'contracts'
  // Otherwise git knows them.
  const version = (await readWorkingTree(cwd)) ? '' : ' --consumer-app-version 1 --branch main'
  return {
    files: consumerFiles({ ...project, consumer, provider: options.provider }),
    steps: [...install(project), RUN[project.runner], `npx tally publish ${published}${version}`, 'npx tally doctor'],
    notes: project.hasPact
      ? ['Tests with @pact-foundation/pact keep working as they are: what they write to pacts is published along.']
      : [],
  }
}

function foundNote({ documents, folder }: KnownContracts): string {
  const consumers = [...new Set(documents.map(({ consumer }) => consumer))].join(', ')
  return `The test has what the contracts of ${consumers} need, which are ${folder ? `in ${folder}` : 'at the broker'}.`
}

async function planProvider(project: Project, options: InitOptions, terminal: Terminal): Promise<Plan> {
  const provider = options.provider ?? project.name
  if (!provider) throw new UsageError('Say how the provider is called: --provider <name>.')
  const known = await findContracts(provider, terminal)
  const files = providerFiles({ ...project, provider, known })
  const states = files.find(({ path }) => path.endsWith('.states.ts'))
  const isKnown = known.documents.length > 0
  return {
    files,
    steps: [
      ...install(project),
      ...(isKnown ? [] : ['export PACT_BROKER_BASE_URL=<where your broker is>, or start one: npx tally dev']),
      RUN[project.runner],
      ...(states ? [`npx tally states --provider ${provider} --out ${states.path}   # when consumers need more`] : []),
      'npx tally doctor',
    ],
    notes: [
      ...(isKnown
        ? [foundNote(known)]
        : [`No contract with ${provider} was found: its consumers publish theirs first.`]),
      ...(project.hasPact ? ['Tests with the Verifier of @pact-foundation/pact keep working beside it.'] : []),
    ],
  }
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

async function init(role: Role, options: InitOptions, terminal: Terminal): Promise<number> {
  const project = await readProject(terminal.cwd, options)
  const { files, steps, notes } = await (role === 'provider' ? planProvider : planConsumer)(project, options, terminal)
  for (const file of files) {
    const path = join(file.path)
    if (await writeNew(file, terminal.cwd)) {
      terminal.print(`Written: ${path}`, 'green')
    } else {
      terminal.print(`There already, and left as it is: ${path}`, 'yellow')
      if (file.otherwise) terminal.print(`  ${file.otherwise}`)
    }
  }
  for (const note of notes) terminal.print(note)
  terminal.print('')
  terminal.print('Next:', 'bold')
  for (const step of steps) terminal.print(`  ${step}`)
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
    .action((role: Role, options: InitOptions) => run((terminal) => init(role, options, terminal)))
}
