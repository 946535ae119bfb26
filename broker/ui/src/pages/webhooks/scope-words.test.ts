import { expect, test } from 'vitest'
import { scopeWords } from './scope-words.ts'

test.each([
  [undefined, 'any consumer'],
  [{ name: 'shop' }, 'shop'],
  [{ name: 'shop', branch: 'main' }, 'shop on branch main'],
  [{ label: 'checkout', mainBranch: true }, 'consumers labeled checkout on the main branch'],
  [{ branch: 'main' }, 'any consumer on branch main'],
])('%o', (scope, words) => {
  expect(scopeWords('consumer', scope)).toBe(words)
})
