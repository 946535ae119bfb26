import { expect, test } from 'vitest'
import { sentencesOf } from './error-body.ts'

const cases: readonly (readonly [what: string, body: unknown, sentences: readonly string[]])[] = [
  ['one sentence', { error: "No pacticipant with name 'X' found" }, ["No pacticipant with name 'X' found"]],
  [
    'sentences by field',
    { errors: { name: ['is missing'], branch: 'cannot be blank' } },
    ['name: is missing', 'branch: cannot be blank'],
  ],
  ['sentences of no field', { errors: { '': ['Must specify an environment.'] } }, ['Must specify an environment.']],
  [
    'a plain list',
    { errors: ['Pacticipant X not found', 'The limit must be 1 or greater.'] },
    ['Pacticipant X not found', 'The limit must be 1 or greater.'],
  ],
  ['a logged failure', { error: { message: 'An error has occurred.', reference: 'ABC' } }, ['An error has occurred.']],
  [
    'notices, which say more than the errors beside them',
    {
      notices: [
        { type: 'error', text: 'Cannot change' },
        { type: 'info', text: ' -1 +2\n' },
      ],
      errors: { contracts: ['Cannot change'] },
    },
    ['Cannot change', ' -1 +2'],
  ],
  ['a problem', { title: 'Not found', detail: 'No such thing', status: 404 }, ['No such thing']],
  [
    'a problem with several parts',
    { title: 'Validation errors', errors: [{ detail: 'is missing', pointer: '/name' }, { title: 'Odd' }] },
    ['/name: is missing', 'Odd'],
  ],
  ['nothing', {}, []],
  ['empty sentences', { error: ' ', errors: [] }, []],
  ['no object', 'oops', []],
  ['no body', undefined, []],
]

test.each(cases)('the sentences of %s are found', (_what, body, sentences) => {
  expect(sentencesOf(body)).toEqual(sentences)
})
