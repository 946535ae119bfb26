import { Command, CommanderError, Help, type Option } from 'commander'
import { readCommandLine } from './command-line.ts'
import { entries } from './entries.ts'
import { DEFAULT_BASE_URL, clientVersion, variable } from '../environment.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { addForeignOptions } from './foreign-options.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

const EXIT_CODES = 'Exit codes: 0 yes or done, 1 no, 2 wrong usage, 3 the broker cannot be reached.'

const standardHelp = new Help()

/** What is taken where an option has no value is said in words, where it matters. */
function describeOption(option: Option): string {
  return standardHelp.optionDescription(option).replace(/ ?\(?preset: "[^"]*"\)?/, '')
}

function program(): Command {
  return new Command('tally')
    .description('Talks to a contract broker: Tallystick, or a Pact Broker.')
    .version(clientVersion(), '-V, --version', 'output the version of tally')
    .helpCommand('help [command]', 'display help for command')
    .enablePositionalOptions()
    .showHelpAfterError('(--help says how it is used)')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .configureHelp({ optionDescription: describeOption })
    .exitOverride()
}

const HELP_OF_COMMANDS = `Each variable PACT_BROKER_… may also be named TALLYSTICK_….
${EXIT_CODES}`

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
  // A Pact CLI takes these before the command as well.
  const tally = addForeignOptions(program())
  let code: number = exitCode.yes
  const run: Run = async (action) => {
    code = await action(terminal)
  }
  try {
    const read = readCommandLine(args)
    const asked = read.find((argument) => Object.hasOwn(entries, argument))
    for (const [name, { group, summary, example, load }] of Object.entries(entries)) {
      if (group) tally.commandsGroup(group)
      const command = tally.command(name).description(summary)
      if (name !== asked) continue
      command.addHelpText('after', `\nExample:\n  $ tally ${example}\n\n${HELP_OF_COMMANDS}`)
      const define = await load()
      define(command, run)
    }
    await tally.parseAsync(read, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, terminal)
  }
}
