import { stripVTControlCharacters } from 'node:util'

/** What a provider's tests found: a line for each interaction, and under one that is not kept what is different. */
export function interactions(output: string): readonly string[] {
  const printed = stripVTControlCharacters(output)
  const differences = new Map(
    [...printed.matchAll(/^stderr \| .*> (.+)\n.*\npending, and not kept yet:\n((?:.+\n)+)/gm)].map(
      ([, name = '', text = '']) => [name, text.trimEnd().split('\n')],
    ),
  )
  const lines = printed.matchAll(/^ +([✓×↓]) (.+?)(?: \d+ms)?(?: \[pending, and not kept yet\])?$/gm)
  return [...lines].flatMap(([, mark = '', name = '']) => {
    // The first line is the test file's, and those of contracts say how many interactions there are.
    if (name.includes('.provider.test.ts')) return []
    const [, contract] = /^(.+ → .+) \(\d+\)$/.exec(name) ?? []
    if (contract) return [contract]
    const different = differences.get(name) ?? []
    const shown = mark === '↓' ? `! ${name}` : `${mark} ${name.replace(' [pending]', '')}`
    return [`  ${shown}`, ...different.map((line) => `      ${line}`)]
  })
}
