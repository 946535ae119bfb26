import { expect, test } from 'vitest'
import { displayNameFor } from './display-name.ts'

test.each([
  ['order-APIService_v2', 'Order API Service V2'],
  ['FooBar', 'Foo Bar'],
  ['foo.bar  baz', 'Foo Bar Baz'],
  ['HTTPProxy', 'HTTP Proxy'],
  ['already Written', 'Already Written'],
  ['-', '-'],
  ['ABC', 'ABC'],
])('%s is shown as %s', (name, shown) => {
  expect(displayNameFor(name)).toBe(shown)
})
