import { main } from './main.ts'
import { processTerminal } from './terminal.ts'

// Who reads may have read enough (`tally … | head -1`): the exit code is still the answer.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

// Not process.exit(): what was printed must reach a pipe first.
process.exitCode = await main(process.argv.slice(2), processTerminal())
