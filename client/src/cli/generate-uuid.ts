import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { exitCode } from './exit-code.ts'
import { addForeignOptions } from './foreign-options.ts'
import type { Run } from './run.ts'

export function defineGenerateUuid(command: Command, run: Run): void {
  addForeignOptions(command).action(() =>
    run(async (terminal) => {
      terminal.print(randomUUID())
      return exitCode.yes
    }),
  )
}
