import { describe, expect, test } from 'vitest'
import { BrokerError } from '../kernel/broker-error.ts'
import { parse } from '../kernel/validation.ts'
import { forVerificationRequest } from './for-verification-request.ts'

function problems(request: unknown): unknown {
  try {
    parse(forVerificationRequest, request)
    return undefined
  } catch (error) {
    return error instanceof BrokerError ? error.details : error
  }
}

const missing =
  'must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, ' +
  'latest=true, deployed=true, released=true or deployedOrReleased=true'

const emptyBranch =
  'when pending or WIP pacts are enabled and there are no tags provided, the provider version branch must not be an ' +
  'empty string, as it is used in the calculations for WIP/pending. A value must be provided (recommended), or it must ' +
  'not be set at all.'

describe('a selector', () => {
  test.each<[unknown, readonly string[]]>([
    [{ mainBranch: true }, []],
    [{ mainBranch: true, latest: true, consumer: 'C' }, []],
    [{ branch: 'x', latest: true, fallbackBranch: 'y' }, []],
    [{ branch: true, consumer: 'C' }, []],
    [{ matchingBranch: true, consumer: 'C' }, []],
    [{ tag: 'x' }, []],
    [{ tag: 'x', latest: false }, []],
    [{ tag: 'x', latest: true, fallbackTag: 'y' }, []],
    [{ latest: true }, []],
    [{ deployed: true, environment: 'test' }, []],
    [{ environment: 'test' }, []],
    [{ mainBranch: true, somethingNew: 1 }, []],
    [{}, [missing]],
    [{ consumer: 'C' }, [missing]],
    [{ latest: false }, [missing]],
    [{ branch: ' ' }, [missing]],
    [{ mainbranch: true }, [missing, 'has a field that is not known: mainbranch (did you mean mainBranch?)']],
    [{ mainBranch: false }, ['mainBranch must be one of: true']],
    [{ latest: 'true' }, ['latest must be one of: true, false']],
    [{ branch: 1 }, ['branch must be a string or branch must be equal to true']],
    [{ branch: false }, ['branch must be a string or branch must be equal to true']],
    [{ branch: '' }, ['branch must be filled']],
    [{ tag: 1 }, ['tag must be a string']],
    [{ tag: null }, ['tag must be filled']],
    [{ latest: true, consumer: ' ' }, ['consumer cannot be blank']],
    [{ latest: true, consumer: '' }, ['consumer must be filled']],
    [{ environment: '' }, ['environment must be filled']],
    [{ tag: 'a\u0000' }, ['tag cannot contain a NUL character']],
    [
      { mainBranch: false, tag: '', consumer: ' ' },
      ['mainBranch must be one of: true', 'tag must be filled', 'consumer cannot be blank'],
    ],
    [{ mainBranch: true, tag: 'x' }, ['cannot specify mainBranch=true with any other criteria apart from consumer']],
    [{ mainBranch: true, latest: false }, ['cannot specify mainBranch=true with latest=false']],
    [
      { matchingBranch: true, latest: true },
      ['cannot specify matchingBranch=true with any other criteria apart from consumer'],
    ],
    [{ tag: 'x', branch: 'y' }, ['cannot specify both a tag and a branch']],
    [{ tag: 'x', environment: 'y' }, ['cannot specify the field tag with the field environment']],
    [
      { latest: true, branch: 'x', deployed: true, environment: 'y' },
      ['cannot specify the fields branch/latest with the fields deployed/environment'],
    ],
    [{ tag: 'x', fallbackTag: 'y' }, ['fallbackTag can only be set if latest is true']],
    [{ latest: true, fallbackTag: 'y' }, ['a tag must be specified when a fallbackTag is specified']],
    [{ latest: true, fallbackBranch: 'y' }, ['a branch must be specified when a fallbackBranch is specified']],
    [
      { branch: 'x', fallbackBranch: 'y', latest: false },
      ['fallbackBranch can only be set if latest is true', 'cannot specify a branch with latest=false'],
    ],
    [{ branch: 'x', latest: false }, ['cannot specify a branch with latest=false']],
    [
      { deployed: true, released: true, deployedOrReleased: true },
      [
        'cannot specify both deployed=true and released=true',
        'cannot specify both deployed=true and deployedOrReleased=true',
        'cannot specify both released=true and deployedOrReleased=true',
      ],
    ],
  ])('%j', (selector, messages) => {
    const expected = messages.map((message) => `${message} (at index 0)`)
    const found = problems({ providerVersionBranch: 'main', consumerVersionSelectors: [selector] })
    expect(found).toEqual(expected.length === 0 ? undefined : { consumerVersionSelectors: expected })
  })

  test('that matches the own branch needs one', () => {
    const message =
      'the providerVersionBranch must be specified when the selector matchingBranch=true is used (at index 0)'
    const selectors = { consumerVersionSelectors: [{ matchingBranch: true }] }
    for (const branch of [{}, { providerVersionBranch: '' }, { providerVersionBranch: null }]) {
      expect(problems({ ...branch, ...selectors })).toEqual({ consumerVersionSelectors: [message] })
    }
  })

  test('is judged though another one has mistakes', () => {
    const selectors = [{ tag: 1 }, {}, 'main', { branch: 'x' }]
    expect(problems({ includePendingStatus: 'yes', consumerVersionSelectors: selectors })).toEqual({
      consumerVersionSelectors: [
        'tag must be a string (at index 0)',
        'must be a hash (at index 2)',
        `${missing} (at index 1)`,
      ],
      includePendingStatus: ['must be one of: true, false'],
    })
  })
})

