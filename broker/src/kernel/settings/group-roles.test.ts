import { describe, expect, test } from 'vitest'
import { groupRoles } from './group-roles.ts'

describe('groups in teams', () => {
  test.each([
    ['', []],
    ['devs => Checkout: contributor', [{ group: 'devs', team: 'Checkout', role: 'contributor' }]],
    [
      ' devs=>Checkout:viewer ;\n cn=leads,ou=x => Team: one : maintainer;',
      [
        { group: 'devs', team: 'Checkout', role: 'viewer' },
        { group: 'cn=leads,ou=x', team: 'Team: one', role: 'maintainer' },
      ],
    ],
    ['/org/all of us => Everybody else: viewer', [{ group: '/org/all of us', team: 'Everybody else', role: 'viewer' }]],
  ])('%j', (text, expected) => {
    expect(groupRoles.parse(text)).toEqual(expected)
  })

  test.each([
    ['devs', "holds 'devs', which is not like 'group => team: role'"],
    ['devs => Checkout', "holds 'devs => Checkout', which is not like 'group => team: role'"],
    [
      'devs => Checkout: owner',
      "gives the role 'owner' in 'devs => Checkout: owner': there are viewer, contributor, maintainer",
    ],
  ])('%j says what is wrong', (text, complaint) => {
    expect(groupRoles.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([complaint])
  })
})
