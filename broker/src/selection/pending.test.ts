import { describe, expect, test } from 'vitest'
import { type ProviderLine, type ProviderSuccess, pendingForAny, pendingForBranch, pendingForTags } from './pending.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const success = (name: string, day: number): ProviderSuccess => ({ name, succeededAt: at(day), settledAt: null })
const line = (name: string, day?: number): ProviderLine => ({ name, begunAt: day === undefined ? undefined : at(day) })

describe('a contract for a branch of the provider', () => {
  test.each([
    ['is pending when nobody has verified it', line('main', 1), [], true],
    ['is not once the branch has', line('main', 1), [success('main', 5)], false],
    ['is pending though another branch has, later than this one began', line('main', 4), [success('other', 5)], true],
    ['is pending when both happened at one moment', line('main', 5), [success('other', 5)], true],
    ['is not when another branch had before this one began', line('feat', 6), [success('main', 5)], false],
    ['is not when another branch has and this one does not exist yet', line('new'), [success('main', 5)], false],
    ['is pending when nobody has and the branch does not exist yet', line('new'), [], true],
    ['is not when any of several others had', line('feat', 6), [success('a', 7), success('b', 5)], false],
  ])('%s', (...[, branch, successes, isPending]) => {
    expect(pendingForBranch(branch, successes)).toEqual({ isPending, pendingTags: [], settledTags: [] })
  })
})

describe('a contract for several tags of the provider', () => {
  test('is pending as long as it is for one of them', () => {
    expect(pendingForTags([line('a', 1), line('b', 1)], [success('a', 3)])).toEqual({
      isPending: true,
      pendingTags: ['b'],
      settledTags: ['a'],
    })
  })

  test('counts for a tag what was verified before its first use', () => {
    expect(pendingForTags([line('a', 1), line('b', 4)], [success('a', 3)])).toEqual({
      isPending: false,
      pendingTags: [],
      settledTags: ['a', 'b'],
    })
  })
})

test('a contract for a build that says neither is pending until any version has verified it', () => {
  expect(pendingForAny(false).isPending).toBe(true)
  expect(pendingForAny(true).isPending).toBe(false)
})
