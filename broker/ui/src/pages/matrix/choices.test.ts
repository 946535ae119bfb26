import { expect, test } from 'vitest'
import { selectorOf, targetFields, targetOf, whichChoices, whichOf, targetChoices } from './choices.ts'

test.each(whichChoices)('$name can be chosen, and is recognised in an address', ({ value, asks }) => {
  const selector = selectorOf('shop', { which: value, text: asks && 'x' })
  expect(selector.pacticipant).toBe('shop')
  expect(whichOf(selector)).toBe(value)
  if (asks) expect(selector[asks]).toBe('x')
})

test.each(targetChoices)('$name is compared with, and recognised in an address', ({ value, asks }) => {
  const fields = targetFields({ which: value, text: asks && 'x' })
  expect(targetOf(fields)).toBe(value)
  if (asks) expect(fields).toMatchObject({ [asks]: 'x' })
})
