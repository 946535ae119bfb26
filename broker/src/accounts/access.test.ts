import { describe, expect, test } from 'vitest'
import type { Access } from '../kernel/endpoint.ts'
import { type Openness, isAllowed, isRefused, isUnlimited, refusals } from './access.ts'
import { type Caller, anybody, configuredUser, everybody } from './caller.ts'
import { type Role, grantsOf, within } from './roles.ts'

const closed: Openness = { publicRead: false, publicHeartbeat: false, publicBadges: false }
const accesses: readonly Access[] = [
  'public',
  'heartbeat',
  'badge',
  'read',
  'publish',
  'verify',
  'record',
  'administer',
]
const allowed = (caller: Caller, open: Partial<Openness> = {}) =>
  accesses.filter((access) => isAllowed(caller, access, { ...closed, ...open }))

const MINE = 1
const THEIRS = 2
const member = (role: Role): Caller => ({
  kind: 'person',
  name: 'Ada',
  grants: grantsOf({ isAdministrator: false, memberships: [{ teamId: MINE, role }] }),
})
const administrator: Caller = {
  kind: 'person',
  name: 'Grace',
  grants: grantsOf({ isAdministrator: true, memberships: [] }),
}
const mine = { name: 'shop', teamId: MINE }
const theirs = { name: 'orders', teamId: THEIRS }
const nobodys = { name: 'stock', teamId: null }

describe('what a caller may do at all', () => {
  test('everything, where no accounts are kept', () => expect(allowed(everybody)).toEqual(accesses))
  test('everything with write credentials', () => expect(allowed(configuredUser('w', 'write'))).toEqual(accesses))
  test('what reads, with read credentials', () =>
    expect(allowed(configuredUser('r', 'read'))).toEqual(['public', 'heartbeat', 'badge', 'read']))
  test('only what is public, with none', () => expect(allowed(anybody)).toEqual(['public']))
  test('all reading, when that is open to the public', () =>
    expect(allowed(anybody, { publicRead: true })).toEqual(['public', 'heartbeat', 'badge', 'read']))
  test('the heartbeat, when that is', () =>
    expect(allowed(anybody, { publicHeartbeat: true })).toEqual(['public', 'heartbeat']))
  test('badges, when those are', () => expect(allowed(anybody, { publicBadges: true })).toEqual(['public', 'badge']))
  test.each<[Role, readonly Access[]]>([
    ['viewer', ['public', 'heartbeat', 'badge', 'read']],
    ['contributor', ['public', 'heartbeat', 'badge', 'read', 'publish', 'verify', 'record']],
    ['maintainer', accesses],
  ])('what the role %s says', (role, expected) => expect(allowed(member(role))).toEqual(expected))
})

describe('whose it must be', () => {
  test.each([
    ['an own application', member('contributor'), [mine], []],
    ['an application of another team', member('contributor'), [theirs], [theirs]],
    ['an application of no team', member('contributor'), [nobodys], []],
    ['anything, for a viewer', member('viewer'), [mine, nobodys], [mine, nobodys]],
    ['anything, for an administrator', administrator, [mine, theirs, nobodys], []],
  ])('%s', (_, caller, concerned, refused) => expect(refusals(caller, 'publish', concerned)).toEqual(refused))

  test('a token for single applications reaches those, and no others', () => {
    const reach = { teams: [], applications: ['orders', 'yet-to-come'] }
    const token: Caller = { kind: 'token', name: 'ci', grants: [{ scopes: ['publish'], reach }] }
    const coming = { name: 'yet-to-come', teamId: null }
    expect(refusals(token, 'publish', [mine, theirs, nobodys, coming])).toEqual([mine, nobodys])
    expect(refusals(token, 'verify', [theirs])).toEqual([theirs])
  })

  test('only who may do it to everything may do it to the broker', () => {
    expect(isUnlimited(member('maintainer'), 'administer')).toBe(false)
    expect(isUnlimited(administrator, 'administer')).toBe(true)
    expect(isUnlimited(configuredUser('w', 'write'), 'administer')).toBe(true)
  })

  test('what is between two needs the word of one, what is of both that of each', () => {
    expect(isRefused({ either: ['shop', 'orders'] }, [theirs])).toBe(false)
    expect(isRefused({ either: ['shop', 'orders'] }, [mine, theirs])).toBe(true)
    expect(isRefused({ either: [] }, [])).toBe(false)
    expect(isRefused({ all: ['shop', 'orders'] }, [theirs])).toBe(true)
    expect(isRefused({ all: ['shop'] }, [])).toBe(false)
  })
})

test('a token of somebody may not do more than they may', () => {
  const token = { ...member('viewer'), grants: within(member('viewer').grants, ['publish', 'administer']) }
  expect(allowed(token)).toEqual(['public', 'heartbeat', 'badge', 'read'])
  const narrow = { ...member('maintainer'), grants: within(member('maintainer').grants, ['verify']) }
  expect(allowed(narrow)).toEqual(['public', 'heartbeat', 'badge', 'read', 'verify'])
})
