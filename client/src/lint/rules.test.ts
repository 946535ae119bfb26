import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isLintRule, lintRules } from './rules.ts'

test('docs/lint.md has each rule, and no other', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/lint.md'), 'utf8')
  const described = [...text.matchAll(/^\*\*`([\w-]+)`\*\* /gm)].map(([, rule]) => rule)
  expect(described).toEqual(Object.keys(lintRules))
})

test('a rule is known by its name', () => {
  expect(isLintRule('changing-time')).toBe(true)
  expect(isLintRule('toString')).toBe(false)
})
