import type { MatrixCell } from '@tallystick/client/wire'
import { expect, test } from 'vitest'
import { contentSentence, pendingSentence, resultSentence } from './explain.ts'

const result = {
  number: 1,
  success: true,
  verifiedAt: '2026-03-10T12:00:00+00:00',
  buildUrl: null,
  isReused: false,
  isPending: false,
}
const cell: MatrixCell = {
  consumer: { name: 'shop', version: '2' },
  provider: { name: 'stock', version: '5' },
  contract: { sha: 'a', publishedAt: '2026-03-10T12:00:00+00:00', firstVersion: '2' },
  result,
  next: null,
  _links: {},
}

test.each([
  [cell, 'stock 5 keeps the contract of shop 2.'],
  [{ ...cell, result: { ...result, success: false } }, 'stock 5 does not keep the contract of shop 2.'],
  [{ ...cell, result: null }, 'stock 5 has not verified the contract of shop 2 yet.'],
  [
    { ...cell, provider: { name: 'stock', version: null }, result: null },
    'No version of stock has verified the contract of shop 2 yet.',
  ],
])('the result is said in a sentence', (one, sentence) => {
  expect(resultSentence(one)).toBe(sentence)
})

test('a content that others have too is told, and a result that was found out for them', () => {
  expect(contentSentence(cell)).toBeUndefined()
  const same = { ...cell, contract: { ...cell.contract, firstVersion: '1' } }
  expect(contentSentence(same)).toBe('The contract is the same, word for word, as that of shop 1.')
  expect(contentSentence({ ...same, result: { ...result, isReused: true } })).toMatch(
    /there before 2: it was found out/,
  )
})

test('a failure that stops nobody says so', () => {
  expect(pendingSentence(cell)).toBeUndefined()
  expect(pendingSentence({ ...cell, result: { ...result, success: false, isPending: true } })).toMatch(
    /^It stops nobody/,
  )
})
