import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodies, endpointsWithBody, expectAnswer, nameOf, named, startBadInputWorld } from '../support/bad-input.ts'

type World = Awaited<ReturnType<typeof startBadInputWorld>>
let world: World

beforeAll(async () => {
  world = await startBadInputWorld()
})

afterAll(() => world.stop())

test('there is a right body for every endpoint that takes one', () => {
  expect(endpointsWithBody.map(nameOf).filter((name) => !(name in bodies))).toEqual([])
})

test.each(named(endpointsWithBody))('%s takes the right body', async (_, endpoint) => {
  const reply = await world.ask(endpoint)
  expectAnswer(reply, nameOf(endpoint))
  expect(reply.status).toBeLessThan(300)
})

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

const unreadable: readonly (readonly [what: string, body: string | Buffer, message: RegExp])[] = [
  ['half of an object', '{"name": "x"', /not valid JSON/],
  ['no JSON', 'name=x', /not valid JSON/],
  ['single quotes', "{'name': 'x'}", /not valid JSON/],
  ['a trailing comma', '{"name": "x",}', /not valid JSON/],
  ['NaN', '{"name": NaN}', /not valid JSON/],
  ['a control character in a text', '{"name": "a\u0001b"}', /not valid JSON/],
  ['only a byte order mark', '\uFEFF', /not valid JSON|empty/],
  ['Latin-1', Buffer.from('{"name": "é"}', 'latin1'), /non UTF-8 character at char 11/],
  ['an unfinished character', Buffer.from([0x22, 0xe2, 0x82, 0x22]), /non UTF-8 character at char 2/],
  ['UTF-16', Buffer.from('{"name": "x"}', 'utf16le'), /not valid JSON|non UTF-8/],
  ['101 levels', nested(101), /nested more than 100 levels deep/],
  ['100,000 levels', nested(100_000), /nested more than 100 levels deep/],
  ['100,000 levels of objects', '{"a":'.repeat(100_000), /nested more than 100 levels deep/],
  ['1 MB that ends too early', `{"name": "${'x'.repeat(1_000_000)}`, /not valid JSON/],
]

// Not quite at the limit of an index, and nothing that could be compressed.
const long = Array.from({ length: 9000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join(
  '',
)

/** JSON texts, in place of any value. */
const wrongValues = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e400',
  '9'.repeat(400),
  '""',
  '" "',
  '"a\\nb"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"💥/%00?#&"',
  '"__proto__"',
  JSON.stringify(long),
  '[]',
  '[null]',
  '[[]]',
  '["x"]',
  '{}',
  '{"__proto__": {"a": 1}}',
  '{"": null}',
]

/** The document as text with one value after the other replaced by each of the wrong ones, or left out. */
function mutations(document: object): readonly { readonly what: string; readonly text: string }[] {
  const places: (readonly (string | number)[])[] = []
  const visit = (value: unknown, place: readonly (string | number)[]): void => {
    if (place.length > 0) places.push(place)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) visit(inner, [...place, key])
  }
  visit(document, [])
  return places.flatMap((place) =>
    [...wrongValues, undefined].map((value) => ({
      what: `${place.join('.')} = ${value?.slice(0, 30) ?? 'nothing'}`,
      text: replaced(document, place, value),
    })),
  )
}

function replaced(document: object, place: readonly (string | number)[], value: string | undefined): string {
  const copy = structuredClone(document)
  const parent = place.slice(0, -1).reduce((inner: object, key) => Reflect.get(inner, key), copy)
  Reflect.set(parent, place.at(-1) ?? '', value === undefined ? undefined : '@value')
  return JSON.stringify(copy).replace('"@value"', () => value ?? '')
}

describe.each(named(endpointsWithBody))('%s', (_, endpoint) => {
  test('a body that cannot be read is answered with 400 and the reason, and nothing is written', async () => {
    const before = await world.written()
    for (const [what, body, message] of unreadable) {
      const reply = await world.ask(endpoint, { body })
      expectAnswer(reply, what)
      expect({ what, status: reply.status, error: reply.json.error }).toEqual({
        what,
        status: 400,
        error: expect.stringMatching(message),
      })
    }
    expect(await world.written()).toEqual(before)
  })

  test('another content type is answered with 415, and nothing is written', async () => {
    const before = await world.written()
    for (const type of [
      'text/plain',
      'text/html',
      'application/xml',
      'multipart/form-data',
      'application/jsonp',
      'x',
    ]) {
      const reply = await world.ask(endpoint, { headers: { 'content-type': type } })
      expect({ type, status: reply.status }).toEqual({ type, status: 415 })
      expectAnswer(reply, type)
    }
    const untyped = await world.request(endpoint.method, world.pathOf(endpoint), {
      body: Buffer.from('{}'),
      headers: { 'content-type': '' },
    })
    expect(untyped.status).toBe(415)
    expect(await world.written()).toEqual(before)
  })

  test('wrong values are accepted or refused, and nothing is written when they are refused', async () => {
    const right = bodies[nameOf(endpoint)]
    if (!right) return
    const wrong = mutations(right('CALL')).map(({ what, text }, index) => ({ what, text, call: `m${index}` }))
    const send = ({ text, call }: { text: string; call: string }) =>
      world.ask(endpoint, { body: text.replaceAll('CALL', call), call })
    const refused: typeof wrong = []
    for (const each of wrong) {
      const reply = await send(each)
      expectAnswer(reply, each.what)
      if (reply.status >= 400) refused.push(each)
    }
    const before = await world.written()
    for (const each of refused) expectAnswer(await send(each), each.what)
    expect(await world.written()).toEqual(before)
    await world.forgetWebhooks()
  })

  test('no body is answered with 400, unless there need not be one', async () => {
    const reply = await world.ask(endpoint, { body: '' })
    expectAnswer(reply, 'no body')
    if (!endpoint.body?.optional) expect(reply.status).toBe(400)
  })
})
