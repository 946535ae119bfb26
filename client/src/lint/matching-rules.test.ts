import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../contract/json.ts'
import { isRuled, readMatchingRules } from './matching-rules.ts'

const all = (...matchers: readonly JsonObject[]): JsonObject => ({ combine: 'AND', matchers })
const type = all({ match: 'type' })

describe('another value is taken where a rule says so', () => {
  const rules = readMatchingRules({
    path: all({ match: 'regex', regex: '/a/.*' }),
    query: { page: type },
    header: { 'X-Id': type },
    body: {
      '$.items': all({ match: 'type', min: 1 }),
      '$.items[*].fixed': all({ match: 'equality' }),
      "$['odd name']": type,
      '$.map.*.id': type,
    },
  })

  test.each([
    ['path', [], true],
    ['query', ['page', 0], true],
    ['query', ['size', 0], false],
    ['header', ['x-id', 0], true],
    ['header', ['Date', 0], false],
    ['body', ['items', 3, 'id'], true],
    ['body', ['items', 3, 'fixed'], false],
    ['body', ['odd name'], true],
    ['body', ['map', 'any', 'id'], true],
    ['body', ['map', 'any', 'name'], false],
    ['body', ['other'], false],
    ['metadata', ['topic'], false],
  ] as const)('%s %j: %s', (part, path, expected) => {
    expect(isRuled(rules, part, path)).toBe(expected)
  })
})

test('specification 2 has all rules in one table', () => {
  const rules = readMatchingRules({
    '$.body.id': { match: 'type' },
    '$.headers.X-Id': { match: 'regex', regex: '.*' },
    '$.header.X-Other[0]': { match: 'type' },
    '$.query.page': { min: 1 },
    '$.path': { match: 'regex', regex: '.*' },
    '$.body.same': { match: 'equality' },
  })
  expect(isRuled(rules, 'body', ['id'])).toBe(true)
  expect(isRuled(rules, 'body', ['same'])).toBe(false)
  expect(isRuled(rules, 'header', ['x-id'])).toBe(true)
  expect(isRuled(rules, 'header', ['X-Other', 0])).toBe(true)
  expect(isRuled(rules, 'query', ['page'])).toBe(true)
  expect(isRuled(rules, 'path', [])).toBe(true)
})
