import { expect, test } from 'vitest'
import { readLink } from './link-secret.ts'

test.each([
  ['#link=9Jx', { isFirst: false, secret: '9Jx' }],
  ['#first=a_b-c', { isFirst: true, secret: 'a_b-c' }],
  ['', undefined],
  ['#link=', undefined],
  ['#main', undefined],
])('"%s" has %j', (hash, link) => expect(readLink(hash)).toEqual(link))
