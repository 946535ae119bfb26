import { expect, test } from 'vitest'
import { reachWords } from './scope-words.ts'

test.each([
  ['everything', 'Everything'],
  [{ teams: [{ uuid: 't-1', name: 'Checkout' }], applications: ['shop'] }, 'Team Checkout, shop'],
  [{ teams: [], applications: [] }, 'Nothing any more'],
] as const)('%j is "%s"', (reach, text) => {
  expect(
    reachWords(reach === 'everything' ? reach : { teams: [...reach.teams], applications: [...reach.applications] }),
  ).toBe(text)
})
