// What readers copy is what runs: the code of the README is in the examples, and the types of states are those of the
// contracts.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { run } from './demo/run.ts'

const repository = join(import.meta.dirname, '..')
const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')
const readme = readFileSync(join(repository, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/```ts\n\/\/ (examples\/\S+)\n([\s\S]*?)```/g)].map(
  ([, file = '', code = '']) => [file, linesOf(code)] as const,
)

/** The lines of a text that are not in the other in this order. */
function missing(lines: readonly string[], others: readonly string[]): readonly string[] {
  let from = 0
  return lines.filter((line) => {
    const found = others.indexOf(line, from)
    if (found !== -1) from = found + 1
    return found === -1
  })
}

test('all code of the README names the example that it is from', () => {
  expect(blocks).toHaveLength([...readme.matchAll(/^```ts$/gm)].length)
  expect(blocks.length).toBeGreaterThan(0)
})

test.each(blocks)('the README shows lines of %s', (file, lines) => {
  expect(missing(lines, linesOf(readFileSync(join(repository, file), 'utf8')))).toEqual([])
})

test('the consumers make contracts, and the types of states are theirs', async () => {
  const contracts = mkdtempSync(join(tmpdir(), 'tallystick-examples-'))
  // It is no part of the run that this test is in.
  for (const name of Object.keys(process.env)) if (name.startsWith('VITEST')) vi.stubEnv(name, undefined)
  try {
    const vitest = ['--conditions=@tallystick/source', 'node_modules/vitest/vitest.mjs', 'run', '--root', 'examples']
    await run([...vitest, 'consumer'], { env: { TALLYSTICK_CONTRACTS: contracts } })
    for (const provider of ['catalogue', 'orders']) {
      const flags = ['--provider', provider, '--dir', contracts, '--out', `examples/${provider}/states.ts`, '--check']
      const { output } = await run(['client/bin/tally.js', 'states', ...flags])
      expect(output).toContain('is up to date')
    }
  } finally {
    vi.unstubAllEnvs()
    rmSync(contracts, { recursive: true })
  }
})
