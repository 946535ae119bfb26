import { describe, expect, test } from 'vitest'
import type { DeploymentAnswer } from '../broker/matrix.ts'
import { onlyAbsenceObstructs, onlyIgnoranceObstructs } from './leniency.ts'

const unknown = { deployable: null, reason: '', success: 0, failed: 0, unknown: 1 }
const failed = { deployable: false, reason: '', success: 0, failed: 1, unknown: 1 }
const compared = { consumer: null, provider: null, next: null }

const withReasons = (summary: DeploymentAnswer['summary'], ...codes: readonly string[]): DeploymentAnswer => ({
  summary,
  notices: [],
  matrix: [],
  reasons: codes.map((code) => ({
    code,
    type: code.startsWith('environment') ? ('warning' as const) : ('error' as const),
    message: code,
    ...compared,
  })),
})

const withNotices = (...texts: readonly string[]): DeploymentAnswer => ({
  summary: unknown,
  notices: texts.map((text) => ({ type: 'error', text })),
  matrix: [],
})

describe('a first deployment', () => {
  const cases: readonly (readonly [what: string, answer: DeploymentAnswer, isIt: boolean])[] = [
    ['the others are not there', withReasons(unknown, 'not-in-environment', 'not-in-environment'), true],
    ['warnings do not count', withReasons(unknown, 'environment-not-specified', 'not-tagged'), true],
    ['one is there and is not verified', withReasons(unknown, 'not-in-environment', 'not-verified'), false],
    ['one has failed', withReasons(failed, 'not-in-environment'), false],
    ['the version is not known', withReasons(unknown, 'version-not-found'), false],
    ['nothing is said', withReasons(unknown), false],
    ['it is a yes', withReasons({ ...unknown, deployable: true }, 'not-in-environment'), false],
    [
      'a Pact Broker says so',
      withNotices(
        'There is no verified pact between version 1 of Shop and a version of Stock currently in test (no version is ' +
          'currently recorded as deployed/released in this environment)',
      ),
      true,
    ],
    [
      'a Pact Broker says otherwise',
      withNotices('There is no verified pact between version 1 of Shop and Stock'),
      false,
    ],
  ]
  test.each(cases)('%s', (_what, answer, isIt) => {
    expect(onlyAbsenceObstructs(answer)).toBe(isIt)
  })
})

describe('no contracts', () => {
  const cases: readonly (readonly [what: string, answer: DeploymentAnswer, isIt: boolean])[] = [
    ['the version is not known', withReasons(failed, 'version-not-found'), true],
    ['something else as well', withReasons(failed, 'version-not-found', 'not-verified'), false],
    ['a Pact Broker says so', withNotices('No pacts or verifications have been published for version 1 of Shop'), true],
    ['a Pact Broker says otherwise', withNotices('No version with tag prod exists for Shop'), false],
    ['it is a yes', withReasons({ ...unknown, deployable: true }, 'version-not-found'), false],
  ]
  test.each(cases)('%s', (_what, answer, isIt) => {
    expect(onlyIgnoranceObstructs(answer)).toBe(isIt)
  })
})