describe('a request', () => {
  test.each<[unknown, unknown]>([
    [{}, undefined],
    [{ providerVersionBranch: null, providerVersionTags: null }, undefined],
    [{ providerVersionBranch: '' }, undefined],
    [{ providerVersionBranch: '', includePendingStatus: true, providerVersionTags: ['x'] }, undefined],
    [{ includeWipPactsSince: '2020-01-01', includePendingStatus: false }, undefined],
    [{ includeWipPactsSince: '2020-01-01T10:00:00+02:00' }, undefined],
    [[], { '': ['must be a hash'] }],
    [{ providerVersionBranch: ' ' }, { providerVersionBranch: ['cannot be blank'] }],
    [{ providerVersionBranch: 5 }, { providerVersionBranch: ['must be a string'] }],
    [{ providerVersionBranch: '', includePendingStatus: true }, { providerVersionBranch: [emptyBranch] }],
    [{ providerVersionBranch: '', includeWipPactsSince: '2020-01-01' }, { providerVersionBranch: [emptyBranch] }],
    [{ providerVersionTags: 'x' }, { providerVersionTags: ['must be an array'] }],
    [{ providerVersionTags: [1] }, { providerVersionTags: ['must be a string (at index 0)'] }],
    [{ includePendingStatus: 'true' }, { includePendingStatus: ['must be one of: true, false'] }],
    [{ includePendingStatus: null }, { includePendingStatus: ['must be filled'] }],
    [{ includeWipPactsSince: 'yesterday' }, { includeWipPactsSince: ['must be a date'] }],
    [{ includeWipPactsSince: '' }, { includeWipPactsSince: ['must be a date'] }],
    [{ includeWipPactsSince: null }, { includeWipPactsSince: ['must be a date'] }],
    [{ includeWipPactsSince: 5 }, { includeWipPactsSince: ['must be a date'] }],
    [{ includeWipPactsSince: '2020-99-99' }, { includeWipPactsSince: ['must be a date'] }],
    [{ consumerVersionSelectors: {} }, { consumerVersionSelectors: ['must be an array'] }],
    [{ consumerVersionSelectors: null }, { consumerVersionSelectors: ['must be an array'] }],
    [{ consumerVersionSelectors: ['main'] }, { consumerVersionSelectors: ['must be a hash (at index 0)'] }],
  ])('%j', (request, expected) => {
    expect(problems(request)).toEqual(expected)
  })
})
