import { expect, test } from 'vitest'
import { type MatrixQuestion, matrixQuery } from './matrix-query.ts'

const foo = { pacticipant: 'Foo', version: '1' }

const cases: readonly (readonly [question: MatrixQuestion, query: string])[] = [
  [{ selectors: [foo] }, 'q[][pacticipant]=Foo&q[][version]=1&latestby=cvp&latest=true'],
  [{ selectors: [foo], toEnvironment: 'prod' }, 'q[][pacticipant]=Foo&q[][version]=1&latestby=cvpv&environment=prod'],
  [{ selectors: [foo], toTag: 'prod' }, 'q[][pacticipant]=Foo&q[][version]=1&latestby=cvp&tag=prod&latest=true'],
  [
    { selectors: [foo], toMainBranch: true },
    'q[][pacticipant]=Foo&q[][version]=1&latestby=cvp&mainBranch=true&latest=true',
  ],
  [
    { selectors: [{ pacticipant: 'Foo', latest: true, tag: 'main' }], toEnvironment: 'prod' },
    'q[][pacticipant]=Foo&q[][tag]=main&q[][latest]=true&latestby=cvpv&environment=prod',
  ],
  [
    {
      selectors: [
        { pacticipant: 'Foo', branch: 'feat/x' },
        { pacticipant: 'Bar', mainBranch: true },
      ],
    },
    'q[][pacticipant]=Foo&q[][branch]=feat/x&q[][latest]=true&q[][pacticipant]=Bar&q[][mainBranch]=true&q[][latest]=true&latestby=cvpv',
  ],
  [
    { selectors: [{ pacticipant: 'Foo', tag: 'x' }, { pacticipant: 'B & ar' }] },
    'q[][pacticipant]=Foo&q[][tag]=x&q[][pacticipant]=B & ar&latestby=cvpv',
  ],
  [
    {
      selectors: [foo],
      toEnvironment: 'prod',
      ignore: [{ pacticipant: 'Bar', version: '3' }, { pacticipant: 'Baz' }],
      limit: 5,
    },
    'q[][pacticipant]=Foo&q[][version]=1&ignore[][pacticipant]=Bar&ignore[][version]=3&ignore[][pacticipant]=Baz&latestby=cvpv&environment=prod&limit=5',
  ],
]

test.each(cases)('%j is asked so', (question, query) => {
  const asked = matrixQuery(question).slice(1).split('&').map(decodeURIComponent).join('&')
  expect(asked).toBe(query)
})

test('names are encoded, so that they cannot add parameters', () => {
  expect(matrixQuery({ selectors: [{ pacticipant: 'A&limit=1' }] })).toContain('=A%26limit%3D1&')
})
