import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonValue } from '../contract/json.ts'
import { parsePath, pathText } from './json-path.ts'
import { leavesOf } from './leaves.ts'
import { placesOf } from './places.ts'

const text = `{
  "a": [1, {"odd \\"name": "x"}],
  "b" : {"a": {}, "c": [[], "z"]}
}`

test.each([
  [[], 1, 1],
  [['a'], 2, 8],
  [['a', 0], 2, 9],
  [['a', 1, 'odd "name'], 2, 27],
  [['b', 'a'], 3, 15],
  [['b', 'c', 1], 3, 29],
  [['b', 'gone', 'deeper'], 3, 9],
] as const)('the value at %j is in line %i, column %i', (path, line, column) => {
  expect(placesOf(text, [path])).toEqual([{ line, column }])
})

test('every value of any JSON is found where it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent)
      const lines = json.split('\n')
      const leaves = leavesOf(JSON.parse(json) as JsonValue, []).filter(({ isName }) => !isName)
      const places = placesOf(
        json,
        leaves.map(({ path }) => path),
      )
      for (const [index, { line, column }] of places.entries()) {
        const rest = lines[line - 1]?.slice(column - 1)
        expect(rest?.startsWith(JSON.stringify(leaves[index]?.value))).toBe(true)
      }
    }),
  )
})

test('the text of a path is read as what it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(), fc.string({ minLength: 1 }))), (path) => {
      expect(parsePath(pathText(path))).toEqual(path)
    }),
  )
})
