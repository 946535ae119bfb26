import { expect, test } from 'vitest'
import { readContract } from './contract.ts'
import { chosen, grouped, stateText } from './listing.ts'

const { interactions } = readContract({
  interactions: [
    { description: 'get', providerState: 'a user', request: { path: '/users/1' }, response: {} },
    { description: 'list', request: { path: '/users' }, response: { body: { Total: 3 } } },
    { description: 'put', providerState: 'a user', request: { path: '/users/1' }, response: {} },
  ],
  messages: [{ description: 'made' }],
})

const names = (choice: Parameters<typeof chosen>[1]) =>
  chosen(interactions, choice, ({ position }) => (position === 0 ? 'failed' : 'unknown')).map(
    ({ description }) => description,
  )

test.each([
  [{}, ['get', 'list', 'put', 'made']],
  [{ text: 'A LIST' }, ['list']],
  [{ text: 'total' }, ['list']],
  [{ text: 'user put' }, ['put']],
  [{ verdict: 'failed' as const }, ['get']],
  [{ verdict: 'unknown' as const, text: '/users/1' }, ['put']],
])('%j chooses %j', (choice, expected) => {
  expect(names(choice)).toEqual(expected)
})

test.each([
  ['state' as const, ['Given a user: get, put', 'Without a provider state: list, made']],
  ['path' as const, ['/users/1: get, put', '/users: list', 'Messages: made']],
])('by %s', (by, expected) => {
  const found = grouped(interactions, by).map(
    ({ name, interactions: members }) => `${name}: ${members.map(({ description }) => description).join(', ')}`,
  )
  expect(found).toEqual(expected)
})

test('a state is told with its parameters', () => {
  expect(stateText({ name: 'a user', params: [['id', '1']] })).toBe('a user (id: 1)')
})
