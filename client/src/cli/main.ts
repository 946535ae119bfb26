import { Command, CommanderError } from 'commander'
import { DEFAULT_BASE_URL, clientVersion, variable } from './environment.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface Entry {
  readonly summary: string
  /** Loaded only when it is the one that is asked for: tally is started often. */
  readonly load: () => Promise<(command: Command, run: Run) => void>
}

const entries: Readonly<Record<string, Entry>> = {
  publish: {
    summary: 'publish the contracts of a consumer version',
    load: async () => (await import('./publish.ts')).definePublish,
  },
  'can-i-deploy': {
    summary: 'ask whether a version works with everything that is where it is to go',
    load: async () => (await import('./can-i-deploy.ts')).defineCanIDeploy,
  },
  'record-deployment': {
    summary: 'record that a version was deployed to an environment',
    load: async () => (await import('./record-deployment.ts')).defineRecordDeployment,
  },
  'create-environment': {
    summary: 'create an environment that versions are deployed to',
    load: async () => (await import('./create-environment.ts')).defineCreateEnvironment,
  },
}

const EXIT_CODES = 'Exit codes: 0 yes or done, 1 no, 2 wrong usage, 3 the broker cannot be reached.'

function program(): Command {
  return new Command('tally')
    .description('Talks to a contract broker: Tallystick, or a Pact Broker.')
    .version(clientVersion(), '-V, --version', 'output the version of tally')
    .helpCommand('help [command]', 'display help for command')
    .enablePositionalOptions()
    .showHelpAfterError('(--help says how it is used)')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()
}

function explain(error: unknown, terminal: Terminal): number {
  // commander has printed what is wrong, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.yes : exitCode.usage
  const code = exitCodeOf(error)
  if (code === undefined || !(error instanceof Error)) throw error
  terminal.note(error.message, 'red')
  if (
    code === exitCode.unreachable &&
    error.message.includes(DEFAULT_BASE_URL) &&
    !variable(terminal.env, 'BASE_URL')
  ) {
    terminal.note('That is where a local broker would be. Name yours with --broker-base-url or PACT_BROKER_BASE_URL.')
  }
  return code
}

/** Runs tally with these arguments, and gives its exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const tally = program()
  let code: number = exitCode.yes
  const run: Run = async (action) => {
    code = await action(terminal)
  }
  try {
    const asked = args.find((argument) => Object.hasOwn(entries, argument))
    for (const [name, { summary, load }] of Object.entries(entries)) {
      const command = tally.command(name).description(summary)
      if (name === asked) (await load())(command, run)
    }
    // publish has always taken -h for the branch; where nothing follows it, help is meant.
    const readable = args.at(-1) === '-h' ? [...args.slice(0, -1), '--help'] : args
    await tally.parseAsync(readable, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, terminal)
  }
}
