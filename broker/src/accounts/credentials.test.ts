import { expect, test } from 'vitest'
import { type Caller, anybody } from './caller.ts'
import { configuredFinder } from './credentials.ts'

const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`

const told = ({ kind, grants }: Caller) =>
  kind === 'anybody' ? 'anybody' : grants.some(({ scopes }) => scopes.includes('publish')) ? 'writer' : 'reader'

const find = configuredFinder({
  basicAuth: { username: 'ada', password: 'love:lace é' },
  basicAuthReadOnly: { username: 'bob', password: 'builder' },
  token: 'write-token',
  readOnlyToken: 'read-token',
})

test.each<[string, string | undefined, string]>([
  ['nothing', undefined, 'anybody'],
  ['the user who may write', basic('ada:love:lace é'), 'writer'],
  ['the scheme in other letters', basic('ada:love:lace é').replace('Basic', 'bAsIc'), 'writer'],
  ['the user who may read', basic('bob:builder'), 'reader'],
  ['a wrong password', basic('ada:love'), 'anybody'],
  ['a password of another user', basic('ada:builder'), 'anybody'],
  ['no password', basic('ada'), 'anybody'],
  ['the token that may write', 'Bearer write-token', 'writer'],
  ['the token that may read', 'bearer read-token', 'reader'],
  ['another token', 'Bearer other', 'anybody'],
  ['a token as a password', basic('bearer:write-token'), 'anybody'],
  ['a token in place of a user', `Basic ${Buffer.from('write-token').toString('base64')}`, 'anybody'],
  ['another scheme', 'Digest write-token', 'anybody'],
  ['an empty header', '', 'anybody'],
])('%s', (_, header, caller) => expect(told(find(header))).toBe(caller))

test('what is not configured matches nothing', () => {
  const none = configuredFinder({ basicAuth: undefined, basicAuthReadOnly: undefined, token: undefined })
  expect(none('Bearer undefined')).toBe(anybody)
  expect(none(basic('undefined:undefined'))).toBe(anybody)
})
