import { expect, test } from 'vitest'
import { placeAfter } from './grid-cells.ts'

const size = { rows: 2, columns: 3 }

test.each([
  ['ArrowDown', { row: 1, column: 1 }],
  ['ArrowUp', undefined],
  ['ArrowLeft', { row: 0, column: 0 }],
  ['ArrowRight', { row: 0, column: 2 }],
  ['Home', { row: 0, column: 0 }],
  ['End', { row: 0, column: 2 }],
  ['a', undefined],
])('%s leads from the middle of the first row to %j', (key, place) => {
  expect(placeAfter(key, { row: 0, column: 1 }, size)).toEqual(place)
})
