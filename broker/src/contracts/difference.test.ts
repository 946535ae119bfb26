import { describe, expect, test } from 'vitest'
import { contractOf } from './contract.ts'
import { describeDifference } from './difference.ts'
import { readJson } from './read-json.ts'

function difference(before: unknown, after: unknown): string {
  const [old, recent] = [before, after].map((document) => {
    const json = readJson(JSON.stringify(document))
    if (json.kind !== 'object') throw new Error('A contract is an object')
    return contractOf(json, 'verifiable-content')
  })
  return old && recent ? describeDifference(old, recent) : ''
}

const one = { description: 'one', request: { method: 'GET', path: '/1' }, response: { status: 200, body: { a: 1 } } }
const two = { description: 'two', providerState: 'it exists', request: { method: 'GET', path: '/2' } }
const listing = (body: unknown) => contract([{ ...one, response: { body } }])

const contract = (interactions: readonly unknown[], version = '2.0.0') => ({
  interactions,
  metadata: { pactSpecification: { version } },
})

describe('the difference between contracts', () => {
  test('names interactions that are new and that are gone', () => {
    expect(difference(contract([one]), contract([two]))).toBe('- "one" (GET /1)\n+ "two" given "it exists" (GET /2)')
  })

  test('names the places at which an interaction changed, and both values', () => {
    const changed = { ...one, request: { path: '/1' }, response: { status: 201, body: { a: 1, b: [2] } } }
    expect(difference(contract([one, two]), contract([two, changed]))).toBe(
      [
        '  "one" (GET /1)',
        '-     request.method: "GET"',
        '-     response.status: 200',
        '+     response.status: 201',
        '+     response.body.b: [2]',
      ].join('\n'),
    )
  })

  test('follows lists by position', () => {
    expect(difference(listing([1, { x: 2 }]), listing([1, { x: 3 }, 4]))).toBe(
      ['  "one" (GET /1)', '-     response.body.1.x: 2', '+     response.body.1.x: 3', '+     response.body.2: 4'].join(
        '\n',
      ),
    )
  })

  test('names the version of the specification', () => {
    expect(difference(contract([one]), contract([one], '3.0.0'))).toBe(
      '- specification version: 2.0.0\n+ specification version: 3.0.0',
    )
  })

  test('compares whole documents where there are no interactions', () => {
    expect(difference({ a: 1 }, { a: 2 })).toBe('  the document\n-     a: 1\n+     a: 2')
    expect(difference(contract([one]), { a: 2 })).toContain('+     a: 2')
  })

  test('compares whole documents where the interactions are the same', () => {
    expect(difference(contract([one, two]), { ...contract([one, two]), extra: 1 })).toBe(
      '  the document\n+     extra: 1',
    )
  })

  test('is cut when it is long', () => {
    const many = (word: string) =>
      contract(Array.from({ length: 100 }, (_, index) => ({ description: `${word} ${index}` })))
    const lines = difference(many('a'), many('b')).split('\n')
    expect(lines).toHaveLength(61)
    expect(lines.at(-1)).toBe('  and 140 more lines')
    const wide = {
      ...one,
      response: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, 'x'.repeat(500)])),
    }
    const text = difference(contract([one]), contract([wide]))
    expect(text).toContain('more')
    expect(text.length).toBeLessThan(1500)
  })
})
