import { expect, test } from 'vitest'
import { element, isAt, property, spoken, under } from './path.ts'

test.each([
  ['id', '$.id'],
  ['_a9', '$._a9'],
  ['odd name', "$['odd name']"],
  ['a.b', "$['a.b']"],
  ['9', "$['9']"],
  ['x-y', "$['x-y']"],
  ['é', "$['é']"],
])('the property %s is at %s', (name, path) => {
  expect(property('$', name)).toBe(path)
})

test('a path moves with what it is in', () => {
  expect(under(element(property('$', 'items'), '*'), "$['odd name'].id")).toBe("$.items[*]['odd name'].id")
  expect(under('$.a', '$')).toBe('$.a')
})

test.each([
  ['$', 'the value'],
  ['$.items[*].id', 'items[*].id'],
  ['$[0]', '[0]'],
  ["$['odd name']", "['odd name']"],
])('%s is read as %s', (path, words) => {
  expect(spoken(path)).toBe(words)
})

test.each<[string, readonly PropertyKey[], boolean]>([
  ['$', [], true],
  ['$.a', [], false],
  ['$.a[*].b', ['a', 3, 'b'], true],
  ['$.a[0]', ['a', 0], true],
  ['$.a[0]', ['a', 1], false],
  ["$['x y'].*", ['x y', 'any'], true],
  ['$.a', ['b'], false],
])('%s is where %j leads: %s', (path, names, isThere) => {
  expect(isAt(path, names)).toBe(isThere)
})
