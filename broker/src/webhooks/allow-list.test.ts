import { describe, expect, test } from 'vitest'
import { isHostAllowed, isHostListed } from './allow-list.ts'

describe('a host is on the list', () => {
  test.each([
    ['ci.example.org', 'ci.example.org', true],
    ['CI.Example.org.', 'ci.EXAMPLE.org', true],
    ['ci.example.org', 'example.org', false],
    ['ci.example.org', '*.example.org', true],
    ['example.org', '*.example.org', false],
    ['a.ci.example.org', '*.example.org', false],
    ['ciexample.org', '*.example.org', false],
    ['.example.org', '*.example.org', false],
    ['a.ci.example.org', String.raw`/\.example\.org$/`, true],
    ['example.org.evil.net', String.raw`/\.example\.org$/`, false],
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.33', '10.1.2.3', false],
    ['10.1.2.3', '/10/', false],
    ['10.example.org', '10.0.0.0/8', false],
    ['[fd00::1]', 'fd00::/8', true],
    ['[fd00:0:0::1]', 'fd00::1', true],
    ['fe80::1', 'fd00::/8', false],
    ['::ffff:10.0.0.1', '10.0.0.0/8', true],
    ['10.0.0.1', 'fd00::/8', false],
    ['10.0.0.1', '10', false],
  ])('%s by %s: %s', (host, rule, expected) => {
    expect(isHostListed(host, ['other.example.com', rule])).toBe(expected)
  })
})

test('every host is allowed where there is no list', () => {
  expect([isHostAllowed('example.org', []), isHostListed('example.org', [])]).toEqual([true, false])
  expect(isHostAllowed('example.org', ['example.com'])).toBe(false)
})
