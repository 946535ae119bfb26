import { main } from '../../src/cli/main.ts'
import { tallyCommands } from './command-lines.ts'

interface Run {
  readonly code: number
  readonly output: string
}

/** Runs the command line of a guide in a folder, as a person would there. */
export async function runCommand(
  line: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Run> {
  const [args, ...others] = tallyCommands(line)
  if (!args || others.length > 0) throw new Error(`This is not one command of tally: ${line}`)
  const lines: string[] = []
  const print = (text: string) => void lines.push(text)
  const code = await main(args, { cwd, env, print, note: print, progress: () => undefined })
  return { code, output: lines.join('\n') }
}
