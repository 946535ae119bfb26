import { describe, expect, it } from 'vitest'
import { inSendersOrder } from './sorted-selectors.ts'

describe('selectors as a sorting sender mixed them up', () => {
  it.each([
    [
      'a version and the latest',
      [
        { latest: 'true', pacticipant: 'A' },
        { pacticipant: 'B', version: '1' },
      ],
      [
        { pacticipant: 'A', version: '1' },
        { pacticipant: 'B', latest: 'true' },
      ],
    ],
    [
      'a version and the latest with a tag',
      [
        { latest: 'true', pacticipant: 'A' },
        { pacticipant: 'B', tag: 'prod', version: '1' },
      ],
      [
        { pacticipant: 'A', version: '1' },
        { pacticipant: 'B', latest: 'true', tag: 'prod' },
      ],
    ],
    [
      'a version and a tag',
      [{ pacticipant: 'A' }, { pacticipant: 'B', tag: 'prod', version: '1' }],
      [
        { pacticipant: 'A', version: '1' },
        { pacticipant: 'B', tag: 'prod' },
      ],
    ],
  ])('are put right: %s', (_name, mixedUp, meant) => {
    expect(inSendersOrder(mixedUp)).toEqual(meant)
  })
})

describe('selectors that make sense', () => {
  it.each([
    [
      'two versions',
      [
        { pacticipant: 'A', version: '1' },
        { pacticipant: 'B', version: '2' },
      ],
    ],
    ['a name and a version', [{ pacticipant: 'A' }, { pacticipant: 'B', version: '2' }]],
    [
      'a version and the latest',
      [
        { pacticipant: 'A', version: '1' },
        { pacticipant: 'B', latest: 'true' },
      ],
    ],
    [
      'the latest of both',
      [
        { latest: 'true', pacticipant: 'A' },
        { latest: 'true', pacticipant: 'B' },
      ],
    ],
    ['one with too much', [{ pacticipant: 'A', tag: 'x', version: '1' }]],
    ['one without a name', [{ latest: 'true' }, { pacticipant: 'B', version: '1' }]],
    // To be refused, not to be guessed at: these came in an order that says whose they are.
    ['a version and latest of one', [{ pacticipant: 'A', version: '1', latest: 'true' }, { pacticipant: 'B' }]],
    ['none', []],
  ])('stay as they are: %s', (_name, selectors) => {
    expect(inSendersOrder(selectors)).toEqual(selectors)
  })
})
