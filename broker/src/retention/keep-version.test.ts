import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeepVersions } from '../kernel/settings/keep-selectors.ts'
import { type VersionFacts, isKept, keptSince, selectorsThatKeep, withNeeded } from './keep-version.ts'
import { reasonsFor, selectorInWords } from './reasons.ts'

const now = new Date('2026-06-01T00:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

const version = (facts: Partial<VersionFacts> = {}): VersionFacts => ({
  id: 1,
  pacticipant: 'Shop',
  number: '1',
  createdAt: daysAgo(100),
  isLatest: false,
  tags: [],
  branches: [],
  deployedTo: [],
  releasedTo: [],
  awaitsUndo: false,
  ...facts,
})

describe('a selector fits what fulfils all that it says', () => {
  const tags = [{ name: 'dev', isLatest: false }]
  const newest = [{ name: 'dev', isLatest: true }]
  const main = [{ name: 'main', isMain: true, isHead: true }]
  const feature = [{ name: 'feature', isMain: false, isHead: false }]

  test.each<[string, KeepVersions, Partial<VersionFacts>, boolean]>([
    ['the newest', { latest: true }, { isLatest: true }, true],
    ['not an older one', { latest: true }, {}, false],
    ['of this pacticipant', { pacticipant: 'Shop', latest: true }, { isLatest: true }, true],
    ['of no other', { pacticipant: 'App', latest: true }, { isLatest: true }, false],
    ['with the tag', { tag: 'dev' }, { tags }, true],
    ['with another tag', { tag: 'prod' }, { tags }, false],
    ['with any tag', { tag: true }, { tags }, true],
    ['with no tag', { tag: true }, {}, false],
    ['the newest with the tag', { tag: 'dev', latest: true }, { tags: newest }, true],
    ['not the newest with it', { tag: true, latest: true }, { tags, isLatest: true }, false],
    ['on the branch', { branch: 'feature' }, { branches: feature }, true],
    ['on another branch', { branch: 'main' }, { branches: feature }, false],
    ['the head of a branch', { branch: true, latest: true }, { branches: [...feature, ...main] }, true],
    ['not the head', { branch: true, latest: true }, { branches: feature }, false],
    ['on the main branch', { mainBranch: true }, { branches: main }, true],
    ['on no main branch', { mainBranch: true }, { branches: feature }, false],
    ['the head of the main branch', { mainBranch: true, latest: true }, { branches: main }, true],
    ['young enough', { maxAge: 100 }, {}, true],
    ['too old', { maxAge: 99 }, {}, false],
    ['on the branch and too old', { branch: 'main', maxAge: 99 }, { branches: main }, false],
    ['deployed', { deployed: true }, { deployedTo: ['prod'] }, true],
    ['released', { released: true }, { releasedTo: ['prod'] }, true],
    ['deployed elsewhere', { deployed: true, environment: 'test' }, { deployedTo: ['prod'] }, false],
    ['deployed there', { environment: 'prod' }, { deployedTo: ['prod'] }, true],
    ['released there', { environment: 'prod' }, { releasedTo: ['prod'] }, true],
    ['only released there', { environment: 'prod', deployed: true }, { releasedTo: ['prod'] }, false],
  ])('%s', (_, selector, facts, fits) => {
    expect(selectorsThatKeep(version(facts), { selectors: [selector], now }).length > 0).toBe(fits)
  })
})

test('what is deployed or released is kept whatever is said', () => {
  const selectors = withNeeded([{ pacticipant: 'App' }])
  expect(selectors).toEqual([{ pacticipant: 'App' }, { deployed: true }, { released: true }])
  expect(isKept(version({ deployedTo: ['prod'] }), { selectors, now })).toBe(true)
  expect(isKept(version({ releasedTo: ['prod'] }), { selectors, now })).toBe(true)
  expect(isKept(version({ awaitsUndo: true }), { selectors, now })).toBe(true)
  expect(withNeeded([{ released: true }])).toEqual([{ released: true }, { deployed: true }])
})

test('versions that are kept for their age alone need not be looked at', () => {
  expect(keptSince({ selectors: [{ maxAge: 30 }, { maxAge: 90 }, { branch: 'main', maxAge: 900 }], now })).toEqual(
    daysAgo(90),
  )
  expect(keptSince({ selectors: [{ latest: true }], now })).toBeUndefined()
})

test.each<[KeepVersions, string]>([
  [{ latest: true }, 'the latest'],
  [{ latest: true, tag: true }, 'the latest with each tag'],
  [{ latest: true, branch: true, pacticipant: 'Shop' }, 'the head of each branch, of Shop'],
  [{ tag: 'dev', maxAge: 1 }, "with tag 'dev', at most 1 day old"],
  [{ mainBranch: true }, 'on the main branch'],
  [{ branch: 'x' }, "on branch 'x'"],
  [{ deployed: true, environment: 'prod' }, "deployed to 'prod'"],
  [{ environment: 'prod' }, "deployed or released to 'prod'"],
])('%j in words', (selector, words) => expect(selectorInWords(selector)).toBe(words))

test('why a version is kept or deleted is said in words', () => {
  const rule = { selectors: withNeeded([{ latest: true, branch: true }, { maxAge: 90 }]), now }
  const main = { name: 'main', isMain: true }
  expect(reasonsFor(version({ branches: [{ ...main, isHead: true }] }), rule)).toEqual(['the head of each branch'])
  expect(reasonsFor(version({ branches: [{ ...main, isHead: false }] }), rule)).toEqual([
    '100 days old',
    "on branch 'main', not its head",
    'neither deployed nor released',
    'no selector keeps it',
  ])
})

// A history as a list of what is known of each version, the oldest first, from which the facts follow.
const names = fc.constantFrom('a', 'b', 'c')
const told = fc.record({
  pacticipant: fc.constantFrom('Shop', 'App'),
  age: fc.integer({ min: 0, max: 20 }),
  tags: fc.uniqueArray(names),
  branches: fc.uniqueArray(names),
  deployedTo: fc.uniqueArray(names),
  releasedTo: fc.uniqueArray(names),
})
const selector = fc
  .record(
    {
      pacticipant: fc.constantFrom('Shop', 'App'),
      latest: fc.constant(true as const),
      tag: fc.oneof(names, fc.constant(true as const)),
      branch: fc.oneof(names, fc.constant(true as const)),
      mainBranch: fc.constant(true as const),
      environment: names,
      deployed: fc.constant(true as const),
      released: fc.constant(true as const),
      maxAge: fc.integer({ min: 0, max: 20 }),
    },
    { requiredKeys: [] },
  )
  .filter(({ latest, tag, branch, mainBranch }) => !(latest && tag && (branch ?? mainBranch)))

test('the rule agrees with what the words mean, for any history', () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 12 }), selector, (history, wanted) => {
      const all = history.map((one, id) => ({ ...one, id }))
      const newer = (id: number, pacticipant: string) =>
        all.filter((other) => other.id > id && other.pacticipant === pacticipant)
      for (const one of all) {
        const later = newer(one.id, one.pacticipant)
        const facts = version({
          id: one.id,
          pacticipant: one.pacticipant,
          createdAt: daysAgo(one.age),
          isLatest: later.length === 0,
          tags: one.tags.map((name) => ({ name, isLatest: !later.some(({ tags }) => tags.includes(name)) })),
          branches: one.branches.map((name) => ({
            name,
            isMain: name === 'a',
            isHead: !later.some(({ branches }) => branches.includes(name)),
          })),
          deployedTo: one.deployedTo,
          releasedTo: one.releasedTo,
        })
        // In sets: those that fulfil the rest, and of a group the last one where the latest is wanted.
        const group = <Name extends string>(members: readonly Name[], name: string | true | undefined) =>
          members.filter((member) => name === undefined || name === true || member === name)
        const isLast = (by: 'tags' | 'branches', member: (typeof one.tags)[number]) =>
          all.findLast((other) => other.pacticipant === one.pacticipant && other[by].includes(member))?.id === one.id
        const { latest, tag, branch, mainBranch, environment, deployed, released, maxAge, pacticipant } = wanted
        const tagged = group(one.tags, tag).filter((member) => !latest || isLast('tags', member))
        const placed = group(one.branches, branch)
          .filter((member) => !mainBranch || member === 'a')
          .filter((member) => !latest || isLast('branches', member))
        const deployments = group(one.deployedTo, environment)
        const releases = group(one.releasedTo, environment)
        const expected =
          (!pacticipant || one.pacticipant === pacticipant) &&
          (maxAge === undefined || one.age <= maxAge) &&
          (!tag || tagged.length > 0) &&
          (!(branch || mainBranch) || placed.length > 0) &&
          (!latest || tag || branch || mainBranch || later.length === 0) &&
          (!deployed || deployments.length > 0) &&
          (!released || releases.length > 0) &&
          (!environment || deployments.length + releases.length > 0)
        expect(selectorsThatKeep(facts, { selectors: [wanted], now }).length > 0).toBe(expected)
      }
    }),
  )
})
