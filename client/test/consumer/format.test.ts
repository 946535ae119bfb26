// Contract files are of the form that the specification gives them, whatever is in them.

import { expect, test } from 'vitest'
import { z } from 'zod'
import * as kit from '../../src/consumer/index.ts'
import type { Interaction } from '../../src/contract/contract-file.ts'
import { contractText } from '../../src/contract/contract-text.ts'
import { agreementCases } from '../matching/support/agreement-cases.ts'
import { contractFormat } from './support/contract-format.ts'
import { contractFolder } from './support/contracts.ts'

const { fromState, integer, regex, string } = kit

const matchers: Readonly<Record<string, unknown>> = {
  anyOf: kit.anyOf(string(), integer(), null),
  arrayContaining: kit.arrayContaining(string('a'), { id: integer() }),
  boolean: kit.boolean(),
  contentType: kit.contentType('application/pdf'),
  date: kit.date(),
  datetime: kit.datetime(),
  decimal: kit.decimal(),
  eachKey: kit.eachKey(regex(/[A-Z]+/, 'EUR'), kit.number()),
  eachLike: kit.eachLike({ id: integer() }, { min: 0, max: 3 }),
  eachValue: kit.eachValue(kit.number()),
  email: kit.email(),
  equal: kit.like({ kind: kit.equal('card') }),
  fromState: fromState('${on}', true),
  includes: kit.includes('a'),
  ipv4: kit.ipv4(),
  ipv6: kit.ipv6(),
  notEmpty: kit.notEmpty('a'),
  nullValue: kit.nullValue(),
  semver: kit.semver(),
  time: kit.time(),
  timestamp: kit.timestamp(),
  url: kit.url(),
  uuid: kit.uuid(),
  "odd 'name": 1,
}

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const contents: Readonly<Record<string, unknown>> = {
  matchers,
  null: null,
  'empty text': '',
  text: kit.text(regex(/a+/, 'a')),
  form: kit.form({ a: integer(), b: ['x', 'y'] }),
  xml: kit.xml('<a b="1"/>', { "$.a['@b']": integer() }),
  binary: kit.binary(png, 'image/png'),
  multipart: kit.multipart({ a: string(), f: kit.file(png, { name: 'a.png', contentType: 'image/png' }) }),
  'JSON of another type': kit.json({ title: string() }, 'application/problem+json'),
  variants: kit.variants(z.object({ a: z.int().optional(), b: z.string().nullable() })),
}

function declared(orders: kit.Contract): readonly Interaction[] {
  const ofContents = Object.entries(contents).flatMap(([description, body]) => [
    ...orders.http({ description, request: { method: 'PATCH', path: '/', body }, response: { body } }).interactions,
    ...orders.message({ description: `message: ${description}`, contents: body }).interactions,
  ])
  const whole = orders.http({
    description: 'everything',
    states: ['one', { name: 'other', params: { id: 1 } }],
    request: {
      method: 'POST',
      path: fromState('/orders/${id}', '/orders/1'),
      query: { page: integer(), of: fromState('${id}', 1), tag: ['a', 'b'] },
      headers: { accept: 'a/b, c/d', 'x-id': regex(/a/, 'a'), authorization: fromState('Bearer ${token}', 'Bearer a') },
      cookies: { session: regex(/[a-z]+/, 'abc') },
      body: { id: fromState('${id}', 1) },
    },
    response: { status: integer(201), headers: { location: regex(/\/orders\/\d+/, '/orders/1') }, body: matchers },
  })
  const search = orders.graphql({
    description: 'search',
    query: 'query Q($id: ID!) { order(id: $id) { id } }',
    operation: 'Q',
    variables: { id: fromState('${id}', '1') },
    response: { data: { order: z.object({ id: z.string() }) } },
  })
  const metadata = { topic: regex(/orders\..*/, 'orders.new'), key: fromState('${id}', '1') }
  const asked = orders.request({
    description: 'a price',
    request: { contents: { id: integer() }, metadata },
    response: { contents: z.object({ price: z.number() }), metadata },
  })
  const event = orders.message({ description: 'an event', contents: { id: fromState('${id}', 1) }, metadata })
  return [whole, search, asked, event].flatMap<Interaction>(({ interactions }) => interactions).concat(ofContents)
}

function problems(interactions: readonly Interaction[]): string {
  const file: unknown = JSON.parse(contractText({ consumer: 'shop', provider: 'orders' }, interactions))
  const { error } = contractFormat.safeParse(file)
  return error ? z.prettifyError(error) : ''
}

test('every kind of interaction, body, matcher and generator', () => {
  using contracts = contractFolder()
  expect(problems(declared(contracts.contract()))).toBe('')
})

test('every schema of the table on which zod and the verifier agree', () => {
  using contracts = contractFolder()
  const orders = contracts.contract()
  const interactions = Object.entries(agreementCases).flatMap(([description, { schema }]) => [
    ...orders.http({ description, request: { path: '/' }, response: { body: schema } }).interactions,
  ])
  expect(interactions.length).toBeGreaterThan(50)
  expect(problems(interactions)).toBe('')
})

test('a file with anything else is told from one', () => {
  using contracts = contractFolder()
  const [first] = declared(contracts.contract())
  expect(problems([{ ...first, odd: 1 } as unknown as Interaction])).not.toBe('')
})
