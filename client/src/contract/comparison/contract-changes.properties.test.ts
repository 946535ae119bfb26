import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '../json.ts'
import type { Change } from './change.ts'
import { contractChanges } from './contract-changes.ts'

const name = fc.constantFrom('a', 'b', 'c')
const leaf = fc.oneof(fc.constantFrom('x', 'y', '1'), fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null))

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const matcher = fc.constantFrom<object>(
  { match: 'type' },
  { match: 'type', min: 1 },
  { match: 'type', min: 2, max: 4 },
  { match: 'equality' },
  { match: 'integer' },
  { match: 'number' },
  { match: 'regex', regex: '.' },
  { match: 'values' },
)
const path = fc.constantFrom('$', '$.a', '$.a[*]', '$.*', '$.b.c', '$[*].a', '$[0]')
const rules = fc.dictionary(
  path,
  fc.record({ matchers: fc.array(matcher, { minLength: 1, maxLength: 2 }), combine: fc.constantFrom('AND', 'OR') }),
  { maxKeys: 3, noNullPrototype: true },
)

const interaction = fc.record({
  description: fc.constantFrom('one', 'two', 'three'),
  providerStates: fc.uniqueArray(fc.record({ name: fc.constantFrom('s', 't') }), {
    maxLength: 2,
    selector: (s) => s.name,
  }),
  request: fc.record(
    {
      method: fc.constantFrom('GET', 'POST'),
      path: fc.constantFrom('/a', '/b'),
      query: fc.dictionary(name, fc.array(leaf)),
      body: value,
    },
    { requiredKeys: ['method', 'path'] },
  ),
  response: fc.record(
    {
      status: fc.constantFrom(200, 404),
      headers: fc.dictionary(name, fc.constantFrom('x', 'y')),
      body: value,
      matchingRules: fc.record({ body: rules }),
    },
    { requiredKeys: ['status'] },
  ),
})
const contract = fc.record({ interactions: fc.array(interaction, { maxLength: 4 }) })

const all = (before: object, after: object): readonly Change[] =>
  contractChanges(before, after).interactions.flatMap(({ changes }) => changes)

test('a contract has no change from itself, in whatever order', () => {
  fc.assert(
    fc.property(contract, ({ interactions }) => {
      const unique = [
        ...new Map(interactions.map((one) => [canonical([one.description, one.providerStates]), one])).values(),
      ]
      const { counts, same } = contractChanges({ interactions: unique }, { interactions: unique.toReversed() })
      expect([counts, same]).toEqual([{ breaking: 0, unknown: 0, safe: 0 }, unique.length])
    }),
  )
})

const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const

test('swapping the sides swaps what was added and removed, and what was before and after', () => {
  const text = (changes: readonly Pick<Change, 'kind' | 'part' | 'path' | 'before' | 'after'>[]) =>
    changes.map(({ kind, part, path: at, before, after }) => canonical([kind, part, at, [before], [after]])).toSorted()
  fc.assert(
    fc.property(contract, contract, (one, other) => {
      const back = all(other, one).map(({ kind, before, after, ...rest }) => ({
        ...rest,
        kind: turned[kind],
        before: after,
        after: before,
      }))
      expect(text(all(one, other))).toEqual(text(back))
    }),
  )
})

test('what only one of two contracts has is told: another body is a change', () => {
  fc.assert(
    fc.property(interaction, value, (one, body) => {
      const other = { ...one, response: { ...one.response, body } }
      const isSame = 'body' in one.response && canonical(one.response.body) === canonical(body)
      expect(all({ interactions: [one] }, { interactions: [other] }).length > 0).toBe(!isSame)
    }),
  )
})

test('fewer interactions are safe, and more are breaking', () => {
  fc.assert(
    fc.property(contract, fc.nat(4), ({ interactions }, count) => {
      const fewer = interactions.slice(0, count)
      const effects = (changes: readonly Change[]) => changes.map(({ effect }) => effect)
      const left = interactions.length - fewer.length
      expect(effects(all({ interactions }, { interactions: fewer }))).toEqual(Array(left).fill('safe'))
      expect(effects(all({ interactions: fewer }, { interactions }))).toEqual(Array(left).fill('breaking'))
    }),
  )
})

test('expecting by type what was expected exactly is safe, and the other way round never only safe where it is a change', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (body) => {
      const of = (matchingRules: object) => ({
        interactions: [{ description: 'it', request: {}, response: { body, matchingRules } }],
      })
      const [exact, byType] = [of({}), of({ body: { $: { matchers: [{ match: 'type' }] } } })]
      expect(all(exact, byType).every(({ effect }) => effect === 'safe')).toBe(true)
      const back = all(byType, exact)
      expect(back.some(({ effect }) => effect === 'breaking')).toBe(back.length > 0)
    }),
  )
})
