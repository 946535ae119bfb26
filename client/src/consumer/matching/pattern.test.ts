import { describe, expect, test } from 'vitest'
import { regExpOf, wholePattern } from './pattern.ts'
import { textsFor } from './text-from-pattern.ts'

const patternOf = ({ source, flags }: RegExp) => ({ source, flags })

describe('the pattern of a whole text', () => {
  test.each<[RegExp, string]>([
    [/^abc$/, '^abc$'],
    [/abc/, String.raw`^[\s\S]*abc[\s\S]*$`],
    [/^abc/, String.raw`^abc[\s\S]*$`],
    [/abc$/, String.raw`^[\s\S]*abc$`],
    [/^a|b$/, String.raw`^[\s\S]*(?:\Aa|b\z)[\s\S]*$`],
    [/^a$|^b$/, '^(?:a|b)$'],
    [/^(?:a|b)$/, '^(?:a|b)$'],
    [/^\d+\D[\d\w][^\w]\W$/, '^[0-9]+[^0-9][0-9A-Za-z0-9_][^A-Za-z0-9_][^A-Za-z0-9_]$'],
    [/^\/a\/$/, '^/a/$'],
    [/^\u00e9\x41\u{1F600}$/u, String.raw`^\x{E9}\x{41}\x{1F600}$`],
    [/^[[\]a&&b]$/, String.raw`^[\[\]a\&\&b]$`],
    [/^[^]$/, String.raw`^[\s\S]$`],
    [/^(?=.*x$)a/, String.raw`^(?=.*x\z)a[\s\S]*$`],
    [/^a.c$/s, String.raw`^a[\s\S]c$`],
    [/^abc$/i, '^(?i:abc)$'],
    [/^a$/m, String.raw`^[\s\S]*^a$[\s\S]*$`],
    [/^\p{Script=Greek}\P{Lu}\p{L}$/u, String.raw`^\p{Greek}\P{Lu}\p{L}$`],
    [/^[\b]$/, String.raw`^[\x{8}]$`],
  ])('%s is %s', (pattern, whole) => {
    expect(wholePattern(patternOf(pattern))).toBe(whole)
  })

  test('a letter that is escaped for no reason is itself', () => {
    expect(wholePattern({ source: String.raw`^\h\-$`, flags: '' })).toBe(String.raw`^h\-$`)
  })

  test('a class of nothing fits nothing', () => {
    expect(wholePattern({ source: '^[]$', flags: '' })).toBe('^(?!)$')
  })

  test('sets of strings are refused', () => {
    expect(() => wholePattern({ source: '^[a--b]$', flags: 'v' })).toThrow(SyntaxError)
  })
})

describe('texts for a pattern', () => {
  test.each<[RegExp, string]>([
    [/^[A-Z]{3}-\d{4}$/, 'ABC-3456'],
    [/^(?:foo|bar)$/, 'foo'],
    [/^(a|b)=\1$/, 'a=a'],
    [/^(?<x>[0-9a-f]{2})\k<x>$/, 'abab'],
    [/^\p{Lu}\p{Ll}*$/u, 'Abc'],
    [/^[^a-z]$/, 'A'],
    [/^[\u{1F600}-\u{1F64F}]$/u, '🙂'],
    [/^[Α-Ω]+$/, 'ΑΑΑ'],
    [/^a{2,3}?b?$/, 'aaab'],
  ])('of %s the first is %s', (pattern, text) => {
    const [first] = textsFor(patternOf(pattern))
    expect(first).toBe(text)
    expect(pattern.test(text)).toBe(true)
  })

  test('they are the same every time', () => {
    const pattern = patternOf(/^(?=.*\d)(?=.*[A-Z])[\w!]{8,}$/)
    expect([...textsFor(pattern)]).toEqual([...textsFor(pattern)])
    expect([...textsFor(pattern)].some((text) => regExpOf(pattern).test(text))).toBe(true)
  })

  test('they grow to the length that is asked for', () => {
    const texts = [...textsFor(patternOf(/^x[a-z]*$/), 20)]
    expect(texts.some(({ length }) => length >= 20)).toBe(true)
  })
})
