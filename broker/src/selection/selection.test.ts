import type { PactsForVerificationRequest } from '@tallystick/client/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ConsumerVersion,
  type Expected,
  type History,
  type Question,
  type Version,
  events,
  expectedFor,
  hasTag,
  headOf,
  historyOf,
  newest,
  questions,
} from '../../test/support/selection-model.ts'
import { criteriaOf } from './criteria.ts'
import { shortDescription } from './descriptions.ts'
import type { ProviderSuccess } from './pending.ts'
import { type Position, positionsNeeded } from './positions.ts'
import { selection } from './selection.ts'
import { type BuildLine, verifiableContracts } from './verifiable-contracts.ts'

const time = (at: number) => new Date(at * 1000)
const earliest = (times: readonly number[]) => (times.length === 0 ? undefined : time(Math.min(...times)))

/** Contents are told apart by consumer and name, as their ids do it in the database. */
const contentId = (consumer: string, content: string) => Number(consumer.slice(1)) * 100 + content.charCodeAt(0)

function positionsOf({ consumers }: History): readonly Position[] {
  return consumers.flatMap(({ name: consumer, mainBranch, versions, deployments, releases }) => {
    const position = (kind: Position['kind'], name: string, version: ConsumerVersion): Position => ({
      kind,
      name,
      consumer: { name: consumer, mainBranch: mainBranch ?? null },
      production: name === 'production',
      version: { id: version.at, number: version.number },
      contract:
        version.content === undefined
          ? undefined
          : { contentId: contentId(consumer, version.content), sha: version.content, publishedAt: time(version.at) },
    })
    const names = (of: (version: Version) => readonly { readonly name: string }[]) => [
      ...new Set(versions.flatMap(of).map(({ name }) => name)),
    ]
    return [
      ...names(({ branches }) => branches).flatMap((name) =>
        headOf(versions, name).map((version) => position('branch', name, version)),
      ),
      ...names(({ tags }) => tags).flatMap((name) => [
        ...newest(versions.filter(hasTag(name))).map((version) => position('tag', name, version)),
        ...versions.filter(hasTag(name)).map((version) => position('tagged', name, version)),
      ]),
      ...newest(versions.filter(({ content }) => content !== undefined)).map((version) =>
        position('latest', '', version),
      ),
      ...deployments
        .filter(({ isOver }) => !isOver)
        .map((stay) => position('deployed', stay.environment, stay.version)),
      ...releases.filter(({ isOver }) => !isOver).map((stay) => position('released', stay.environment, stay.version)),
    ]
  })
}

function successesOf(history: History, scope: 'branches' | 'tags'): ReadonlyMap<number, readonly ProviderSuccess[]> {
  const found = history.results
    .filter(({ success }) => success)
    .flatMap((result) =>
      result.version[scope].map(({ name }) => ({ name, result, content: contentId(result.consumer, result.content) })),
    )
  const byContent = Map.groupBy(found, ({ content }) => content)
  const success = (name: string, group: typeof found): ProviderSuccess => ({
    name,
    succeededAt: time(Math.min(...group.map(({ result }) => result.at))),
    settledAt: earliest(group.filter(({ result }) => !result.wip).map(({ result }) => result.at)) ?? null,
  })
  return new Map(
    [...byContent].map(([content, group]) => [
      content,
      [...Map.groupBy(group, ({ name }) => name)].map(([name, results]) => success(name, results)),
    ]),
  )
}

function lineOf({ providerVersions }: History, request: PactsForVerificationRequest): BuildLine {
  const { providerVersionBranch: branch, providerVersionTags: tags } = request
  const placed = (scope: 'branches' | 'tags', line: string) =>
    earliest(
      providerVersions.flatMap((version) => version[scope].filter(({ name }) => name === line).map(({ at }) => at)),
    )
  if (branch !== undefined && branch !== null) {
    const versions = providerVersions.filter(({ branches }) => branches.some(({ name }) => name === branch))
    return {
      kind: 'branch',
      pendingFrom: { name: branch, begunAt: placed('branches', branch) },
      wipFrom: { name: branch, begunAt: earliest(versions.map(({ at }) => at)) },
    }
  }
  if (!tags?.length) return { kind: 'none' }
  return { kind: 'tags', tags: tags.map((name) => ({ name, begunAt: placed('tags', name) })) }
}

