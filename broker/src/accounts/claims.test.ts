import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences, fits, workloadName } from './claims.ts'

describe('a claim', () => {
  test.each<[string, Parameters<typeof fits>[0], unknown, boolean]>([
    ['is the same', 'main', 'main', true],
    ['is another', 'main', 'Main', false],
    ['is longer', 'main', 'mainly', false],
    ['begins so', 'repo:acme/*', 'repo:acme/shop:ref:refs/heads/main', true],
    ['begins otherwise', 'repo:acme/*', 'repo:acme-evil/shop', false],
    ['begins and ends so', 'repo:acme/*:ref:refs/heads/main', 'repo:acme/shop:ref:refs/heads/main', true],
    ['ends otherwise', 'repo:acme/*:ref:refs/heads/main', 'repo:acme/shop:ref:refs/heads/main2', false],
    ['has it within', '*acme*', 'the-acme-shop', true],
    ['has its parts in another order', '*b*a*', 'ab', false],
    ['has parts that would overlap', 'ab*ba', 'aba', false],
    ['has nothing where anything may be', 'a*b', 'ab', true],
    ['has what a pattern must not mean', 'a.c[d]', 'abcd', false],
    ['is a number', 7, 7, true],
    ['is a number that is written', 7, '7', true],
    ['is a text for a number', '7', 7, true],
    ['is yes', true, 'true', true],
    ['is no', true, false, false],
    ['is one of a list', 'a*', ['b', 'ab'], true],
    ['is none of a list', 'a*', ['b', 'c'], false],
    ['is a list in a list', 'a', [['a']], false],
    ['is an object', '*', {}, false],
    ['is null', 'null', null, false],
    ['is not there', '*', undefined, false],
  ])('%s', (_, pattern, value, expected) => {
    expect(fits(pattern, value)).toBe(expected)
  })

  test('fits as the same pattern does that is a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 })
    const plain = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 })
    fc.assert(
      fc.property(text, plain, (pattern, value) => {
        expect(fits(pattern, value)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(value))
      }),
    )
  })

  test('is looked at in no time, whatever it is compared with', () => {
    const started = performance.now()
    expect(fits(`${'a*'.repeat(500)}b`, 'a'.repeat(100_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('a rule', () => {
  const rule = { audience: 'tallystick', claims: { sub: 'repo:acme/*', constructor: '*' } }

  test('says what does not fit it', () => {
    expect(differences(rule, { aud: 'other', sub: 'repo:evil/shop' })).toEqual([
      { claim: 'aud', wanted: 'tallystick', found: 'other' },
      { claim: 'sub', wanted: 'repo:acme/*', found: 'repo:evil/shop' },
      { claim: 'constructor', wanted: '*', found: null },
    ])
  })

  test('fits one of several audiences', () => {
    const claims = { aud: ['other', 'tallystick'], sub: 'repo:acme/shop', constructor: 'x' }
    expect(differences(rule, claims)).toEqual([])
    expect(differences(rule, { ...claims, aud: 'tallystick2' })).toHaveLength(1)
  })
})

test.each([
  [{ repository: 'acme/shop', ref: 'refs/heads/main', sub: 'x' }, 'acme/shop (refs/heads/main)'],
  [{ project_path: 'acme/shop', ref: 'main' }, 'acme/shop (main)'],
  [{ repository: 'acme/shop' }, 'acme/shop'],
  [{ sub: 'system:serviceaccount:ci\nforged' }, 'system:serviceaccount:ci forged'],
  [{ sub: 'x'.repeat(1000) }, 'x'.repeat(200)],
  [{}, 'a build'],
])('%j is known as %s', (claims, name) => {
  expect(workloadName(claims)).toBe(name)
})
