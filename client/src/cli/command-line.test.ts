import { expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'

const cases: readonly (readonly [what: string, given: readonly string[], read: readonly string[]])[] = [
  ['underscores are dashes in names', ['publish', '--broker_base_url', 'a_b'], ['publish', '--broker-base-url', 'a_b']],
  ['underscores are dashes in commands', ['can_i_deploy', '-a', 'b_c'], ['can-i-deploy', '-a', 'b_c']],
  ['a value stays as it is', ['--build_url=http://a_b/?x=--y_z'], ['--build-url=http://a_b/?x=--y_z']],
  ['--skip is --no', ['publish', '--skip-merge'], ['publish', '--no-merge']],
  ['but not of what is named so', ['--skip-ssl-verification'], ['--skip-ssl-verification']],
  ['pact broker', ['broker', 'can-i-deploy', '-a', 'broker'], ['can-i-deploy', '-a', 'broker']],
  ['-h alone is help', ['publish', '-h'], ['publish', '--help']],
  ['-h with a branch is not', ['publish', '-h', 'main'], ['publish', '-h', 'main']],
  ["what follows -- is nobody's business", ['dev', '--', '--a_b'], ['dev', '--', '--a_b']],
]
test.each(cases)('%s', (_what, given, read) => {
  expect(readCommandLine(given)).toEqual(read)
})
