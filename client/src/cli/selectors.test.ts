import { describe, expect, test } from 'vitest'
import { type SelectorOption, readSelectors } from './selectors.ts'

const foo: SelectorOption = { name: 'pacticipant', value: 'Foo' }
const bar: SelectorOption = { name: 'pacticipant', value: 'Bar' }
const version = (value: string): SelectorOption => ({ name: 'version', value })

describe('options are read in their order', () => {
  const cases: readonly (readonly [
    what: string,
    given: readonly SelectorOption[],
    expected: ReturnType<typeof readSelectors>,
  ])[] = [
    ['a version', [foo, version('1')], { selectors: [{ pacticipant: 'Foo', version: '1' }], ignore: [] }],
    [
      'two pacticipants',
      [foo, version('1'), bar, { name: 'main-branch' }],
      {
        selectors: [
          { pacticipant: 'Foo', version: '1' },
          { pacticipant: 'Bar', mainBranch: true },
        ],
        ignore: [],
      },
    ],
    [
      'the latest with a tag, and without',
      [foo, { name: 'latest', value: 'prod' }, bar, { name: 'latest', value: undefined }],
      {
        selectors: [
          { pacticipant: 'Foo', latest: true, tag: 'prod' },
          { pacticipant: 'Bar', latest: true },
        ],
        ignore: [],
      },
    ],
    [
      'a branch, and all with a tag',
      [foo, { name: 'branch', value: 'main' }, bar, { name: 'tag', value: 'prod' }],
      {
        selectors: [
          { pacticipant: 'Foo', branch: 'main' },
          { pacticipant: 'Bar', tag: 'prod' },
        ],
        ignore: [],
      },
    ],
    [
      'any version of a second one',
      [foo, version('1'), bar],
      { selectors: [{ pacticipant: 'Foo', version: '1' }, { pacticipant: 'Bar' }], ignore: [] },
    ],
    [
      'what is ignored, with the version that follows it',
      [foo, version('1'), { name: 'ignore', value: 'Baz' }, version('3'), { name: 'ignore', value: 'Old' }],
      {
        selectors: [{ pacticipant: 'Foo', version: '1' }],
        ignore: [{ pacticipant: 'Baz', version: '3' }, { pacticipant: 'Old' }],
      },
    ],
  ]
  test.each(cases)('%s', (_what, given, expected) => {
    expect(readSelectors(given)).toEqual(expected)
  })
})

describe('what makes no question is refused with what to write instead', () => {
  const cases: readonly (readonly [what: string, given: readonly SelectorOption[], message: RegExp])[] = [
    ['nothing', [], /--pacticipant <name> --version <number>/],
    ['only what to ignore', [{ name: 'ignore', value: 'Bar' }], /--pacticipant <name>/],
    ['a version before its pacticipant', [version('1'), foo], /--version must come after the --pacticipant/],
    ['a pacticipant alone', [foo], /which version of Foo/],
    ['two versions', [foo, version('1'), version('2')], /--version is given twice for Foo/],
    [
      'a branch to ignore',
      [foo, version('1'), { name: 'ignore', value: 'X' }, { name: 'branch', value: 'b' }],
      /only --version can/,
    ],
  ]
  test.each(cases)('%s', (_what, given, message) => {
    expect(() => readSelectors(given)).toThrow(message)
  })
})
