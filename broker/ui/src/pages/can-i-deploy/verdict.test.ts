import { expect, test } from 'vitest'
import { verdictOf, verdictText } from './verdict.ts'

const summary = { reason: '', success: 0, failed: 0, unknown: 0 }

test.each([
  [true, 'yes'],
  [false, 'no'],
  [null, 'unknown'],
] as const)('deployable %s is %s', (deployable, verdict) => {
  expect(verdictOf({ summary: { ...summary, deployable } })).toBe(verdict)
})

const question = { pacticipant: 'shop', environment: 'production' }

test.each([
  ['yes', { version: '1.4.0' }, 'Yes: shop, 1.4.0, can be deployed to production'],
  ['no', { branch: 'feat/x' }, 'No: shop, the newest of feat/x, must not be deployed to production'],
  ['unknown', {}, 'Not yet: results are missing for shop, the newest of its main branch, in production'],
] as const)('%s is said in one sentence', (verdict, more, text) => {
  expect(verdictText(verdict, { ...question, ...more })).toBe(text)
})
