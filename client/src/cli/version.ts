import type { Command } from 'commander'
import { clientVersion } from '../environment.ts'
import { exitCode } from './exit-code.ts'
import { addForeignOptions } from './foreign-options.ts'
import type { Run } from './run.ts'

export function defineVersion(command: Command, run: Run): void {
  addForeignOptions(command).action(() =>
    run(async (terminal) => {
      terminal.print(clientVersion())
      return exitCode.yes
    }),
  )
}
