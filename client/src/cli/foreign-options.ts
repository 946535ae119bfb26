import { type Command, Option } from 'commander'

const FLAGS = [
  '--log-level <level>',
  '--enable-otel',
  '--enable-otel-logs',
  '--enable-otel-traces',
  '--otel-exporter <names>',
  '--otel-exporter-endpoint <url>',
  '--otel-exporter-protocol <name>',
] as const

/** What a Pact CLI takes with every command, and tally has no use for: it is taken, and not listed. */
export function addForeignOptions(command: Command): Command {
  for (const flags of FLAGS) command.addOption(new Option(flags).hideHelp())
  return command
}
