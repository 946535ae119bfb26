import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contract, type Identity, contractOf } from './contract.ts'
import { readJson } from './read-json.ts'
import { nameOf } from './interactions.ts'

function contract(document: unknown, identity: Identity = 'verifiable-content'): Contract {
  const json = readJson(typeof document === 'string' ? document : JSON.stringify(document))
  if (json.kind !== 'object') throw new Error('A contract is an object')
  return contractOf(json, identity)
}

const request = { description: 'a request 1', request: { method: 'GET', path: '/thing/1' }, response: { status: 200 } }
const other = { description: 'a request 2', request: { method: 'GET', path: '/thing/2' }, response: { status: 200 } }
const metadata = { pactSpecification: { version: '2.0.0' } }
const plain = { consumer: { name: 'CA' }, provider: { name: 'PA' }, interactions: [request, other], metadata }

const strictSha = (text: unknown) => contract(text, 'document').sha

const first = (list: 'interactions' | 'messages', json: unknown) => contract({ [list]: [json] }).interactions[0]

const interaction = fc.record({
  description: fc.string(),
  providerState: fc.option(fc.string(), { nil: undefined }),
  request: fc.record({ method: fc.constantFrom('GET', 'POST'), path: fc.webPath(), body: fc.jsonValue() }),
  response: fc.record({ status: fc.integer({ min: 200, max: 599 }), body: fc.jsonValue() }),
})
const document = fc.record({ interactions: fc.array(interaction, { maxLength: 5 }) })
const shuffled = fc.infiniteStream(fc.integer())

describe('the identity of a contract', () => {
  test('is that of the Pact Broker for a contract that both read alike', () => {
    const { sha, interactions } = contract({ ...plain, interactions: [request] })
    expect(sha).toBe('8584e75a8fcf375ee0d9c117bdae09a436eb8cc0')
    expect(interactions[0]?.hash).toBe('300853d0710fdfc02175cecc88a9a2208aae9935')
    expect(contract(plain).sha).toBe('7a10542cd73cc3697579087911215b22efd1a937')
  })

  test.each([
    ['the order of interactions', { ...plain, interactions: [other, request] }],
    [
      'the order of keys',
      { metadata, interactions: [Object.fromEntries(Object.entries(request).toReversed()), other] },
    ],
    ['who consumes and who provides', { interactions: [request, other], metadata }],
    ['other metadata', { ...plain, metadata: { ...metadata, client: { version: '9' } } }],
    ['other members of the document', { ...plain, extra: [1] }],
    ['what a broker adds', { ...plain, createdAt: 'now', _links: { self: { href: 'x' } } }],
    ['ids that a broker put in', { ...plain, interactions: [{ _id: 'abc', ...request }, other] }],
    ['comments', { ...plain, interactions: [{ ...request, comments: { text: ['why'] }, key: 'k' }, other] }],
  ])('does not depend on %s', (_, variant) => {
    expect(contract(variant).sha).toBe(contract(plain).sha)
  })

  test.each([
    ['an interaction more', { ...plain, interactions: [request, other, { ...other, description: 'third' }] }],
    ['an interaction less', { ...plain, interactions: [request] }],
    ['a response', { ...plain, interactions: [{ ...request, response: { status: 500 } }, other] }],
    ['a forgiven failure', { ...plain, interactions: [{ ...request, pending: true }, other] }],
    ['the version of the specification', { ...plain, metadata: { pactSpecification: { version: '3.0.0' } } }],
    ['no version of the specification', { ...plain, metadata: {} }],
    ['messages in place of interactions', { messages: [request, other], metadata }],
  ])('depends on %s', (_, variant) => {
    expect(contract(variant).sha).not.toBe(contract(plain).sha)
  })

  test('tells numbers by how they are written', () => {
    const numbers = ['1', '1.0', '1e0', '10000000000000000001', '10000000000000000000']
    const shas = numbers.map((number) => contract(`{"interactions":[{"response":{"body":${number}}}]}`).sha)
    expect(new Set(shas).size).toBe(5)
  })

  test('finds the version of the specification wherever a library puts it', () => {
    const versions = [
      { pactSpecification: { version: '3.0.0' } },
      { 'pact-specification': { version: '3.0.0' } },
      { pactSpecificationVersion: '3.0.0' },
      { pactSpecification: { version: null }, pactSpecificationVersion: '3.0.0' },
    ].map((form) => contract({ interactions: [], metadata: form }))
    expect(versions.map((version) => version.specificationVersion)).toEqual(Array(4).fill('3.0.0'))
    expect(new Set(versions.map((version) => version.sha)).size).toBe(1)
  })

  test('is that of the whole document where it has neither interactions nor messages', () => {
    expect(contract({ a: 1, b: 2 }).sha).toBe(contract({ b: 2, a: 1 }).sha)
    expect(contract({ a: 1 }).sha).not.toBe(contract({ a: 2 }).sha)
    expect(contract({ interactions: { no: 'list' } }).sha).not.toBe(contract({ interactions: { no: 'lists' } }).sha)
  })

  test('survives any order of interactions and of keys', () => {
    fc.assert(
      fc.property(document, shuffled, (value, numbers) => {
        const reordered = value.interactions
          .map((one) => ({ one, rank: numbers.next().value }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ one }) => Object.fromEntries(Object.entries(one).toReversed()))
        expect(contract({ interactions: reordered }).sha).toBe(contract(value).sha)
      }),
    )
  })

  test('changes with any interaction', () => {
    fc.assert(
      fc.property(document, interaction, (value, added) => {
        const [before, after] = [contract(value), contract({ interactions: [...value.interactions, added] })]
        const isKnown = before.interactions.some(({ hash }) => hash === after.interactions.at(-1)?.hash)
        expect(after.sha === before.sha).toBe(isKnown)
      }),
    )
  })

  test('stays when a contract is read back and published again', () => {
    fc.assert(
      fc.property(document, (value) => {
        const first = contract(value)
        expect(contract(first.text)).toMatchObject({ sha: first.sha, text: first.text })
      }),
    )
  })
})

