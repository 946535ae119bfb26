import { describe, expect, test } from 'vitest'
import { type Direction, estateOf, neighbourhood, pairsOf } from './estate.ts'

const pair = (names: string) => ({
  consumer: names.charAt(0),
  provider: names.charAt(1),
  state: 'verified' as const,
  version: '1',
})

function estate(...pairs: readonly string[]) {
  const names = [...new Set(pairs.join(''))].toSorted()
  return estateOf({
    pacticipants: names.map((name) => ({ name, labels: [], team: null })),
    integrations: pairs.map(pair),
  })
}

const chain = estate('AB', 'BC', 'CD', 'DE', 'XC')
const around = (focus: string, steps: number, direction: Direction = 'both') =>
  [...neighbourhood(chain, { focus, steps, direction }).keys()].join('')

test('an application knows its consumers and its providers', () => {
  expect(chain.get('C')).toMatchObject({ consumers: [pair('BC'), pair('XC')], providers: [pair('CD')] })
})

describe('a neighbourhood', () => {
  test.each([
    ['C', 1, 'both', 'BCDX'],
    ['C', 2, 'both', 'ABCDEX'],
    ['C', 1, 'consumers', 'BCX'],
    ['C', 2, 'consumers', 'ABCX'],
    ['B', 2, 'providers', 'BCD'],
    ['E', 1, 'providers', 'E'],
    ['A', 5, 'both', 'ABCDEX'],
    ['nobody', 5, 'both', ''],
  ] as const)('of %s, %i steps, %s', (focus, steps, direction, expected) => {
    expect(around(focus, steps, direction)).toBe(expected)
  })

  test('has all pairs that are among those in it, in circles as well', () => {
    const circle = estate('AB', 'BC', 'CA', 'CZ', 'AA')
    const part = neighbourhood(circle, { focus: 'A', steps: 1, direction: 'both' })
    expect(pairsOf(part).map(({ consumer, provider }) => consumer + provider)).toEqual(['AB', 'AA', 'BC', 'CA'])
  })
})
