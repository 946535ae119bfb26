import type { Command } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import { type BrokerOptions, addBrokerOptions, connect } from './broker-options.ts'
import { exitCode } from './exit-code.ts'
import { outputOption } from './output-option.ts'
import { type Form, type Report, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

export interface AskOptions extends BrokerOptions {
  readonly output: Form
}

export interface Asking<Options extends AskOptions> {
  readonly forms: readonly Form[]
  readonly run: Run
  /** Asks the broker, or has it do something; the report is shown, and the exit code is that of a yes unless told. */
  answer(options: Options, broker: BrokerClient, terminal: Terminal): Promise<Report & { readonly code?: number }>
}

/** Most commands: options, one answer of the broker, a report of it. To be called when all other options are added. */
export function addAnswer<Options extends AskOptions>(command: Command, { forms, run, answer }: Asking<Options>): void {
  command.addOption(outputOption(forms))
  addBrokerOptions(command).action(() =>
    run(async (terminal) => {
      const options = command.opts<Options>()
      const report = await answer(options, connect(options, terminal), terminal)
      show(terminal, options.output, report)
      return report.code ?? exitCode.yes
    }),
  )
}
