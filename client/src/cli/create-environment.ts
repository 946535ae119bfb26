import type { Command } from 'commander'
import { type BrokerOptions, addBrokerOptions, connect } from './broker-options.ts'
import { exitCode } from './exit-code.ts'
import { outputOption } from './output-option.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface CreateEnvironmentOptions extends BrokerOptions {
  readonly name: string
  readonly displayName?: string
  readonly production: boolean
  readonly contactName?: string
  readonly contactEmailAddress?: string
  readonly output: 'text' | 'json' | 'id'
}

function contacts({ contactName, contactEmailAddress }: CreateEnvironmentOptions) {
  if (contactName === undefined && contactEmailAddress === undefined) return {}
  const details = contactEmailAddress === undefined ? {} : { details: { emailAddress: contactEmailAddress } }
  return { contacts: [{ name: contactName ?? 'unnamed', ...details }] }
}

async function createEnvironment(options: CreateEnvironmentOptions, terminal: Terminal): Promise<number> {
  const { name, displayName, production, output } = options
  const environment = await connect(options, terminal).createEnvironment({
    name,
    production,
    ...(displayName === undefined ? {} : { displayName }),
    ...contacts(options),
  })
  if (output === 'json') terminal.print(JSON.stringify(environment, null, 2))
  else if (output === 'id') terminal.print(environment.uuid)
  else terminal.print(`The environment ${name} is created (${environment.uuid}).`, 'green')
  return exitCode.yes
}

export function defineCreateEnvironment(command: Command, run: Run): void {
  command
    .requiredOption('--name <name>', 'its unique name, as it is used in pipelines')
    .option('--display-name <name>', 'its name for people')
    .option('--production', 'it is a production environment', false)
    .option('--no-production', 'it is not, the default')
    .option('--contact-name <name>', 'the team or person that is responsible for it')
    .option('--contact-email-address <address>', 'and how to reach them')
    .addOption(outputOption(['text', 'json', 'id']))
  addBrokerOptions(command).action((options: CreateEnvironmentOptions) =>
    run((terminal) => createEnvironment(options, terminal)),
  )
}
