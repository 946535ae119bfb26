import { describe, expect, test } from 'vitest'
import type { Precedent } from './store-contracts.sql.ts'
import { detectEvents } from './contract-events.ts'

type Publication = Parameters<typeof detectEvents>[0]

const latest: Precedent = { scope: 'latest', name: '', sha: 'old' }
const branch = (name: string, sha: string | null): Precedent => ({ scope: 'branch', name, sha })
const tag = (name: string, sha: string | null): Precedent => ({ scope: 'tag', name, sha })

/** The events of a new contract that says `new`, as name and comment. */
function events(precedents: readonly Precedent[], more: Partial<Publication> = {}): readonly (readonly string[])[] {
  const publication: Publication = {
    consumer: 'CA',
    version: '1',
    sha: 'new',
    kind: 'new',
    needsVerification: false,
    precedents: [latest, ...precedents],
    ...more,
  }
  return detectEvents(publication).map(({ name, comment }) => (comment === undefined ? [name] : [name, comment]))
}

const changed = (...comments: readonly string[]) => [
  ['contract_published'],
  ['contract_content_changed', comments.join(', ')],
]

describe('a new contract has changed', () => {
  test.each([
    [[], 'pact content has changed since previous untagged version'],
    [[branch('main', 'old')], 'pact content has changed since the last consumer version from branch main'],
    [[branch('main', null)], 'first time any pact published for this consumer with consumer version from branch main'],
    [[tag('dev', 'old')], 'pact content has changed since the last consumer version tagged with dev'],
    [[tag('dev', null)], 'first time any pact published for this consumer with consumer version tagged dev'],
    [
      [branch('main', 'old'), branch('feat', 'new'), tag('dev', 'new'), tag('qa', null)],
      'pact content has changed since the last consumer version from branch main, first time any pact published for this consumer with consumer version tagged qa',
    ],
  ])('against %j', (precedents, comment) => {
    expect(events(precedents)).toEqual(changed(comment))
  })

  test('when it is the first of all', () => {
    const first = { precedents: [{ ...latest, sha: null }] }
    expect(events([], first)).toEqual(changed('first time untagged pact published'))
  })

  test('says so once for a branch and a tag of one name', () => {
    expect(events([branch('main', null), tag('main', 'old')])).toEqual(
      changed('pact content has changed since the last consumer version tagged with main'),
    )
  })
})

describe('a new contract has not changed', () => {
  test.each([
    [[branch('main', 'new')], 'previous version from branch main'],
    [[branch('a', 'new'), branch('b', 'new')], 'previous versions from branches a, b'],
    [[tag('dev', 'new')], 'previous version with tag dev'],
    [[branch('main', 'new'), tag('a', 'new'), tag('b', 'new')], 'previous versions from branch main with tags a, b'],
  ])('against %j, whatever was published elsewhere', (precedents, versions) => {
    const comment = `pact content is the same as ${versions} and no new tags were applied`
    expect(events(precedents)).toEqual([['contract_published', comment]])
  })
})

describe('a version that had a contract before', () => {
  test('has changed it only where its content is another', () => {
    expect(events([branch('main', 'old')], { kind: 'unchanged' })).toEqual([['contract_published']])
    expect(events([branch('main', 'new')], { kind: 'changed' })).toEqual(
      changed('pact content modified since previous publication for CA version 1'),
    )
  })
})

test('a content that no relevant version of the provider has verified requires verification', () => {
  expect(events([branch('main', 'old')], { needsVerification: true }).map(([name]) => name)).toEqual([
    'contract_published',
    'contract_requiring_verification_published',
    'contract_content_changed',
  ])
})
