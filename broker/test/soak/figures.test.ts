import { describe, expect, test } from 'vitest'
import { feltOf, memoryGrowth, percentile } from './figures.ts'

describe('percentile', () => {
  test.each([
    [[], 0],
    [[7], 7],
    [Array.from({ length: 100 }, (_, index) => 100 - index), 95],
  ])('%j', (values, expected) => {
    expect(percentile(values, 95)).toBe(expected)
  })
})

const quick = (at: number) => ({ at, milliseconds: 10, failed: false })
const steady = Array.from({ length: 600 }, (_, index) => quick(index * 100))

describe('how long a fault is felt', () => {
  const faults = [
    { at: 20_500, what: 'a broker' },
    { at: 40_500, what: 'the database' },
  ]

  test('not at all when every second is as before', () => {
    expect(feltOf(steady, faults)).toEqual({ recoveries: [0, 0], others: [] })
  })

  test('until five seconds in a row are quick and without a failure', () => {
    const disturbed = steady.map((sample) => {
      if (sample.at >= 20_500 && sample.at < 22_100) return { ...sample, milliseconds: 500 }
      return sample.at === 45_000 || sample.at === 51_000 ? { ...sample, failed: true } : sample
    })
    expect(feltOf(disturbed, faults)).toEqual({ recoveries: [2500, 5500], others: [52_000] })
  })
})

test('memory that grows by half and memory that does not', () => {
  const readings = (bytes: (index: number) => number) =>
    Array.from({ length: 40 }, (_, index) => ({ at: index, bytes: bytes(index) }))
  expect(memoryGrowth(readings(() => 5))).toBe(1)
  expect(memoryGrowth(readings((index) => (index < 25 ? 100 : 150)))).toBe(1.5)
})
