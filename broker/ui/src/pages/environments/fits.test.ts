import { expect, test } from 'vitest'
import { countsText, troubleText } from './fits.ts'

test.each([
  ['compatible', { verified: 3, failed: 0, unknown: 0 }, 'Verified with everything it works with here: 3 results.'],
  [
    'incompatible',
    { verified: 2, failed: 1, unknown: 1 },
    'Of 4 results with what is here, 1 failed, 1 is missing, 2 verified.',
  ],
  ['unknown', { verified: 0, failed: 0, unknown: 2 }, 'Of 2 results with what is here, 2 are missing.'],
  [
    'alone',
    { verified: 0, failed: 0, unknown: 0 },
    'No contract connects it with anything that is in this environment.',
  ],
] as const)('%s in words', (verdict, counts, text) => {
  expect(countsText({ verdict, counts, troubles: [] })).toBe(text)
})

test.each([
  ['provider', 'absent', 'is its provider, and no version of it is here.'],
  ['provider', 'failed', 'does not keep its contract.'],
  ['consumer', 'failed', 'has a contract that it does not keep.'],
  ['provider', 'unverified', 'has not verified its contract.'],
  ['consumer', 'unverified', 'has a contract that it has not verified.'],
] as const)('a %s that is %s', (role, outcome, text) => {
  expect(troubleText({ pacticipant: 'orders', version: '5', role, outcome })).toBe(text)
})
