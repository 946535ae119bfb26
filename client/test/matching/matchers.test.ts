// What matchers take and refuse, said by the real verifier.
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { expectedOf } from '../../src/consumer/matching/expected.ts'
import * as m from '../../src/consumer/matching/matchers.ts'
import * as s from '../../src/consumer/matching/structure-matchers.ts'
import { type Verdict, verdicts } from './support/verdicts.ts'

interface Row {
  readonly name: string
  readonly value: unknown
  readonly good: readonly string[]
  readonly bad: readonly string[]
}

const rows: readonly Row[] = [
  {
    name: 'plain JSON is as it is',
    value: { a: [1, 'x', null] },
    good: ['{"a":[1,"x",null]}', '{"a":[1,"x",null],"b":2}'],
    bad: ['{"a":[2,"x",null]}', '{"a":[1,"x"]}', '{"a":[1,"x",null,4]}', '{}'],
  },
  {
    name: 'like',
    value: s.like({ id: 1, name: 'x', tags: ['a'] }),
    good: ['{"id":2,"name":"","tags":["b"]}', '{"id":2.5,"name":"y","tags":["b"]}'],
    bad: ['{"id":"2","name":"y","tags":["b"]}', '{"id":2,"tags":["b"]}', '{"id":2,"name":"y","tags":[1]}', 'null'],
  },
  {
    name: 'like, with matchers inside',
    value: s.like({ id: m.integer(), name: 'x' }),
    good: ['{"id":2,"name":"y"}'],
    bad: ['{"id":2.5,"name":"y"}'],
  },
  { name: 'string', value: m.string(), good: ['"x"', '""'], bad: ['1', 'null', 'true', '[]'] },
  { name: 'integer', value: m.integer(), good: ['2', '2.0', '-2'], bad: ['2.5', '"2"', 'null', 'true'] },
  { name: 'number', value: m.number(), good: ['2', '2.5', '-2e3'], bad: ['"2.5"', 'null', '[]'] },
  { name: 'decimal', value: m.decimal(), good: ['2', '2.5'], bad: ['"2.5"', 'null'] },
  { name: 'boolean', value: m.boolean(), good: ['true', 'false'], bad: ['"true"', '"false"', '1', 'null'] },
  { name: 'null', value: { it: m.nullValue() }, good: ['{"it":null}'], bad: ['{"it":0}', '{"it":""}', '{}'] },
  {
    name: 'regex',
    value: m.regex(/[A-Z]{2}\d|x/, 'AB1'),
    good: ['"AB1"', '"x"'],
    bad: ['"AB12"', '"ab1"', '"yx"', 'null', '1', String.raw`"AB1\n"`],
  },
  { name: 'regex of digits', value: m.regex('[0-9]+'), good: ['"12"'], bad: ['12', '"1a"', 'null'] },
  { name: 'regex without case', value: m.regex(/abc/i), good: ['"abc"', '"ABC"'], bad: ['"abcd"'] },
  { name: 'uuid', value: m.uuid(), good: ['"5F9C2A6E-3b1d-4c8a-9e7f-0a1b2c3d4e5f"'], bad: ['"5f9c2a6e"', '1'] },
  { name: 'email', value: m.email(), good: ['"ada@example.com"'], bad: ['"ada"', '"a b@example.com"'] },
  { name: 'ipv4', value: m.ipv4(), good: ['"10.0.0.1"'], bad: ['"10.0.0"', '"10.0.0.256"'] },
  {
    name: 'ipv6',
    value: m.ipv6(),
    good: ['"::1"', '"2001:DB8::1"', '"::ffff:192.0.2.1"'],
    bad: ['"10.0.0.1"', '"::g"'],
  },
  { name: 'url', value: m.url(), good: ['"https://example.com/a?b#c"', '"urn:x:1"'], bad: ['"/a"', '"a b"', '""'] },
  { name: 'date', value: m.date(), good: ['"2024-02-29"'], bad: ['"2023-02-29"', '20240229', 'null'] },
  {
    name: 'date of a format',
    value: m.date('31.12.2000', 'dd.MM.yyyy'),
    good: ['"01.02.2003"'],
    bad: ['"2003-02-01"'],
  },
  { name: 'time', value: m.time(), good: ['"23:59:59"'], bad: ['"24:00:00"', '"10:20"'] },
  {
    name: 'datetime',
    value: m.datetime(),
    good: ['"2024-01-01T00:00:00Z"', '"2024-01-01T00:00:00+02:00"'],
    bad: ['"2024-01-01"', '"2024-01-01T00:00:00"', 'null'],
  },
  { name: 'timestamp', value: m.timestamp(), good: ['"2024-01-01T00:00:00.123Z"'], bad: ['"2024-01-01T00:00:00Z"'] },
  { name: 'includes', value: m.includes('b.'), good: ['"ab.c"'], bad: ['"abc"', '1'] },
  { name: 'semver', value: m.semver(), good: ['"1.2.3-beta.1"'], bad: ['"1.2"', '1'] },
  { name: 'notEmpty', value: { it: s.notEmpty('x') }, good: ['{"it":"y"}'], bad: ['{"it":""}', '{"it":null}', '{}'] },
  {
    name: 'anyOf with null',
    value: { it: m.anyOf(m.string(), null) },
    good: ['{"it":"x"}', '{"it":null}'],
    bad: ['{"it":1}', '{}'],
  },
  {
    name: 'anyOf of several types',
    value: m.anyOf(m.integer(), m.boolean(), 'auto'),
    good: ['1', '2.0', 'true', 'false', '"auto"'],
    bad: ['1.5', '"x"', 'null', '"true"'],
  },
  {
    name: 'anyOf of values',
    value: m.anyOf('small', 'large'),
    good: ['"small"', '"large"'],
    bad: ['"medium"', '""', '1'],
  },
  {
    name: 'anyOf of formats',
    value: m.anyOf(m.uuid(), m.email()),
    good: ['"5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f"', '"ada@example.com"'],
    bad: ['"x"', '1', 'null'],
  },
  {
    name: 'eachLike',
    value: s.eachLike({ id: m.integer(), name: 'x' }),
    good: ['[{"id":1,"name":"y"}]', '[{"id":1,"name":"y"},{"id":2,"name":"z"}]'],
    bad: ['[]', '[{"id":1}]', '[{"id":1,"name":"y"},{"id":"2","name":"z"}]', '[{"id":1,"name":5}]', '{}'],
  },
  {
    name: 'eachLike that may be empty keeps the rules of elements',
    value: s.eachLike({ id: m.integer() }, { min: 0 }),
    good: ['[]', '[{"id":1}]'],
    bad: ['[{"id":"x"}]', '[{}]', 'null'],
  },
  {
    name: 'eachLike with bounds',
    value: s.eachLike(m.string(), { min: 2, max: 3 }),
    good: ['["a","b"]', '["a","b","c"]'],
    bad: ['["a"]', '["a","b","c","d"]', '["a",1]'],
  },
  {
    name: 'eachLike with a most',
    value: s.eachLike(1, { min: 0, max: 1 }),
    good: ['[]', '[7]'],
    bad: ['[7,8]', '["x"]'],
  },
  {
    name: 'eachLike in eachLike',
    value: s.eachLike(s.eachLike(m.integer())),
    good: ['[[1],[2,3]]'],
    bad: ['[[]]', '[]', '[["x"]]'],
  },
  {
    name: 'equal inside eachLike',
    value: s.eachLike({ kind: m.equal('card'), no: '1' }),
    good: ['[{"kind":"card","no":"2"},{"kind":"card","no":"3"}]'],
    bad: ['[{"kind":"bank","no":"2"}]', '[{"kind":"card","no":2}]'],
  },
  {
    name: 'equal of a structure',
    value: s.like({ it: m.equal({ a: [1] }) }),
    good: ['{"it":{"a":[1]}}'],
    bad: ['{"it":{"a":[2]}}', '{"it":{"a":[]}}'],
  },
  {
    name: 'arrayContaining',
    value: s.arrayContaining(m.regex(/ab*/), { id: m.integer() }),
    good: ['["abb",{"id":2}]', '[true,{"id":3},"x","a"]'],
    bad: ['["abb"]', '["x",{"id":2}]', '["abb",{"id":"2"}]', '[]'],
  },
  {
    name: 'eachValue',
    value: s.eachValue({ price: m.number() }, 'EUR'),
    good: ['{}', '{"a":{"price":1}}', '{"a":{"price":1},"b":{"price":2}}'],
    bad: ['{"a":{"price":"1"}}', '{"a":{}}', '{"a":1}', '[]'],
  },
  {
    name: 'eachKey',
    value: s.eachKey(m.regex(/[A-Z]{3}/, 'EUR'), m.number()),
    good: ['{}', '{"USD":1.5,"EUR":1}'],
    bad: ['{"usd":1}', '{"EURO":1}', '{"EUR":"1"}'],
  },
  {
    name: 'schemas in JSON',
    value: { order: z.object({ id: z.int() }), version: 2 },
    good: ['{"order":{"id":5},"version":2}'],
    bad: ['{"order":{"id":"5"},"version":2}', '{"order":{"id":5},"version":3}'],
  },
  {
    name: 'schemas in matchers',
    value: s.eachLike(z.object({ id: z.uuid() })),
    good: ['[{"id":"01890a5d-ac96-774b-bcce-b302099a8057"}]'],
    bad: ['[{"id":"x"}]', '[]'],
  },
  {
    name: 'names that need quotes',
    value: { 'a b': m.integer(), 'c.d': [m.string()] },
    good: ['{"a b":2,"c.d":["y"]}'],
    bad: ['{"a b":"2","c.d":["y"]}', '{"a b":2,"c.d":[1]}'],
  },
]

const cases = rows.flatMap(({ name, value, good, bad }) => [
  ...good.map((reply) => ({ name, value, reply, isGood: true })),
  ...bad.map((reply) => ({ name, value, reply, isGood: false })),
])
let found: readonly Verdict[] = []

beforeAll(async () => {
  found = await verdicts(cases.map(({ value, reply }) => ({ expected: expectedOf(value), reply })))
}, 120_000)

describe.each(rows.map(({ name }) => name))('%s', (name) => {
  const ofRow = [...cases.entries()].filter(([, one]) => one.name === name)
  test.each(ofRow.map(([index, { reply, isGood }]) => ({ index, reply, verb: isGood ? 'takes' : 'refuses', isGood })))(
    '$verb $reply',
    ({ index, isGood }) => {
      expect(found[index]?.isAccepted, found[index]?.mismatches.join('\n')).toBe(isGood)
    },
  )
})
