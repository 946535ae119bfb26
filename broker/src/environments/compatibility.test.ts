import { expect, test } from 'vitest'
import { type Fact, compatibilityIn, compatibilityOf } from './compatibility.ts'

const fact = (success: boolean | null, given: Partial<Fact> = {}): Fact => ({
  environmentId: 1,
  versionId: 1,
  pacticipant: 'orders',
  version: '5',
  role: 'provider',
  success,
  ...given,
})
const absent = fact(null, { version: null })

test.each([
  ['alone', []],
  ['compatible', [fact(true), fact(true)]],
  ['unknown', [fact(true), fact(null)]],
  ['unknown', [absent, fact(true)]],
  ['incompatible', [fact(true), fact(null), fact(false)]],
] as const)('%s', (verdict, facts) => {
  expect(compatibilityOf(facts).verdict).toBe(verdict)
})

test('names failures first, and of very many troubles the first', () => {
  const many = Array.from({ length: 30 }, () => fact(null))
  const { counts, troubles } = compatibilityOf([fact(true), absent, ...many, fact(false, { role: 'consumer' })])
  expect(counts).toEqual({ verified: 1, failed: 1, unknown: 31 })
  expect(troubles).toHaveLength(20)
  expect(troubles.slice(0, 3)).toEqual([
    { pacticipant: 'orders', version: '5', role: 'consumer', outcome: 'failed' },
    { pacticipant: 'orders', version: null, role: 'provider', outcome: 'absent' },
    { pacticipant: 'orders', version: '5', role: 'provider', outcome: 'unverified' },
  ])
})

test('a version may fit in one environment and not in another', () => {
  const fits = compatibilityIn([fact(true), fact(false, { environmentId: 2 })])
  expect(fits({ environmentId: 1, versionId: 1 }).verdict).toBe('compatible')
  expect(fits({ environmentId: 2, versionId: 1 }).verdict).toBe('incompatible')
  expect(fits({ environmentId: 2, versionId: 2 }).verdict).toBe('alone')
})
