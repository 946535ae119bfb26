import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scope } from '../kernel/endpoint.ts'
import { type Owned, isUnlimited, refusals } from './access.ts'
import { type Caller, type Grant, allScopes, configuredUser, everybody } from './caller.ts'
import { type Role, grantsOf, within } from './roles.ts'
import { type WantedToken, maySee, mayRevoke, tooMuch, withReading, withinReach } from './token-rules.ts'

const MINE = { id: 1, name: 'Checkout' }
const THEIRS = { id: 2, name: 'Orders' }
const shop = { name: 'shop', teamId: MINE.id }
const orders = { name: 'orders', teamId: THEIRS.id }
const stock = { name: 'stock', teamId: null }

const administrator: Caller = {
  kind: 'person',
  name: 'Grace',
  uuid: 'grace',
  grants: grantsOf({ isAdministrator: true, memberships: [] }),
}
const member = (role: Role): Caller => ({
  kind: 'person',
  name: 'Ada',
  uuid: 'ada',
  grants: grantsOf({ isAdministrator: false, memberships: [{ teamId: MINE.id, role }] }),
})
const tokenOf = (caller: Caller, scopes: readonly Scope[] = allScopes): Caller => ({
  kind: 'token',
  name: 'a token',
  uuid: 'token',
  person: caller.uuid ?? '',
  grants: within(caller.grants, scopes),
})

const ever = { expiresAt: null }
const system = { kind: 'system', ...ever } as const
const personal = { kind: 'personal', expiresAt: new Date('2026-12-01') } as const
const everything = { scopes: ['publish'], reach: 'everything' } as const
const ofTeam = (team: typeof MINE, scopes: readonly Scope[] = ['publish']) => ({
  scopes,
  reach: { teams: [team], applications: [] },
})
const of = (...applications: readonly Owned[]) => ({ scopes: ['publish'] as const, reach: { teams: [], applications } })

describe('a token', () => {
  test.each<[string, Caller, WantedToken, string | undefined]>([
    ['of an administrator, of the system, for everything', administrator, { ...system, ...everything }, undefined],
    ['of who may write by the configuration', configuredUser('w', 'write'), { ...system, ...everything }, undefined],
    ['where no accounts are kept', everybody, { ...system, ...everything }, undefined],
    ['of a maintainer, for everything', member('maintainer'), { ...system, ...everything }, 'publish everything'],
    ['of a maintainer, for the team', member('maintainer'), { ...system, ...ofTeam(MINE, allScopes) }, undefined],
    ['of a maintainer, for another team', member('maintainer'), { ...system, ...ofTeam(THEIRS) }, "the team 'Orders'"],
    ['of a maintainer, for their application', member('maintainer'), { ...system, ...of(shop) }, undefined],
    ['for one of theirs and one of others', member('maintainer'), { ...system, ...of(shop, orders) }, "for 'orders'"],
    ['for one of nobody', member('maintainer'), { ...system, ...of(stock) }, "'stock' belongs to no team"],
    ['for one of nobody, of an administrator', administrator, { ...system, ...of(stock) }, undefined],
    ['of the system, of a contributor', member('contributor'), { ...system, ...ofTeam(MINE) }, 'administer'],
    ['that only reads, of a viewer', member('viewer'), { ...system, ...ofTeam(MINE, []) }, 'administer'],
    ['that only reads, of the reader', configuredUser('r', 'read'), { ...system, ...everything }, 'may not publish'],
    ['of a person, theirs', member('contributor'), { ...personal, ...everything }, undefined],
    ['of a person, reading', member('viewer'), { ...personal, scopes: ['read'], reach: 'everything' }, undefined],
    ['of a person, that publishes, of a viewer', member('viewer'), { ...personal, ...everything }, 'publish anything'],
    ['of a person, for their team', member('contributor'), { ...personal, ...ofTeam(MINE) }, undefined],
    ['of a person, for another team', member('contributor'), { ...personal, ...ofTeam(THEIRS) }, "the team 'Orders'"],
    ['of a person, for what is nobody’s', member('contributor'), { ...personal, ...of(stock) }, undefined],
    ['of a person, by a token', tokenOf(administrator), { ...personal, ...everything }, 'who has signed in'],
    ['of a person, by the configuration', configuredUser('w', 'write'), { ...personal, ...everything }, 'signed in'],
    ['of the system, by a token', tokenOf(administrator), { ...system, ...everything }, undefined],
    [
      'by a token that may not publish',
      tokenOf(administrator, ['administer']),
      { ...system, ...everything },
      'publish',
    ],
    [
      'by a token that may not administer',
      tokenOf(administrator, ['publish']),
      { ...system, ...everything },
      'administer',
    ],
    ['by a build', { ...administrator, kind: 'workload' }, { ...system, ...everything }, 'A build cannot'],
  ])('%s', (_, caller, wanted, sentence) => {
    const found = tooMuch(caller, wanted, undefined)
    if (sentence === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(sentence)
  })

  test('ends no later than the one that creates it', () => {
    const end = new Date('2026-12-01')
    const wanted = { ...system, ...everything }
    const creator = tokenOf(administrator)
    expect(tooMuch(creator, wanted, null)).toBeUndefined()
    expect(tooMuch(creator, wanted, end)).toContain('expires at 2026-12-01')
    expect(tooMuch(creator, { ...wanted, expiresAt: new Date('2026-12-02') }, end)).toContain('has to expire by then')
    expect(tooMuch(creator, { ...wanted, expiresAt: end }, end)).toBeUndefined()
  })

  test('may always read', () => {
    expect(withReading([])).toEqual(['read'])
    expect(withReading(['record', 'publish', 'record'])).toEqual(['read', 'publish', 'record'])
  })
})

const scopes = fc.subarray([...allScopes])
const teamIds = fc.subarray([1, 2, 3])
const owned = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  teamId: fc.constantFrom(null, 1, 2, 3),
})
const applications = fc.uniqueArray(owned, { selector: ({ name }) => name })
const grants = fc.array(
  fc.record({
    scopes,
    reach: fc.oneof(
      fc.constant('everything' as const),
      fc.record({ teams: teamIds, applications: fc.subarray(['a', 'b', 'c']) }),
    ),
  }),
  { maxLength: 3 },
)
const reach = fc.oneof(
  fc.constant('everything' as const),
  fc.record({ teams: teamIds.map((ids) => ids.map((id) => ({ id, name: `team ${id}` }))), applications }),
)

