import { styleText } from 'node:util'
import type { Environment } from '../ci.ts'

type Format = Parameters<typeof styleText>[0]

/** All that a command may reach, besides the broker. */
export interface Terminal {
  readonly cwd: string
  readonly env: Environment
  /** A line of the answer, on the standard output. */
  print(line: string, format?: Format): void
  /** A line about how it goes, on the standard error. */
  note(line: string, format?: Format): void
}

function lineTo(stream: NodeJS.WriteStream) {
  // styleText leaves colours out where the stream is no terminal, and as NO_COLOR and FORCE_COLOR say.
  return (line: string, format?: Format) => {
    stream.write(`${format ? styleText(format, line, { stream }) : line}\n`)
  }
}

export function processTerminal(): Terminal {
  return {
    cwd: process.cwd(),
    env: process.env,
    print: lineTo(process.stdout),
    note: lineTo(process.stderr),
  }
}
