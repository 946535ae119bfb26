import type { Me, Scope } from '@tallystick/client/wire'
import { describe, expect, test } from 'vitest'
import { type Concerned, type Owned, refusalOf } from './may.ts'

const checkout = { uuid: 't-1', name: 'Checkout' }
const orders = { uuid: 't-2', name: 'Orders' }

const somebody = (grants: Me['grants'], kind: Me['kind'] = 'person'): Me => ({
  kind,
  name: 'Ada',
  uuid: null,
  email: null,
  accounts: true,
  administrator: false,
  teams: [],
  grants,
  _links: {},
})

const reading: Me['grants'][number] = { scopes: ['read'], reach: 'everything', says: '' }
const inCheckout = (...scopes: Scope[]) =>
  somebody([reading, { scopes: ['read', ...scopes], reach: { teams: [checkout], applications: [] }, says: '' }])

const viewer = inCheckout()
const contributor = inCheckout('publish', 'verify', 'record')
const maintainer = inCheckout('publish', 'verify', 'record', 'administer')
const administrator = somebody([{ scopes: ['read', 'record', 'administer'], reach: 'everything', says: '' }])
const stranger = somebody([], 'anybody')

const mine: Owned = { name: 'shop', team: checkout }
const theirs: Owned = { name: 'stock', team: orders }
const nobodys: Owned = { name: 'mails', team: undefined }

describe('who may', () => {
  test.each<[string, Me, Scope, Concerned]>([
    ['an administrator everything', administrator, 'administer', 'everything'],
    ['an administrator for everybody', administrator, 'record', { all: [mine, theirs] }],
    ['a contributor for their team', contributor, 'record', { all: [mine] }],
    ['a contributor for what is of no team', contributor, 'record', { all: [nobodys] }],
    ['a contributor for something', contributor, 'record', 'something'],
    ['a maintainer for one of two', maintainer, 'administer', { either: [mine, theirs] }],
    ['a maintainer for their team', maintainer, 'administer', { team: checkout.uuid }],
  ])('%s', (_, me, scope, concerned) => expect(refusalOf(me, scope, concerned)).toBeUndefined())
})

describe('who may not, and why', () => {
  test.each<[string, Me, Scope, Concerned, string]>([
    ['nobody', stranger, 'record', 'something', 'Sign in to do this.'],
    ['a maintainer', maintainer, 'administer', 'everything', 'Only administrators may do this.'],
    ['a viewer', viewer, 'record', { all: [mine] }, 'You may not record deployments and releases. A maintainer'],
    ['a contributor', contributor, 'administer', 'something', 'You may not change settings or delete. A maintainer'],
    [
      'a contributor elsewhere',
      contributor,
      'record',
      { all: [mine, theirs] },
      'for stock of the team Orders. Its team',
    ],
    ['a maintainer elsewhere', maintainer, 'administer', { team: orders.uuid }, 'Only maintainers of this team'],
    ['a maintainer of none', maintainer, 'administer', { either: [theirs] }, 'for stock of the team Orders'],
  ])('%s', (_, me, scope, concerned, sentence) => expect(refusalOf(me, scope, concerned)).toContain(sentence))
})
