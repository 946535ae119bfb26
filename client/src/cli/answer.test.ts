import { describe, expect, test } from 'vitest'
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { MatrixQuestion } from '../broker/matrix-query.ts'
import { failureLines, reasonLines, rowTable, verdictLine } from './answer.ts'
import { textOf } from './report.ts'

const summary = { deployable: true, reason: '', success: 1, failed: 0, unknown: 0 }
const nothing: DeploymentAnswer = { summary, notices: [], matrix: [] }
const shop = { pacticipant: 'Shop', version: '1' }

const version = (number: string) => ({
  number,
  branch: null,
  branches: [],
  branchVersions: [],
  environments: [],
  _links: {},
  tags: [],
})

/** Of Shop with that provider. */
function row(provider: string, success: boolean | null): DeploymentAnswer['matrix'][number] {
  const _links = { self: { href: `http://b/${provider}` } }
  return {
    consumer: { name: 'Shop', version: version('1'), _links: {} },
    provider: { name: provider, version: success === null ? null : version('5'), _links: {} },
    pact: { createdAt: '2026-11-22T10:00:00+00:00', _links: {} },
    verificationResult: success === null ? null : { success, verifiedAt: '2026-11-22T10:00:00+00:00', _links },
  }
}

describe('the answer in one sentence', () => {
  const cases: readonly (readonly [question: MatrixQuestion, deployable: boolean | null, sentence: string])[] = [
    [{ selectors: [shop], toEnvironment: 'production' }, true, 'Yes: Shop version 1 can be deployed to production.'],
    [{ selectors: [shop], toEnvironment: 'production' }, false, 'No: Shop version 1 cannot be deployed to production.'],
    [
      { selectors: [shop], toEnvironment: 'production' },
      null,
      'Not yet: Shop version 1 cannot be deployed to production, since not all of it is verified.',
    ],
    [{ selectors: [shop], toTag: 'prod' }, true, 'Yes: Shop version 1 can be deployed with what is tagged prod.'],
    [
      { selectors: [shop], toMainBranch: true },
      false,
      'No: Shop version 1 cannot be merged with the main branches of the others.',
    ],
    [
      { selectors: [{ pacticipant: 'Shop', branch: 'main' }] },
      true,
      'Yes: the latest Shop from branch main can be deployed with the latest of the others.',
    ],
    [
      {
        selectors: [
          { pacticipant: 'Shop', mainBranch: true },
          { pacticipant: 'Stock', latest: true, tag: 'prod' },
        ],
      },
      false,
      'No: the latest Shop from its main branch and the latest Stock tagged prod cannot be deployed together.',
    ],
    [
      {
        selectors: [{ pacticipant: 'Shop', tag: 'a' }, { pacticipant: 'Stock', latest: true }, { pacticipant: 'Till' }],
      },
      true,
      'Yes: each Shop tagged a and the latest Stock and any Till can be deployed together.',
    ],
  ]
  test.each(cases)('%j is %s', (question, deployable, sentence) => {
    expect(verdictLine(question, { ...nothing, summary: { ...summary, deployable } }).text).toBe(sentence)
  })
})

test('the rows are a table, with the way to what failed', () => {
  const matrix = [
    row('Stock', true),
    row('Billing', false),
    row('Mail', null),
    { ...row('Old', false), ignored: true as const },
  ]
  const answer = { ...nothing, matrix }
  const lines = [...textOf([rowTable(answer)], 'table'), ...failureLines(answer)]
  expect(lines.map(({ text }) => text)).toEqual([
    'CONSUMER  VERSION  PROVIDER  VERSION  VERIFIED',
    'Shop      1        Stock     5        yes',
    'Shop      1        Billing   5        no',
    'Shop      1        Mail               not yet',
    'Shop      1        Old       5        no (ignored)',
    'Failed: http://b/Billing',
  ])
})

test('no rows are no table', () => {
  expect(textOf([rowTable(nothing)], 'table')).toEqual([])
})

test('each reason has the command that helps below it', () => {
  const compared = { consumer: null, provider: null }
  const reasons: NonNullable<DeploymentAnswer['reasons']> = [
    { code: 'version-not-found', type: 'error', message: 'there is no result', ...compared, next: 'npm test' },
    { code: 'from-the-future', type: 'info', message: 'Something new', ...compared, next: null },
  ]
  expect(reasonLines({ ...nothing, reasons, notices: [{ type: 'error', text: 'not shown' }] })).toEqual([
    { text: '✗ There is no result', format: 'red' },
    { text: '  Next: npm test' },
    { text: '· Something new', format: 'dim' },
  ])
})

test('a reason says whose turn it is', () => {
  const sides = { consumer: { name: 'Shop', version: '1' }, provider: { name: 'Stock', version: null } }
  const about = { type: 'error', message: 'no', ...sides, next: 'do it' } as const
  const reasons = [
    { code: 'not-verified', ...about },
    { code: 'verification-failed', ...about },
  ]
  expect(reasonLines({ ...nothing, reasons }).map(({ text }) => text)).toEqual([
    '✗ No',
    '  Next, for Stock: do it',
    '✗ No',
    '  Next, for Stock or Shop: do it',
  ])
})

test('what is allowed in spite of a no says by what', () => {
  const question = { selectors: [shop], toEnvironment: 'production' }
  const answer = { ...nothing, summary: { ...summary, deployable: null }, allowedBy: '--first-deployment' }
  expect(verdictLine(question, answer).text).toBe(
    'Yes: Shop version 1 can be deployed to production, as --first-deployment allows it.',
  )
})

test('the notices of a broker without reasons are shown', () => {
  const notices = [
    { type: 'warning', text: 'WARN: take care' },
    { type: 'danger', text: 'it failed' },
  ] as const
  expect(reasonLines({ ...nothing, notices: [...notices] }).map(({ text }) => text)).toEqual([
    '! WARN: take care',
    '✗ It failed',
  ])
})
