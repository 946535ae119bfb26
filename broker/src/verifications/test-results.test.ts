import { describe, expect, test } from 'vitest'
import { interactionResults } from './test-results.ts'

const interactions = [
  { id: 1, hash: 'aaa', description: 'a request', providerStates: [{ name: 'one' }] },
  { id: 2, hash: 'bbb', description: 'a request', providerStates: [{ name: 'two' }] },
  { id: 3, hash: 'ccc', description: 'another request', providerStates: [] },
  { id: 4, hash: 'ddd', description: 'with two states', providerStates: [{ name: 'one' }, { name: 'two' }] },
]

const outcomes = (testResults: unknown) =>
  interactionResults(testResults, interactions).map(({ interactionId, success }) => [interactionId, success])

function rubyTest(status: string, more: object = {}) {
  return { status, interactionProviderState: 'one', interactionDescription: 'a request', ...more }
}

describe('the results of interactions', () => {
  test('are read as Pact-Rust sends them', () => {
    const testResults = [
      { interactionDescription: 'a request', interactionId: 'aaa', success: true },
      {
        interactionDescription: 'a request',
        interactionId: 'bbb',
        mismatches: [
          { attribute: 'body', description: 'Expected 2 to be equal to 1', identifier: '$.a' },
          { attribute: 'status', description: 'expected 200 but was 500' },
        ],
        success: false,
      },
      {
        interactionId: 'ccc',
        success: false,
        exceptions: [{ message: 'connection refused', exceptionClass: 'IOException' }],
      },
    ]
    expect(interactionResults(testResults, interactions)).toEqual([
      { interactionId: 1, success: true, mismatches: [] },
      {
        interactionId: 2,
        success: false,
        mismatches: [
          { attribute: 'body', identifier: '$.a', description: 'Expected 2 to be equal to 1' },
          { attribute: 'status', description: 'expected 200 but was 500' },
        ],
      },
      { interactionId: 3, success: false, mismatches: [{ attribute: 'exception', description: 'connection refused' }] },
    ])
  })

  test('are read as pact-ruby sends them, several tests to one interaction', () => {
    const tests = [
      rubyTest('passed'),
      rubyTest('failed', {
        differences: [{ description: 'expected 200 got 500' }],
        exception: { class: 'X', message: 'boom' },
      }),
    ]
    expect(interactionResults({ summary: {}, tests }, interactions)).toEqual([
      {
        interactionId: 1,
        success: false,
        mismatches: [{ description: 'expected 200 got 500' }, { attribute: 'exception', description: 'boom' }],
      },
    ])
  })

  test.each<[string, unknown, unknown]>([
    ['the only one of a description', { interactionDescription: 'another request', success: true }, [[3, true]]],
    ['none, when several have the description', { interactionDescription: 'a request', success: true }, []],
    [
      'the one of description and state',
      { interactionDescription: 'a request', interactionProviderState: 'two', success: true },
      [[2, true]],
    ],
    [
      'none of another state',
      { interactionDescription: 'a request', interactionProviderState: 'three', success: true },
      [],
    ],
    [
      'one by description, when the id is empty',
      { interactionId: '', interactionDescription: 'another request', success: true },
      [[3, true]],
    ],
    [
      'one by description, when the id is not known',
      { interactionId: 'zzz', interactionDescription: 'another request', success: false },
      [[3, false]],
    ],
    ['none without an outcome', { interactionId: 'aaa' }, []],
    ['none without a name', { success: true }, []],
  ])('belong to %s', (_, item, expected) => {
    expect(outcomes([item])).toEqual(expected)
  })

  test.each([
    undefined,
    null,
    'fine',
    5,
    {},
    { tests: 'none' },
    [null, 'x', [], 5],
    [{ interactionId: 5, success: 'yes' }],
  ])('are none in %j', (testResults) => expect(outcomes(testResults)).toEqual([]))
})
