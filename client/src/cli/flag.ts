import { type Command, Option } from 'commander'

/**
 * An option that is on or off. `--no-…` says the default aloud, as people write it in pipelines; it is not listed.
 * Undefined where neither is given.
 */
export function addFlag(command: Command, flags: string, description: string): Command {
  const [, name = ''] = /--([\w-]+)/.exec(flags) ?? []
  return command.addOption(new Option(flags, description)).addOption(new Option(`--no-${name}`).hideHelp())
}
