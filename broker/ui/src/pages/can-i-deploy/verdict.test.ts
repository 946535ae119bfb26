import { expect, test } from 'vitest'
import { verdictOf, verdictText, versionOf } from './verdict.ts'

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
  ['allowed', { version: '1.4.0' }, 'Allowed all the same: shop, 1.4.0, to production'],
  ['yes', { version: '1.4.0' }, 'Yes: shop, 1.4.0, can be deployed to production'],
  ['no', { branch: 'feat/x' }, 'No: shop, the newest of feat/x, must not be deployed to production'],
  ['unknown', {}, 'Not yet: results are missing for shop, the newest of its main branch, in production'],
] as const)('%s is said in one sentence', (verdict, more, text) => {
  expect(verdictText(verdict, { ...question, ...more })).toBe(text)
})

test('an override makes it allowed', () => {
  const times = { createdAt: '2026-01-01T10:00:00Z', expiresAt: '2026-01-02T10:00:00Z' }
  const override = { uuid: 'o-1', reason: 'behind a flag', createdBy: 'Ada', ...times, _links: {} }
  expect(verdictOf({ summary: { ...summary, deployable: true, override } })).toBe('allowed')
})

test('the version that was asked about is the one that is said, or that all rows have', () => {
  const row = (consumer: string, provider: string) => ({
    consumer: { name: 'shop', version: { number: consumer } },
    provider: { name: 'orders', version: { number: provider } },
  })
  const answer = (...rows: unknown[]) => ({ matrix: rows }) as unknown as Parameters<typeof versionOf>[0]
  expect(versionOf(answer(), { ...question, version: '2' })).toBe('2')
  expect(versionOf(answer(row('1', '7'), row('1', '8')), question)).toBe('1')
  expect(versionOf(answer(row('1', '7')), { ...question, pacticipant: 'orders' })).toBe('7')
  expect(versionOf(answer(row('1', '7'), row('2', '7')), question)).toBeUndefined()
})
