import { expect, test } from 'vitest'
import { contractChanges } from '../contract/comparison/contract-changes.ts'
import { changeBlocks } from './changes-text.ts'
import { textOf } from './report.ts'

const call = (description: string, body: object, more: object = {}) => ({
  description,
  request: { method: 'GET', path: '/orders/1', ...more },
  response: { status: 200, body },
})

const lines = (before: readonly object[], after: readonly object[]) =>
  textOf(changeBlocks(contractChanges({ interactions: before }, { interactions: after })), 'text')

test('the sentence comes first, then each interaction with its changes and their reasons', () => {
  const found = lines(
    [call('an order', { id: 1, note: 'x' }), call('gone', {})],
    [
      {
        ...call('an order', { id: 1, total: 2 }, { query: { vat: ['1'] } }),
        providerStates: [{ name: 'it is there' }],
      },
    ],
  )
  expect(found.map(({ text }) => text)).toEqual([
    '1 breaking, 2 unknown, 2 safe changes for the provider',
    '',
    'an order given it is there (GET /orders/1)',
    '  ✗ breaking: Response body $.total added: 2',
    '    The consumer needs this now, and a provider that does not give it yet does not keep the contract.',
    '  ? unknown: Provider state added: it is there',
    '    The provider must know this state, or its interaction cannot be tried.',
    '  ? unknown: Request query vat added: "1"',
    '    The consumer sends this as well: a provider that refuses what it does not know would fail.',
    '  ✓ safe: Response body $.note removed: "x"',
    '    The consumer no longer needs this: the provider may go on giving it.',
    '',
    'gone (GET /orders/1)',
    '  ✓ safe: Interaction removed',
    '    The consumer no longer expects this of the provider.',
  ])
})

test('an annotation says of which interaction it is', () => {
  const [, , breaking] = lines([], [call('an order', {})])
  expect(breaking).toMatchObject({ format: 'bold', text: 'an order (GET /orders/1)' })
  const annotated = lines([], [call('an order', {})]).find(({ alone }) => alone !== undefined)
  expect(annotated?.alone).toMatch(/^an order: breaking: Interaction added\. The consumer expects this now/)
})
