import { expect, test } from 'vitest'
import { countsInWords } from './counts.ts'

test.each([
  [{ versions: 3, contractRevisions: 1 }, '3 versions, 1 contract revision'],
  [{ branches: 1, deliveries: 1, results: 0 }, '1 branch, 1 delivery'],
  [{}, ''],
])('%j is "%s"', (counts, text) => {
  expect(countsInWords(counts)).toBe(text)
})
