import { main } from './main.ts'
import { processTerminal } from './terminal.ts'

// Not process.exit(): what was printed must reach a pipe first.
process.exitCode = await main(process.argv.slice(2), processTerminal())
