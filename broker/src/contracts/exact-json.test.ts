import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_DEPTH, readJson } from './read-json.ts'

const space = fc.stringMatching(/^[ \t\r\n]{0,2}$/)

const escaped = (text: string) =>
  Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')

/** The value as some writer might put it: keys in any order, any space, escapes where there need be none. */
function written(value: unknown, random: () => { readonly space: string; readonly flip: boolean }): string {
  const gap = () => random().space
  const quoted = (text: string) => (random().flip ? `"${escaped(text)}"` : JSON.stringify(text))
  const inner = (): string => {
    if (Array.isArray(value)) return `[${gap()}${value.map((element) => written(element, random)).join(',')}${gap()}]`
    if (typeof value === 'object' && value !== null) {
      const entries = random().flip ? Object.entries(value).toReversed() : Object.entries(value)
      const members = entries.map(([key, child]) => `${gap()}${quoted(key)}${gap()}:${written(child, random)}`)
      return `{${members.join(',')}${gap()}}`
    }
    return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
  }
  return `${gap()}${inner()}${gap()}`
}

const value = fc.jsonValue({ depthSize: 'medium' })
const choice = fc.record({ space, flip: fc.boolean() })
const choices = fc.infiniteStream(choice)
const drawFrom = (stream: Iterator<{ space: string; flip: boolean }>) => () => stream.next().value

describe('compact text', () => {
  test.each([
    ['{ "b" : 1.0 , "a" : [ 1e2 , -0 ] }', '{"b":1.0,"a":[1e2,-0]}'],
    ['[12345678901234567890123, 0.10]', '[12345678901234567890123,0.10]'],
    ['{"10": 1, "2": 2, "__proto__": 3}', '{"10":1,"2":2,"__proto__":3}'],
    ['"caf\\u00e9 \\/ \\"x\\""', '"caf\\u00e9 \\/ \\"x\\""'],
    ['{"a": 1, "b": 2, "a": {"c": 3, "c": 4}}', '{"a":{"c":4},"b":2}'],
    [' true ', 'true'],
    ['{ }', '{}'],
    ['[ ]', '[]'],
  ])('of %s is %s', (text, compact) => {
    expect(readJson(text).compact).toBe(compact)
  })

  test('says what the text says', () => {
    fc.assert(
      fc.property(value, choices, (json, stream) => {
        const text = written(json, drawFrom(stream))
        expect(JSON.parse(readJson(text).compact)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('keeps a text that JSON.stringify wrote', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(readJson(JSON.stringify(json)).compact).toBe(JSON.stringify(json))
      }),
    )
  })
})

describe('canonical text', () => {
  test.each([
    ['{"b":1,"a":{"d":1,"c":2}}', '{"a":{"c":2,"d":1},"b":1}'],
    ['{"a b":1,"a":2,"a!":3}', '{"a":2,"a b":1,"a!":3}'],
    ['{"\\u0062":"\\u0041\\/","a":"\\u001F"}', '{"a":"\\u001f","b":"A/"}'],
    ['[1.0,1,1e0]', '[1.0,1,1e0]'],
  ])('of %s is %s', (text, canonical) => {
    expect(readJson(text).canonical).toBe(canonical)
  })

  test('is the same however the same value is written', () => {
    fc.assert(
      fc.property(value, choices, choices, (json, one, other) => {
        expect(readJson(written(json, drawFrom(one))).canonical).toBe(
          readJson(written(json, drawFrom(other))).canonical,
        )
      }),
    )
  })

  test('differs where values differ', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const same = readJson(JSON.stringify(one)).canonical === readJson(JSON.stringify(other)).canonical
        expect(same).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)))
      }),
    )
  })
})

function sorted(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(sorted)
  if (typeof json !== 'object' || json === null) return json
  const keys = Object.keys(json).toSorted()
  return Object.fromEntries(keys.map((key) => [key, sorted((json as Record<string, unknown>)[key])]))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isRead(text: string): boolean {
  try {
    readJson(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('what is not JSON', () => {
  test.each([
    '',
    ' ',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '[1,]',
    '[1 2]',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    "'a'",
  ])('%j is refused', (text) => expect(isRead(text)).toBe(false))
  test.each(['tru', 'nul', 'nan', '"a', '"\\x"', '"\\u12"', '"\n"', '"\\\n"', '"\\', '{a:1}', '{1:1}', '1 1', '{}{}'])(
    '%j is refused too',
    (text) => expect(isRead(text)).toBe(false),
  )

  test('is exactly what JSON.parse refuses', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"b"',
      '\\',
      '\\u0041',
      '1',
      '-',
      '.',
      'e',
      ' ',
    )
    const soup = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(soup, (text) => {
        expect(isRead(text)).toBe(isJson(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('is also what one change makes of a good text', () => {
    const edit = fc.record({
      json: value,
      at: fc.nat(),
      char: fc.constantFrom('{', '}', '"', ',', '\\', '0', '\u0001', ''),
    })
    fc.assert(
      fc.property(edit, ({ json, at, char }) => {
        const text = JSON.stringify(json)
        const place = at % (text.length + 1)
        const edited = text.slice(0, place) + char + text.slice(place + 1)
        expect(isRead(edited)).toBe(isJson(edited))
      }),
      { numRuns: 1000 },
    )
  })

  test('is refused beyond the deepest nesting, without exhausting the stack', () => {
    expect(isRead(nested(MAX_DEPTH))).toBe(true)
    expect(isRead(nested(MAX_DEPTH + 1))).toBe(false)
    expect(isRead(nested(1_000_000))).toBe(false)
  })
})