describe('the stricter identity', () => {
  test('depends on order and on metadata, but not on space', () => {
    expect(strictSha({ ...plain, interactions: [other, request] })).not.toBe(strictSha(plain))
    expect(strictSha({ ...plain, metadata: { ...metadata, client: 1 } })).not.toBe(strictSha(plain))
    expect(strictSha(JSON.stringify(plain, null, 2))).toBe(strictSha(plain))
  })
})

describe('the text that is kept', () => {
  test('is as sent, compact, with an id first in each interaction', () => {
    const sent =
      '{ "z": 1.0, "interactions": [ {"description": "x", "10": 1, "2": 1e2}, {}, 7 ], "messages": [{"b":1}] }'
    const { text, interactions } = contract(sent)
    const ids = interactions.map(({ hash }) => hash)
    expect(text).toBe(
      `{"z":1.0,"interactions":[{"_id":"${ids[0]}","description":"x","10":1,"2":1e2},{"_id":"${ids[1]}"},7],` +
        `"messages":[{"_id":"${ids[3]}","b":1}]}`,
    )
  })

  test('keeps an id that is there, in the first place', () => {
    expect(contract({ interactions: [{ description: 'x', _id: 'mine' }] }).text).toBe(
      '{"interactions":[{"_id":"mine","description":"x"}]}',
    )
  })

  test('leaves out what the broker adds itself', () => {
    expect(contract({ a: 1, createdAt: 'x', updatedAt: 'x', _links: {} }).text).toBe('{"a":1}')
  })

  test('says what was sent, apart from the ids', () => {
    fc.assert(
      fc.property(document, (value) => {
        const { text, interactions } = contract(value)
        const ids = value.interactions.map((one, index) => ({ _id: interactions[index]?.hash, ...one }))
        expect(text).toBe(JSON.stringify({ interactions: ids }))
      }),
    )
  })
})

describe('an interaction', () => {
  test.each([
    ['interactions', { type: undefined }, 'http'],
    ['interactions', { type: 'Synchronous/HTTP' }, 'http'],
    ['interactions', { type: 'Asynchronous/Messages' }, 'async-message'],
    ['interactions', { type: 'Synchronous/Messages' }, 'sync-message'],
    ['messages', {}, 'async-message'],
    ['interactions', 'nonsense', 'http'],
  ] as const)('in %s as %j is of the kind %s', (list, json, kind) => {
    expect(first(list, json)?.kind).toBe(kind)
  })

  test.each([
    [{ providerState: 'a' }, [{ name: 'a' }]],
    [{ provider_state: 'a' }, [{ name: 'a' }]],
    [{ providerStates: 'a' }, [{ name: 'a' }]],
    [{ providerState: null, providerStates: [{ name: 'a' }] }, [{ name: 'a' }]],
    [
      { providerStates: [{ name: 'a', params: { x: 1 } }, { name: 'b' }, 'c'] },
      [{ name: 'a', params: { x: 1 } }, { name: 'b' }, { name: 'c' }],
    ],
    [{ providerStates: [null, 1, {}] }, []],
    [{}, []],
  ])('with %j has the provider states %j', (json, states) => {
    expect(first('interactions', json)?.providerStates).toEqual(states)
  })

  test('has method and path where it is a request', () => {
    const json = { request: { method: 'post', path: '/x' } }
    expect(first('interactions', json)).toMatchObject({ method: 'POST', path: '/x' })
    expect(first('messages', json)).toMatchObject({ method: undefined, path: undefined })
    expect(first('interactions', { request: { path: { json_class: 'Term' } } })?.path).toBeUndefined()
  })

  test('is named by its description and its states', () => {
    const named = first('interactions', { description: 'a "list"', providerStates: [{ name: 'one' }, { name: 'two' }] })
    expect(named && nameOf(named)).toBe('"a \\"list\\"" given "one" and "two"')
  })
})
