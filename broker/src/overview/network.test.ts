import { describe, expect, test } from 'vitest'
import { type Connection, groupAround, networkRows } from './network.ts'

const party = (name: string) => ({ id: name.charCodeAt(0) - 64, name })
const connections = (...pairs: readonly string[]): readonly Connection[] =>
  pairs.map((pair) => ({ consumer: party(pair.charAt(0)), provider: party(pair.charAt(1)) }))
const named = (group: readonly Connection[]) => group.map(({ consumer, provider }) => consumer.name + provider.name)

describe('a group', () => {
  const all = connections('BC', 'AB', 'XY', 'CD', 'DA')

  test('is everything that can be reached in either direction', () => {
    expect(named(groupAround(all, 1))).toEqual(['BC', 'AB', 'CD', 'DA'])
    expect(named(groupAround(all, 25))).toEqual(['XY'])
    expect(groupAround(all, 26)).toEqual([])
  })

  test('ends with the ring of neighbours that reaches the limit', () => {
    const line = connections('AB', 'BC', 'CD', 'DE')
    expect([1, 2, 3, 4].map((limit) => named(groupAround(line, 1, limit)))).toEqual([
      ['AB'],
      ['AB'],
      ['AB', 'BC'],
      ['AB', 'BC', 'CD'],
    ])
  })
})

describe('the rows of a network', () => {
  test('have the providers of each, filled up with zeros', () => {
    expect(networkRows(connections('AB', 'AC', 'CB', 'DD'))).toEqual([
      [1, 'A', 1, 1, 0, 1, 2, 3],
      [2, 'B', 1, 1, 0, 2, 0, 0],
      [3, 'C', 1, 1, 0, 3, 2, 0],
      [4, 'D', 1, 1, 0, 4, 4, 0],
    ])
    expect(networkRows([])).toEqual([])
  })
})
