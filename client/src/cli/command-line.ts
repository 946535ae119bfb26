/**
 * A command line as the Pact CLIs take it becomes one as tally reads it: `--broker_base_url` is `--broker-base-url`,
 * `--skip-merge` is `--no-merge`, `broker can-i-deploy` (as in `pact broker can-i-deploy`) and `can_i_deploy` are
 * `can-i-deploy`, and what follows `--` is left alone.
 */
const NAME = /^--([\w-]+)(=[\s\S]*)?$/

/** With more than one word in it: other names have no such sign. */
const COMMAND = /^[a-z]+(?:_[a-z]+)+$/

// Not negations of something else.
const NAMED_SKIP: ReadonlySet<string> = new Set(['--skip-ssl-verification'])

function readOption(argument: string): string {
  const [, name, value = ''] = NAME.exec(argument) ?? []
  if (name === undefined) return argument
  const dashed = `--${name.replaceAll('_', '-')}`
  return (NAMED_SKIP.has(dashed) ? dashed : dashed.replace(/^--skip-/, '--no-')) + value
}

export function readCommandLine(args: readonly string[]): readonly string[] {
  const [first] = args
  const [command, ...rest] = first === 'broker' ? args.slice(1) : args
  const own = command === undefined ? [] : [COMMAND.test(command) ? command.replaceAll('_', '-') : command, ...rest]
  const end = own.indexOf('--')
  const options = end === -1 ? own : own.slice(0, end)
  const read = options.map(readOption)
  // publish has always taken -h for the branch; where nothing follows it, help is meant.
  const readable = read.at(-1) === '-h' ? [...read.slice(0, -1), '--help'] : read
  return [...readable, ...own.slice(options.length)]
}
