import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contract, contractOf } from './contract.ts'
import { readJson } from './read-json.ts'
import { type MergeOptions, mergeContracts } from './merge.ts'

function contract(document: unknown): Contract {
  const json = readJson(JSON.stringify(document))
  if (json.kind !== 'object') throw new Error('A contract is an object')
  return contractOf(json, 'verifiable-content')
}

const refuse: MergeOptions = { identity: 'verifiable-content', differing: 'refuse' }
const replace: MergeOptions = { identity: 'verifiable-content', differing: 'replace' }

const v2 = { pactSpecification: { version: '2.0.0' } }
const v4 = { pactSpecification: { version: '4.0' } }
const one = { description: 'one', request: { method: 'GET', path: '/1' }, response: { status: 200 } }
const two = { description: 'two', providerState: 'it exists', request: { path: '/2' }, response: { status: 200 } }
const three = { description: 'three', request: { path: '/3' } }
const failingOne = { ...one, response: { status: 500 } }

const http = (...interactions: unknown[]) => contract({ interactions, metadata: v2 })

function merged(existing: Contract, addition: Contract, options = refuse): Contract {
  const merge = mergeContracts(existing, addition, options)
  if (merge.outcome === 'conflict') throw new Error(merge.reasons.join('; '))
  return merge.contract
}

function reasons(existing: Contract, addition: Contract): readonly string[] {
  const merge = mergeContracts(existing, addition, refuse)
  return merge.outcome === 'conflict' ? merge.reasons : []
}

const hashes = (whole: Contract) => new Set(whole.interactions.map(({ hash }) => hash))

const descriptions = ({ interactions }: Contract) => interactions.map((interaction) => interaction.description)

describe('merging', () => {
  test('adds the interactions that are new, sorted by what they are called', () => {
    expect(descriptions(merged(http(two), http(one, three)))).toEqual(['one', 'three', 'two'])
  })

  test('gives the identity of the whole, not of the part', () => {
    expect(merged(http(one), http(two)).sha).toBe(http(one, two).sha)
  })

  test('of what is there already changes nothing, not even the text', () => {
    const existing = http(two, one)
    expect(merged(existing, http(one))).toBe(existing)
    expect(merged(existing, existing)).toBe(existing)
  })

  test('tells interactions of one description apart by their states', () => {
    const states = ['a', 'b'].map((providerState) => ({ ...one, providerState }))
    expect(merged(http(states[0]), http(states[1])).interactions).toHaveLength(2)
  })

  test('works for contracts of messages only', () => {
    const messages = [one, two].map(({ description }) => ({ description, contents: {} }))
    const parts = messages.map((message) => contract({ messages: [message], metadata: v2 }))
    expect(parts[0] && parts[1] && descriptions(merged(parts[0], parts[1]))).toEqual(['one', 'two'])
  })

  test('joins HTTP and messages in the one list of specification 4', () => {
    const call = contract({ interactions: [{ ...one, type: 'Synchronous/HTTP' }], metadata: v4 })
    const event = contract({ interactions: [{ description: 'one', type: 'Asynchronous/Messages' }], metadata: v4 })
    expect(merged(call, event).interactions.map(({ kind }) => kind)).toEqual(['async-message', 'http'])
  })

  test('keeps everything else of the existing document, and adds what only the other has', () => {
    const existing = contract({ consumer: { name: 'A' }, interactions: [one], metadata: { ...v2, a: { x: 1 } } })
    const addition = contract({ interactions: [two], extra: 1.5, metadata: { ...v2, a: { x: 2 }, b: 3 } })
    expect(JSON.parse(merged(existing, addition).text)).toMatchObject({
      consumer: { name: 'A' },
      metadata: { ...v2, a: { x: 1 }, b: 3 },
      extra: 1.5,
    })
  })
})

describe('a conflict', () => {
  test('is an interaction of the same label that differs, and says where', () => {
    expect(reasons(http(one, two), http(failingOne))).toEqual([
      '"one" is part of this contract already, with another response.status',
    ])
    const moved = { ...two, request: { path: '/5', method: 'PUT' } }
    expect(reasons(http(one, two), http(moved))).toEqual([
      '"two" given "it exists" is part of this contract already, with another request.path, request.method',
    ])
  })

  test('names every interaction concerned', () => {
    expect(reasons(http(one, two), http(failingOne, { ...two, response: {} }, three))).toHaveLength(2)
  })

  test('is replaced where replacing was asked for', () => {
    expect(merged(http(one, two), http(failingOne), replace).sha).toBe(http(failingOne, two).sha)
  })

  test('is not that one side has more of a label than the other', () => {
    expect(merged(http(one, failingOne), http(one)).sha).toBe(http(one, failingOne).sha)
    expect(merged(http(one), http(one, failingOne)).sha).toBe(http(one, failingOne).sha)
  })

  test('is a part written by another version of the specification', () => {
    expect(reasons(http(one), contract({ interactions: [two], metadata: v4 }))).toEqual([
      'The parts are written by different versions of the Pact specification, 2.0.0 and 4.0',
    ])
  })

  test('is interactions beside messages, where only one of the lists would be verified', () => {
    expect(reasons(http(one), contract({ messages: [two], metadata: v2 }))).toEqual([
      'Interactions and messages fit into one contract only in version 4 of the Pact specification',
    ])
  })

  test('is a document without either list', () => {
    const sentence = ['A contract without a list of interactions or messages cannot be merged']
    expect(reasons(http(one), contract({ a: 1 }))).toEqual(sentence)
    expect(reasons(contract({ a: 1 }), http(one))).toEqual(sentence)
  })
})

describe('the union', () => {
  const label = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  /** Every build tells the same of an interaction: parts of one whole. */
  const part = fc
    .uniqueArray(label, { maxLength: 4 })
    .map((labels) => http(...labels.map((description) => ({ description, request: { path: `/${description}` } }))))
  const anyPart = fc
    .array(fc.record({ description: label, response: fc.record({ status: fc.constantFrom(200, 500) }) }))
    .map((interactions) => http(...interactions))

  test('is the same in any order of arrival, to the letter', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const orders = [
          [a, b, c],
          [c, a, b],
          [b, c, a],
          [c, b, a],
        ].map((order) => order.reduce((whole, next) => merged(whole, next)))
        expect(new Set(orders.map(({ sha }) => sha)).size).toBe(1)
        const texts = orders.map((whole) => merged(http(), whole).text)
        expect(new Set(texts).size).toBe(1)
      }),
    )
  })

  test('holds every interaction of both, and none besides', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        expect(hashes(merged(a, b))).toEqual(new Set([...hashes(a), ...hashes(b)]))
      }),
    )
  })

  test('with a part that it holds is itself', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        const whole = merged(a, b)
        expect(merged(whole, b)).toBe(whole)
        expect(merged(whole, a)).toBe(whole)
      }),
    )
  })

  test('exists for both orders or for neither', () => {
    fc.assert(
      fc.property(anyPart, anyPart, (a, b) => {
        const [ab, ba] = [mergeContracts(a, b, refuse), mergeContracts(b, a, refuse)]
        expect(ab.outcome).toBe(ba.outcome)
        const shas = [ab, ba].map((merge) => (merge.outcome === 'merged' ? merge.contract.sha : ''))
        expect(shas[0]).toBe(shas[1])
      }),
    )
  })
})