function answered(history: History, { request, sinceEvent }: Question): readonly Expected[] {
  const positions = positionsOf(history)
  const line = lineOf(history, request)
  const verified = history.results
    .filter(({ success }) => success)
    .map(({ consumer, content }) => contentId(consumer, content))
  const contracts = verifiableContracts({
    line,
    selected: selection(criteriaOf(request), positions),
    positions,
    asksForPending: request.includePendingStatus ?? true,
    wipSince: sinceEvent === undefined ? undefined : time(sinceEvent),
    successes: line.kind === 'none' ? new Map() : successesOf(history, line.kind === 'branch' ? 'branches' : 'tags'),
    verified: new Set(verified),
  })
  return contracts.map(({ consumer, sha, version, reasons, pending, isWorkInProgress }) => ({
    consumer,
    content: sha,
    version: version.number,
    reasons: shortDescription(reasons).split(', ').toSorted(),
    pending: pending?.isPending,
    wip: isWorkInProgress,
  }))
}

describe('what a build verifies', () => {
  test('is what a look through the whole history says', () => {
    fc.assert(
      fc.property(events, questions, (happened, question) => {
        const history = historyOf(happened)
        expect(answered(history, question)).toEqual(expectedFor(history, question))
      }),
      { numRuns: 2000 },
    )
  })

  test('does not depend on the order of selectors, nor on saying one twice', () => {
    fc.assert(
      fc.property(events, questions, (happened, question) => {
        const history = historyOf(happened)
        const { request } = question
        const selectors = request.consumerVersionSelectors ?? []
        const reordered = { ...request, consumerVersionSelectors: [...selectors.toReversed(), ...selectors] }
        expect(answered(history, { ...question, request: reordered })).toEqual(answered(history, question))
      }),
    )
  })

  test('does not shrink when a selector is added', () => {
    fc.assert(
      fc.property(events, questions, questions, (happened, question, { request: other }) => {
        const history = historyOf(happened)
        const both = [question.request, other].flatMap(({ consumerVersionSelectors }) => consumerVersionSelectors ?? [])
        const contents = (selectors: typeof both) =>
          answered(history, {
            sinceEvent: undefined,
            request: { ...question.request, consumerVersionSelectors: selectors },
          })
            .filter(({ wip }) => !wip)
            .map(({ consumer, content }) => `${consumer} ${content}`)
        const alone = question.request.consumerVersionSelectors ?? []
        fc.pre(alone.length > 0)
        expect(contents(both)).toEqual(expect.arrayContaining(contents(alone)))
      }),
    )
  })

  test('names a content once', () => {
    fc.assert(
      fc.property(events, questions, (happened, question) => {
        const names = answered(historyOf(happened), question).map(({ consumer, content }) => `${consumer} ${content}`)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })
})

describe('the positions that are read', () => {
  test('are all that the criteria can meet', () => {
    fc.assert(
      fc.property(events, questions, (happened, question) => {
        const positions = positionsOf(historyOf(happened))
        const criteria = criteriaOf(question.request)
        const needed = positionsNeeded(criteria, undefined)
        const read = positions.filter(({ kind, name, consumer }) => {
          if (needed.consumers !== undefined && !needed.consumers.includes(consumer.name)) return false
          switch (kind) {
            case 'branch':
              return (
                needed.everyBranch ||
                needed.branches.includes(name) ||
                (needed.mainBranches && name === consumer.mainBranch)
              )
            case 'tag':
              return needed.tags.includes(name) || (needed.mainTags && name === consumer.mainBranch)
            case 'tagged':
              return needed.taggedWith.includes(name)
            case 'latest':
              return needed.latest
            case 'deployed':
              return needed.deployed
            case 'released':
              return needed.released
          }
        })
        expect(selection(criteria, read)).toEqual(selection(criteria, positions))
      }),
    )
  })
})

const consumer = { name: 'C', mainBranch: 'main' }

function standing(
  kind: Position['kind'],
  name: string,
  [id, content = id]: readonly [id: number, content?: number],
): Position {
  return {
    kind,
    name,
    consumer,
    production: name === 'production',
    version: { id, number: String(id) },
    contract: { contentId: content, sha: `sha${content}`, publishedAt: time(id) },
  }
}

function withoutContract(kind: Position['kind'], name: string): Position {
  return { ...standing(kind, name, [9]), contract: undefined }
}

function found(selectors: PactsForVerificationRequest['consumerVersionSelectors'], ...positions: readonly Position[]) {
  const criteria = criteriaOf({ consumerVersionSelectors: selectors, providerVersionBranch: 'feat' })
  return selection(criteria, positions).map(({ version, reasons }) => [version.number, shortDescription(reasons)])
}

describe('selectors', () => {
  const feature = standing('branch', 'feat', [1])
  const main = standing('branch', 'main', [2])
  const tagged = standing('tag', 'prod', [3])

  test.each([
    ['the main branch', { mainBranch: true }, ['2', 'latest from main branch']],
    ['a branch', { branch: 'feat' }, ['1', 'latest from branch feat']],
    ['the branch named like the own', { matchingBranch: true }, ['1', 'latest from branch feat']],
    ['the newest with a tag', { tag: 'prod', latest: true }, ['3', 'latest with tag prod']],
    ['a fallback branch', { branch: 'none', fallbackBranch: 'main' }, ['2', 'latest from branch main']],
    ['a fallback tag', { tag: 'none', latest: true, fallbackTag: 'prod' }, ['3', 'latest with tag prod']],
    ['the branch, not its fallback', { branch: 'feat', fallbackBranch: 'main' }, ['1', 'latest from branch feat']],
  ] as const)('select %s', (_, selector, expected) => {
    expect(found([selector], feature, main, tagged)).toEqual([expected])
  })

  test('select every branch by its own name', () => {
    expect(found([{ branch: true }], feature, main, tagged)).toEqual([
      ['1', 'latest from branch feat'],
      ['2', 'latest from branch main'],
    ])
  })

  test('select nothing where the head of the branch has no contract with the provider', () => {
    expect(found([{ mainBranch: true }], withoutContract('branch', 'main'), feature)).toEqual([])
    expect(found([], withoutContract('branch', 'main'), standing('latest', '', [1]))).toEqual([])
  })

  test('let a fallback branch stand in for each consumer that needs it, a fallback tag only for all at once', () => {
    const other = { ...standing('branch', 'main', [5]), consumer: { name: 'Other', mainBranch: null } }
    expect(found([{ branch: 'feat', fallbackBranch: 'main' }], feature, main, other)).toEqual([
      ['1', 'latest from branch feat'],
      ['5', 'latest from branch main'],
    ])
    const otherTag = { ...standing('tag', 'main', [5]), consumer: { name: 'Other', mainBranch: null } }
    expect(found([{ tag: 'prod', latest: true, fallbackTag: 'main' }], tagged, otherTag)).toEqual([
      ['3', 'latest with tag prod'],
    ])
  })

  test('give one entry for one content, named after its newest version', () => {
    const same = [
      standing('branch', 'main', [2, 7]),
      standing('latest', '', [5, 7]),
      standing('deployed', 'test', [3, 7]),
      standing('deployed', 'production', [2, 7]),
      standing('tagged', 'prod', [2, 7]),
      standing('released', 'test', [4, 7]),
    ]
    expect(
      found(
        [
          { tag: 'prod' },
          { mainBranch: true },
          { deployedOrReleased: true },
          { environment: 'test' },
          { latest: true },
        ],
        ...same,
      ),
    ).toEqual([
      [
        '5',
        'latest, one of prod, deployed to test, deployed to production, released in test, latest from main branch, in environment test',
      ],
    ])
  })
})
