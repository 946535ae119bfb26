import { describe, expect, test } from 'vitest'
import { groupRoles } from '../kernel/settings/group-roles.ts'
import { emailIn, groupsIn, nameIn, rolesOf } from './identity.ts'

describe('how somebody is called', () => {
  test.each([
    [{ name: 'Ada Lovelace', preferred_username: 'ada' }, 'Ada Lovelace'],
    [{ name: ' \n', preferred_username: 'ada' }, 'ada'],
    [{ name: 1, email: 'ada@example.org' }, 'ada@example.org'],
    [{ name: 'Ada\u0000\nLovelace ' }, 'Ada Lovelace'],
    [{ name: 'x'.repeat(300) }, 'x'.repeat(200)],
    [{}, 'subject-1'],
  ])('%j', (claims, expected) => {
    expect(nameIn(claims, 'subject-1')).toBe(expected)
  })
})

describe('their e-mail address', () => {
  test.each([
    [{ email: 'ada@example.org', email_verified: true }, 'ada@example.org'],
    [{ email: 'ada@example.org' }, 'ada@example.org'],
    [{ email: 'ada@example.org', email_verified: false }, null],
    [{ email: ['x'] }, null],
    [{}, null],
  ])('%j', (claims, expected) => {
    expect(emailIn(claims)).toBe(expected)
  })
})

describe('their groups', () => {
  test.each([
    ['groups', { groups: ['a', 'b', 1, null] }, ['a', 'b']],
    ['groups', { groups: 'a' }, ['a']],
    ['groups', { groups: {} }, []],
    ['groups', { groups: null }, undefined],
    ['groups', {}, undefined],
    ['realm_access.roles', { realm_access: { roles: ['a'] } }, ['a']],
    ['https://example.org/groups', { 'https://example.org/groups': ['a'] }, ['a']],
    ['constructor.name', {}, undefined],
  ])('by %s in %j', (claim, claims, expected) => {
    expect(groupsIn(claims, claim)).toEqual(expected)
  })
})

describe('what groups are in teams', () => {
  const rules = groupRoles.parse(
    'devs => Checkout: contributor; leads => checkout: maintainer; all => Checkout: viewer; all => Orders: viewer',
  )
  test.each([
    [[], []],
    [['others'], []],
    [['devs'], [['Checkout', 'contributor']]],
    [
      ['all', 'devs', 'leads'],
      [
        ['Checkout', 'maintainer'],
        ['Orders', 'viewer'],
      ],
    ],
    [['Devs'], []],
  ])('%j', (groups, expected) => {
    expect([...rolesOf(groups, rules)]).toEqual(expected)
  })
})
