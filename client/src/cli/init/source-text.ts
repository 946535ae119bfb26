/** Pieces of source code that is written into projects. */
import type { Runner } from './project.ts'

export interface FileToWrite {
  readonly path: string
  readonly text: string
  /** What to do where there is such a file already. */
  readonly otherwise?: string
}

/** `Stock Service` is `stock-service`. */
export const fileName = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase() || 'contract'

export const indented = (text: string, by = 2): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by))

export const quoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`

const nodeName = (name: string) => (name === 'afterAll' ? 'after' : name)

/** Imports from a test runner, by the names that most have. `node:test` has no `expect`, and `after` for `afterAll`. */
export function importFrom(runner: Runner, names: readonly string[]): string {
  if (runner !== 'node') return `import { ${names.join(', ')} } from '${runner === 'jest' ? '@jest/globals' : runner}'`
  const own = names.filter((name) => name !== 'expect').map(nodeName)
  const assert = names.includes('expect') ? "import assert from 'node:assert/strict'\n" : ''
  return `${assert}import { ${own.join(', ')} } from 'node:test'`
}

export function sourceText(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`
}
