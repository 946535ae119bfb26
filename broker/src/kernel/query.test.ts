import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BrokerError } from './broker-error.ts'
import { parseNestedQuery } from './query.ts'

// The parsed objects have no prototype, which toEqual does not mind.
const read = (query: string) => JSON.parse(JSON.stringify(parseNestedQuery(query))) as unknown

function failureOf(query: string): unknown {
  try {
    parseNestedQuery(query)
    return undefined
  } catch (error) {
    return error
  }
}

describe('plain parameters', () => {
  it.each([
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a=1=2', { a: '1=2' }],
    ['a=1&a=2', { a: '2' }],
    ['a=x+y%20z', { a: 'x y z' }],
    ['a%20b=%C3%A9', { 'a b': 'é' }],
    ['&&a=1&', { a: '1' }],
    ['=1', { '': '1' }],
  ])('%s', (query, expected) => {
    expect(read(query)).toEqual(expected)
  })
})

describe('lists and objects', () => {
  it.each([
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a[]=', { a: [''] }],
    ['a%5B%5D=1', { a: ['1'] }],
    ['a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
    ['a[b][c]=1', { a: { b: { c: '1' } } }],
    ['a[b][]=1&a[b][]=2', { a: { b: ['1', '2'] } }],
    ['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
    ['a[1]=y&a[0]=x', { a: ['x', 'y'] }],
    ['a[0]=x&a[b]=y', { a: { '0': 'x', b: 'y' } }],
    ['a[99999]=x', { a: { '99999': 'x' } }],
  ])('%s', (query, expected) => {
    expect(read(query)).toEqual(expected)
  })
})

describe('lists of objects', () => {
  it('starts the next object where a key repeats', () => {
    expect(read('q[][p]=A&q[][v]=1&q[][p]=B&q[][v]=2')).toEqual({
      q: [
        { p: 'A', v: '1' },
        { p: 'B', v: '2' },
      ],
    })
  })

  it('leaves out what is not said of an object', () => {
    expect(read('q[][p]=A&q[][p]=B&q[][v]=2')).toEqual({ q: [{ p: 'A' }, { p: 'B', v: '2' }] })
    expect(read('q[][p]=A&q[][v]=1&q[][p]=B')).toEqual({ q: [{ p: 'A', v: '1' }, { p: 'B' }] })
  })

  it('takes an object whose keys come in another order for what it is', () => {
    expect(read('q[][v]=1&q[][p]=A&q[][p]=B&q[][l]=true')).toEqual({
      q: [
        { v: '1', p: 'A' },
        { p: 'B', l: 'true' },
      ],
    })
  })

  it('pairs values by their place when the sender grouped them by key', () => {
    expect(read('q[][p]=A&q[][p]=B&q[][v]=1&q[][v]=2')).toEqual({
      q: [
        { p: 'A', v: '1' },
        { p: 'B', v: '2' },
      ],
    })
    expect(read('q[][l]=1&q[][l]=2&q[][p]=A&q[][p]=B')).toEqual({
      q: [
        { l: '1', p: 'A' },
        { l: '2', p: 'B' },
      ],
    })
  })

  it('reads numbered objects', () => {
    expect(read('q[0][p]=A&q[0][v]=1&q[1][p]=B')).toEqual({ q: [{ p: 'A', v: '1' }, { p: 'B' }] })
    expect(read('q[0][p]=A&q[1][p]=B&q[0][v]=1')).toEqual({ q: [{ p: 'A', v: '1' }, { p: 'B' }] })
    expect(read('q[10][p]=B&q[9][p]=A')).toEqual({ q: [{ p: 'A' }, { p: 'B' }] })
  })

  it('keeps plain values beside objects', () => {
    expect(read('i[]=A&i[][p]=B&i[][v]=1')).toEqual({ i: ['A', { p: 'B', v: '1' }] })
  })

  it('reads lists and objects inside of the objects', () => {
    expect(read('q[][t][]=1&q[][t][]=2')).toEqual({ q: [{ t: ['1', '2'] }] })
    expect(read('q[][a][b]=1&q[][a][c]=2')).toEqual({ q: [{ a: { b: '1', c: '2' } }] })
    expect(read('q[][a][b]=1&q[][a][b]=2')).toEqual({ q: [{ a: { b: '1' } }, { a: { b: '2' } }] })
  })

  it('lets the last form win when a name comes in two', () => {
    expect(read('q=1&q[][p]=A')).toEqual({ q: [{ p: 'A' }] })
    expect(read('q[][p]=A&q=1')).toEqual({ q: '1' })
  })
})

describe('what nobody means', () => {
  it.each([
    ['a[=1', [['a', '1']]],
    ['a]=1', [['a]', '1']]],
    ['[]=1', [['[]', '1']]],
    ['[a]=1', [['[a]', '1']]],
    ['a[]b=1', [['a', ['1']]]],
    ['constructor[prototype]=1', [['constructor', { prototype: '1' }]]],
  ])('%s is harmless', (query, expected) => {
    expect(Object.entries(parseNestedQuery(query))).toEqual(expected)
  })

  it('keeps a parameter named __proto__ as one like any other', () => {
    expect(Object.entries(parseNestedQuery('__proto__[x]=1'))).toEqual([['__proto__', { x: '1' }]])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it.each([
    ['a=%', /percent-encoding/],
    ['a=%FF', /percent-encoding/],
    ['%E0%A4=1', /percent-encoding/],
    ['a[b][c][d][e][f]=1', /nested too deeply/],
    [`a${'[]'.repeat(1000)}=1`, /nested too deeply/],
    ['a=1&'.repeat(1001), /more than 1000 parameters/],
  ])('is refused as the client’s error', (query, message) => {
    expect(() => parseNestedQuery(query)).toThrow(BrokerError)
    expect(() => parseNestedQuery(query)).toThrow(message)
  })

  it('never throws anything else', () => {
    const piece = fc.constantFrom('q', '[', ']', '[]', '=', '&', '[a]', '[0]', '%5B', '%', '+', 'é', '__proto__')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(failureOf(pieces.join(''))).toBeOneOf([undefined, expect.any(BrokerError)])
      }),
    )
  })
})

describe('a list of objects, written in order', () => {
  const keys = ['version', 'branch', 'tag', 'latest'] as const
  const object = fc.record(
    { pacticipant: fc.string(), version: fc.string(), branch: fc.string(), tag: fc.string(), latest: fc.string() },
    { requiredKeys: ['pacticipant'] },
  )
  const written = (objects: readonly Readonly<Record<string, string>>[], index: (position: number) => string) =>
    objects
      .flatMap((entry, position) =>
        ['pacticipant', ...keys]
          .filter((key) => entry[key] !== undefined)
          .map((key) => `q[${index(position)}][${key}]=${encodeURIComponent(entry[key] ?? '')}`),
      )
      .join('&')

  it('comes back as it was, numbered or not', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 6 }), (objects) => {
        expect(parseNestedQuery(written(objects, () => ''))['q']).toEqual(objects)
        expect(parseNestedQuery(written(objects, String))['q']).toEqual(objects)
      }),
    )
  })
})
