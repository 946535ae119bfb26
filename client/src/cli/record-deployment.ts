import type { Command } from 'commander'
import { type BrokerOptions, addBrokerOptions, connect } from './broker-options.ts'
import { exitCode } from './exit-code.ts'
import { outputOption } from './output-option.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface RecordDeploymentOptions extends BrokerOptions {
  readonly pacticipant: string
  readonly version: string
  readonly environment: string
  readonly applicationInstance?: string
  readonly output: 'text' | 'json'
}

async function recordDeployment(options: RecordDeploymentOptions, terminal: Terminal): Promise<number> {
  const { pacticipant, version, environment, applicationInstance } = options
  const broker = connect(options, terminal)
  const deployed = await broker.recordDeployment({ pacticipant, version, environment, applicationInstance })
  if (options.output === 'json') {
    terminal.print(JSON.stringify(deployed, null, 2))
  } else {
    const instance = applicationInstance ? ` (instance ${applicationInstance})` : ''
    terminal.print(`${pacticipant} version ${version} is recorded as deployed to ${environment}${instance}.`, 'green')
  }
  return exitCode.yes
}

export function defineRecordDeployment(command: Command, run: Run): void {
  command
    .requiredOption('-a, --pacticipant <name>', 'what was deployed')
    .requiredOption('-e, --version <number>', 'its version')
    .requiredOption('--environment <name>', 'where it was deployed to')
    .option('--application-instance <name>', 'which instance, where several of the same application run')
    .addOption(outputOption(['text', 'json']))
  addBrokerOptions(command).action((options: RecordDeploymentOptions) =>
    run((terminal) => recordDeployment(options, terminal)),
  )
}
