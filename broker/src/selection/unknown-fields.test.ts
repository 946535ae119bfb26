import { expect, test } from 'vitest'
import { unknownFields, unknownFieldsWarning } from './unknown-fields.ts'

test('fields that are not known are named, with what was probably meant', () => {
  const fields = unknownFields({
    includePendingStatus: true,
    include_wip_pacts_since: '2020-01-01',
    providerTags: ['x'],
    consumerVersionSelectors: [
      { mainBranch: true, consmer: 'C' },
      { branch: 'x', fallbackbranch: 'y', teamUuid: 1 },
    ],
  })
  expect(fields).toEqual([
    'include_wip_pacts_since (did you mean includeWipPactsSince?)',
    'providerTags',
    'consumerVersionSelectors[0].consmer (did you mean consumer?)',
    'consumerVersionSelectors[1].fallbackbranch (did you mean fallbackBranch?)',
    'consumerVersionSelectors[1].teamUuid',
  ])
})

test('a request that is all known has none', () => {
  const selector = { branch: 'x', fallbackBranch: 'y', consumer: 'C' }
  expect(unknownFields({ providerVersionBranch: 'main', consumerVersionSelectors: [selector] })).toEqual([])
})

test('the warning counts them', () => {
  expect(unknownFieldsWarning(['a'])).toMatch(/holds a field that this broker does not know, and ignored it: a\.$/)
  expect(unknownFieldsWarning(['a', 'b'])).toMatch(
    /holds fields that this broker does not know, and ignored them: a, b\.$/,
  )
})
