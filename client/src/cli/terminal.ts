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
  /** How far it is, where somebody looks on; it gives way to the next one, and to what is printed. Nothing ends it. */
  progress(line?: string): void
}

interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

const TO_START_OF_LINE = '\r\u001B[2K'

function cut(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`
}

/** Prints to these streams. What is no terminal gets no colours and no progress. */
export function terminalOn({ stdout, stderr }: Streams, place: Pick<Terminal, 'cwd' | 'env'>): Terminal {
  let isShown = false
  const clear = () => {
    if (isShown) stderr.write(TO_START_OF_LINE)
    isShown = false
  }
  const lineTo = (stream: NodeJS.WriteStream) => (line: string, format?: Format) => {
    clear()
    // styleText leaves colours out where the stream is no terminal, and as NO_COLOR and FORCE_COLOR say.
    stream.write(`${format ? styleText(format, line, { stream }) : line}\n`)
  }
  return {
    ...place,
    print: lineTo(stdout),
    note: lineTo(stderr),
    progress(line) {
      if (!stderr.isTTY) return
      clear()
      if (line === undefined) return
      stderr.write(styleText('dim', cut(line, stderr.columns || 80), { stream: stderr }))
      isShown = true
    },
  }
}

export function processTerminal(): Terminal {
  const { stdout, stderr } = process
  return terminalOn({ stdout, stderr }, { cwd: process.cwd(), env: process.env })
}
