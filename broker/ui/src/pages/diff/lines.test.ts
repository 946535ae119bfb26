import { describe, expect, test } from 'vitest'
import { changedPart, compareLines, fold, readableJson, rowsOf } from './lines.ts'

describe('lines', () => {
  test('are counted in the text that has them, those that are gone first', () => {
    expect(compareLines('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual([
      { kind: 'same', before: 1, after: 1, text: 'a' },
      { kind: 'removed', before: 2, after: undefined, text: 'b' },
      { kind: 'added', before: undefined, after: 2, text: 'B' },
      { kind: 'same', before: 3, after: 3, text: 'c' },
      { kind: 'added', before: undefined, after: 4, text: 'd' },
    ])
  })

  test('stand side by side where one is in the place of another', () => {
    const rows = rowsOf(compareLines('a\nb\nc\nd\n', 'a\nB\nd\n'))
    expect(rows.map(({ before, after }) => [before?.text, after?.text])).toEqual([
      ['a', 'a'],
      ['b', 'B'],
      ['c', undefined],
      ['d', 'd'],
    ])
  })

  test('of one text alone are all added', () => {
    expect(compareLines('', 'a\n').map(({ kind }) => kind)).toEqual(['added'])
  })
})

test.each([
  ['changes at the start', [0], 20, [false, true]],
  ['a change in the middle', [10], 21, [true, false, true]],
  ['few lines are shown as they are', [0, 10], 11, [false, false, false]],
  ['no change', [], 5, [true]],
])('equal lines are folded: %s', (_what, changes, count, folds) => {
  const items = Array.from({ length: count }, (_, index) => index)
  const groups = fold(items, (index) => changes.includes(index))
  expect(groups.map(({ isFolded }) => isFolded)).toEqual(folds)
  expect(groups.flatMap((group) => group.items)).toEqual(items)
})

test.each([
  ['"a": 1', '"a": 25', '1'],
  ['"a": 25', '"a": 1', '25'],
  ['aa', 'a', 'a'],
  ['a', 'a', ''],
])('of %s, beside %s, %s is other', (line, other, part) => {
  expect(line.slice(...changedPart(line, other))).toBe(part)
})

test('JSON has its names in order, without what the broker added', () => {
  expect(readableJson({ b: [{ d: 1, c: 2 }], _id: 'x', a: null })).toBe(
    '{\n  "a": null,\n  "b": [\n    {\n      "c": 2,\n      "d": 1\n    }\n  ]\n}\n',
  )
  expect(readableJson(undefined)).toBe('')
})
