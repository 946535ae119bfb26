import { describe, expect, test } from 'vitest'
import { type WorkingTree, describeVersion } from './version.ts'

const clean: WorkingTree = { commit: 'c0ffee', branch: 'main', changed: [], fingerprint: undefined }
const dirty: WorkingTree = { ...clean, changed: ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'], fingerprint: '1a2b3c4d' }
const build = { system: 'CircleCI', commit: 'beef', branch: 'fix/y', url: 'https://ci.org/1' }

describe('the version of the code', () => {
  test('is the commit and the branch that are checked out', () => {
    expect(describeVersion({ tree: clean })).toEqual({ number: 'c0ffee', branch: 'main', warnings: [] })
  })

  test('takes the commit from the working tree and the branch from the build', () => {
    expect(describeVersion({ tree: { ...clean, branch: undefined }, build })).toEqual({
      number: 'c0ffee',
      branch: 'fix/y',
      buildUrl: 'https://ci.org/1',
      warnings: [],
    })
  })

  test('is what the build says where there is no repository', () => {
    expect(describeVersion({ build })).toMatchObject({ number: 'beef', branch: 'fix/y' })
  })

  test('has no number where nothing tells one', () => {
    expect(describeVersion({})).toEqual({ warnings: [] })
    expect(describeVersion({ build: { system: 'Codeship' } })).toEqual({ warnings: [] })
  })

  test('is another one than the commit when a person has changed files', () => {
    const { number, warnings } = describeVersion({ tree: dirty })
    expect(number).toBe('c0ffee-dirty-1a2b3c4d')
    expect(warnings).toEqual([expect.stringContaining('a.ts, b.ts, c.ts and 2 more')])
  })

  test('stays the commit, with a warning, when a build has changed files', () => {
    const { number, warnings } = describeVersion({ tree: dirty, build })
    expect(number).toBe('c0ffee')
    expect(warnings).toEqual([expect.stringContaining('a.ts, b.ts, c.ts and 2 more')])
  })
})
