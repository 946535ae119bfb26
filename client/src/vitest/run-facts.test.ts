import { expect, test } from 'vitest'
import { type RanFile, keepsAfter } from './run-facts.ts'

const passed = (name: string) => ({ name, hasPassed: true })
const other = (name: string) => ({ name, hasPassed: false })
const ran = (file: string, ...tests: RanFile['tests']): RanFile => ({ file, isCollected: true, tests })
const facts = (files: readonly RanFile[], isWhole = false) => ({
  files,
  isWhole,
  isThere: (file: string) => file !== 'deleted',
})

test.each<[string, readonly RanFile[], boolean, string, boolean]>([
  ['goes when its test passed', [ran('a', passed('t'))], false, 't', false],
  ['goes when its test is no more', [ran('a', passed('u'))], false, 't', false],
  ['stays when its test was skipped, filtered out or failed', [ran('a', other('t'))], false, 't', true],
  ['stays when its file could not be loaded', [{ file: 'a', isCollected: false, tests: [] }], false, 't', true],
  ['stays when its file did not run', [ran('b', passed('t'))], false, 't', true],
  ['goes when its file is no test file of a whole run', [ran('b', passed('t'))], true, 't', false],
  ['goes when its file has no test any more', [ran('a')], false, 't', false],
  [
    'stays when its test failed in one of two projects',
    [ran('a', passed('t')), ran('a', other('t'))],
    false,
    't',
    true,
  ],
  ['stays when it is of no test and one of the file failed', [ran('a', passed('t'), other('u'))], false, '', true],
  ['goes when it is of no test and all of the file passed', [ran('a', passed('t'))], false, '', false],
])('what was captured before %s', (_, files, isWhole, name, keeps) => {
  expect(keepsAfter(facts(files, isWhole))({ file: 'a', test: name })).toBe(keeps)
})

test('what was captured before goes with its file', () => {
  expect(keepsAfter(facts([]))({ file: 'deleted', test: 't' })).toBe(false)
})

test('what is of an unknown test stays until a whole run', () => {
  expect(keepsAfter(facts([]))(undefined)).toBe(true)
  expect(keepsAfter(facts([], true))(undefined)).toBe(false)
})
