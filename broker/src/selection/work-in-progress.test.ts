import { describe, expect, test } from 'vitest'
import type { ProviderLine, ProviderSuccess } from './pending.ts'
import type { Position } from './positions.ts'
import type { SelectedContract } from './selected-contracts.ts'
import { workInProgress } from './work-in-progress.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const since = at(10)

const head = (kind: Position['kind'], name: string, { id = 1, content = 1, day = 20 } = {}): Position => ({
  kind,
  name,
  consumer: { name: 'C', mainBranch: null },
  production: false,
  version: { id, number: String(id) },
  contract: { contentId: content, sha: `sha${content}`, publishedAt: at(day) },
})

function inProgress(
  positions: readonly Position[],
  given: {
    lines?: readonly ProviderLine[]
    successes?: readonly ProviderSuccess[]
    selected?: readonly SelectedContract[]
  } = {},
) {
  const { lines = [{ name: 'main', begunAt: at(1) }], successes = [], selected = [] } = given
  return workInProgress({ positions, since, selected, lines, successesOf: () => successes }).map((contract) => ({
    version: contract.version.number,
    reasons: contract.reasons.map(({ kind, name }) => `${kind} ${name}`),
    lines: contract.lines,
  }))
}

function success(name: string, day: number, settled?: number): ProviderSuccess {
  return { name, succeededAt: at(day), settledAt: settled === undefined ? null : at(settled) }
}

describe('work in progress', () => {
  test('is what stands at the heads of branches and tags, once for each content', () => {
    expect(
      inProgress([
        head('tag', 't'),
        head('branch', 'b', { id: 3 }),
        head('branch', 'a'),
        head('branch', 'c', { content: 2, id: 2 }),
      ]),
    ).toEqual([
      { version: '2', reasons: ['branch c'], lines: ['main'] },
      { version: '3', reasons: ['branch a', 'branch b', 'latest-tagged t'], lines: ['main'] },
    ])
  })

  test('is nothing that stands elsewhere, has no contract, or was published before the date', () => {
    const elsewhere = [head('latest', ''), head('deployed', 'test'), head('tagged', 't')]
    expect(
      inProgress([...elsewhere, { ...head('branch', 'b'), contract: undefined }, head('branch', 'b', { day: 9 })]),
    ).toEqual([])
    expect(inProgress([head('branch', 'b', { day: 10 })])).toHaveLength(1)
  })

  test('is nothing that was selected', () => {
    const selected = [{ consumer: 'C', contentId: 1, sha: 'sha1', version: { id: 9, number: '9' }, reasons: [] }]
    expect(inProgress([head('branch', 'b')], { selected })).toEqual([])
  })

  test.each([
    ['stays so while it is only verified as such', 3, [success('main', 5)], true],
    ['ends when the branch has verified it on demand', 3, [success('main', 5, 6)], false],
    ['does not come back, however long ago that was', 3, [success('main', -1000, -900)], false],
    ['ends when another branch had before the first version of this one', 7, [success('other', 5, 6)], false],
    ['stays so when another branch has afterwards', 3, [success('other', 5, 6)], true],
    [
      'does not exist on a branch to come, when any branch has verified it on demand',
      undefined,
      [success('x', 5, 6)],
      false,
    ],
    ['exists on a branch to come, when others have verified it only as such', undefined, [success('x', 5)], true],
  ])('%s', (...[, begun, successes, isInProgress]) => {
    const lines = [{ name: 'main', begunAt: begun === undefined ? undefined : at(begun) }]
    expect(inProgress([head('branch', 'b')], { lines, successes })).toHaveLength(isInProgress ? 1 : 0)
  })

  test('names the tags for which it is', () => {
    const lines = [
      { name: 'a', begunAt: at(1) },
      { name: 'b', begunAt: at(1) },
    ]
    expect(inProgress([head('branch', 'x')], { lines, successes: [success('a', 5, 5)] })).toMatchObject([
      { lines: ['b'] },
    ])
  })
})
