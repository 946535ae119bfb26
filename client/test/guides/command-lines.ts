// The command lines of tally in a text that a shell reads, and whether tally would take them.
import { Command } from 'commander'
import { readCommandLine } from '../../src/cli/command-line.ts'
import { entries } from '../../src/cli/entries.ts'

// One of: an expression of GitHub Actions, a command in a command, quoted text, a backslash and what follows, the rest.
const WORD = /(?:\$\{\{.*?\}\}|\$\([^)]*\)|'[^']*'|"(?:\\.|\$\([^)]*\)|[^"\\])*"|\\[\s\S]|[^\s'"\\;|&])+|&&|\|\|?|;/g

function unquoted(word: string): string {
  return word.replaceAll(/'([^']*)'|"((?:\\.|[^"\\])*)"/g, (_match, single, double) => single ?? double)
}

/** The arguments of each `tally` in a script. */
export function tallyCommands(script: string): readonly (readonly string[])[] {
  const lines = script
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('#'))
  return lines.flatMap((line) => {
    const simple: string[][] = [[]]
    for (const [word] of line.matchAll(WORD)) {
      if (/^(?:&&|\|\|?|;)$/.test(word)) simple.push([])
      else simple.at(-1)?.push(unquoted(word))
    }
    return simple.flatMap((words) => {
      const start = words.indexOf('tally')
      // `npx tally`, `if tally`, `NAME=value tally`: what is before it is not an argument of another command.
      const isCalled = start !== -1 && words.slice(0, start).every((word) => /^(?:npx|if|!|then|\w+=.*)$/.test(word))
      const end = words.findIndex((word) => /^\d?>/.test(word))
      return isCalled ? [words.slice(start + 1, end === -1 ? undefined : end)] : []
    })
  })
}

/** What tally says against a command line; undefined when it would take it. Nothing is done. */
export async function complaint(args: readonly string[]): Promise<string | undefined> {
  const read = readCommandLine(args)
  const entry = Object.entries(entries).find(([name]) => name === read[0])
  if (!entry) return `there is no command ${String(read[0])}`
  const [name, { load }] = entry
  const said: string[] = []
  const output = { writeErr: (text: string) => void said.push(text), writeOut: () => undefined }
  const program = new Command('tally').exitOverride().configureOutput(output)
  const define = await load()
  define(program.command(name).exitOverride().configureOutput(output), async () => {})
  try {
    await program.parseAsync([...read], { from: 'user' })
    return undefined
  } catch (error) {
    return said.join(' ').trim() || String(error)
  }
}
