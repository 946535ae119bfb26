import { expect, test } from 'vitest'
import { readSearch, searchText } from './search-text.ts'

test.each([
  ['?q=a+b&page=2', { q: 'a b', page: '2' }],
  ['?q=a&q=b', { q: 'b' }],
  ['?q=[x]&odd[=1&[]=2', { q: '[x]', 'odd[': '1', '[]': '2' }],
  ['?success[]=true&success[]=', { success: ['true', ''] }],
  [
    '?q[][pacticipant]=Shop&q[][version]=1&q%5B%5D%5Bpacticipant%5D=Stock&latestby=cvpv',
    { q: [{ pacticipant: 'Shop', version: '1' }, { pacticipant: 'Stock' }], latestby: 'cvpv' },
  ],
  [
    '?q[0][pacticipant]=A&q[1][version]=2&q[1][pacticipant]=B',
    { q: [{ pacticipant: 'A' }, { version: '2', pacticipant: 'B' }] },
  ],
  [
    '?q[][pacticipant]=A&q[][pacticipant]=B&q[][version]=1&q[][version]=2',
    {
      q: [
        { pacticipant: 'A', version: '1' },
        { pacticipant: 'B', version: '2' },
      ],
    },
  ],
])('%s is read', (search, values) => {
  expect(readSearch(search)).toEqual(values)
})

test.each([
  [{ q: 'a b', page: 2, label: '', state: undefined, all: false }, '?q=a+b&page=2'],
  [{}, ''],
  [{ q: '[x]' }, '?q=%5Bx%5D'],
  [
    { q: [{ pacticipant: 'A', version: '1', tag: '' }, { pacticipant: 'B&C' }] },
    '?q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B%26C',
  ],
  [{ success: ['true', ''], ignore: [] }, '?success[]=true&success[]='],
])('%j is written', (values, search) => {
  expect(searchText(values)).toBe(search)
})