/** What may be done to these with grants, as pairs. */
function deeds(list: readonly Grant[], all: readonly Owned[]): readonly string[] {
  const caller: Caller = { kind: 'token', name: '', grants: list }
  return allScopes.flatMap((scope) =>
    scope === 'read'
      ? []
      : [
          ...all.filter((one) => refusals(caller, scope, [one]).length === 0).map(({ name }) => `${scope} ${name}`),
          ...(isUnlimited(caller, scope) ? [`${scope} everything`] : []),
        ],
  )
}

test('whatever is granted and asked: a token never may more than who creates it', () => {
  fc.assert(
    fc.property(grants, scopes, reach, applications, (list, asked, wantedReach, others) => {
      const caller: Caller = { kind: 'user', name: 'somebody', grants: list }
      const wanted = { ...system, scopes: asked, reach: wantedReach }
      if (tooMuch(caller, wanted, undefined) !== undefined) return
      const given =
        wantedReach === 'everything'
          ? wantedReach
          : {
              teams: wantedReach.teams.map(({ id }) => id),
              applications: wantedReach.applications.map(({ name }) => name),
            }
      // One name has one owner, in what is asked and elsewhere.
      const known = wantedReach === 'everything' ? [] : wantedReach.applications
      const all = [...known, ...others.filter(({ name }) => !known.some((one) => one.name === name))]
      const theirs = deeds(list, all)
      expect(deeds([{ scopes: asked, reach: given }], all).filter((deed) => !theirs.includes(deed))).toEqual([])
    }),
  )
})

test('whatever somebody may and a token of theirs reaches: it never may more than they do', () => {
  fc.assert(
    fc.property(grants, scopes, reach, applications, (list, asked, wantedReach, others) => {
      const held =
        wantedReach === 'everything' ? wantedReach : { ...wantedReach, teams: wantedReach.teams.map(({ id }) => id) }
      const known = wantedReach === 'everything' ? [] : wantedReach.applications
      const all = [...known, ...others.filter(({ name }) => !known.some((one) => one.name === name))]
      const theirs = deeds(list, all)
      const its = deeds(withinReach(within(list, asked), held), all)
      expect(its.filter((deed) => !theirs.includes(deed))).toEqual([])
      expect(its.filter((deed) => !asked.some((scope) => deed.startsWith(scope)))).toEqual([])
    }),
  )
})

describe('who sees and revokes', () => {
  const token = { uuid: 'one', person: null }
  const everywhere = { ...token, reach: 'everything' } as const
  const mine = { ...token, reach: { teams: [MINE.id], applications: [] } }
  const both = { ...token, reach: { teams: [THEIRS.id], applications: [shop] } }
  const theirs = { ...token, reach: { teams: [THEIRS.id], applications: [stock] } }
  const adas = { ...token, person: 'ada', reach: 'everything' } as const
  const all = { everywhere, mine, both, theirs, adas }
  const named = (caller: Caller, rule: typeof mayRevoke) =>
    Object.entries(all)
      .filter(([, one]) => rule(caller, one))
      .map(([name]) => name)

  test.each<[string, Caller, readonly string[], readonly string[]]>([
    ['an administrator', administrator, Object.keys(all), Object.keys(all)],
    ['a maintainer', { ...member('maintainer'), uuid: 'alan' }, ['mine', 'both'], ['mine', 'both']],
    ['a contributor', { ...member('contributor'), uuid: 'alan' }, [], []],
    ['its person', member('contributor'), ['adas'], ['adas']],
    ['another token of its person', tokenOf(member('contributor')), ['adas'], []],
    ['itself', { ...tokenOf(member('viewer')), uuid: 'one', person: 'other' }, Object.keys(all), Object.keys(all)],
  ])('%s', (_, caller, seen, revoked) => {
    expect(named(caller, maySee)).toEqual(seen)
    expect(named(caller, mayRevoke)).toEqual(revoked)
  })
})
