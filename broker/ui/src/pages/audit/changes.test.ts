import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'

test('what is new, gone or different is told, fact by fact', () => {
  const before = { name: 'shop', mainBranch: 'master', events: ['a', 'b'], url: null }
  const after = { name: 'shop', mainBranch: 'main', events: ['a'], url: 'https://x', nested: { a: 1 } }
  expect(changesOf(before, after)).toEqual([
    { name: 'main branch', before: 'master', after: 'main' },
    { name: 'events', before: 'a, b', after: 'a' },
    { name: 'url', before: undefined, after: 'https://x' },
    { name: 'nested', before: undefined, after: '{"a":1}' },
  ])
  expect(changesOf(null, { role: 'viewer' })).toEqual([{ name: 'role', before: undefined, after: 'viewer' }])
  expect(changesOf(null, null)).toEqual([])
})
