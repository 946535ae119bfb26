import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { type BadInputWorld, expectAnswer, named, parametersOf, startBadInputWorld } from '../support/bad-input.ts'

const long = Array.from({ length: 1200 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join(
  '',
)
let world: BadInputWorld

beforeAll(async () => {
  world = await startBadInputWorld()
})

afterAll(() => world.stop())

/** As they are in an address, and the status where there is only one. */
const values: readonly (readonly [value: string, status?: number])[] = [
  ['', 404],
  ['a%0Ab', 422],
  ['a%0Db', 422],
  ['a%09b', 422],
  ['a%00b', 422],
  ['%7F', 422],
  ['%FF', 400],
  ['%C3%28', 400],
  ['%ED%A0%80', 400],
  ['%', 400],
  ['%zz', 400],
  ['%20'],
  ['%2F'],
  ['%2E%2E%2F'],
  ['a%2Fb'],
  ['%25'],
  ['%252F'],
  ['%7Bx%7D'],
  ['%27%3B%20drop%20table%20versions%3B--'],
  ['%22%5C'],
  ['%F0%9F%92%A5'],
  ['e%CC%81'],
  ['__proto__'],
  ['constructor'],
  ['latest'],
  ['0'],
  ['-1'],
  ['1.5'],
  ['1e3'],
  ['99999999999999999999'],
  ['NaN'],
  ['00000000-0000-0000-0000-000000000000'],
  [encodeURIComponent(long)],
]

// Those that delete come last: all others find what their other parameters name.
const withParameters = endpoints
  .filter(({ path }) => path.includes('{'))
  .toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))

const creating = withParameters.filter(({ method, body }) => method === 'PUT' && body?.optional)

test.each(named(creating))('%s: what was created with an odd name is found again by its links', async (_, endpoint) => {
  for (const name of parametersOf(endpoint)) {
    for (const value of [
      'a%2Fb',
      '%25',
      '%252F',
      '%20',
      '%3F%23%26%3D',
      '%F0%9F%92%A5',
      '%2B',
      '%22%5C',
      '..%2F',
      '__proto__',
    ]) {
      const reply = await world.ask(endpoint, { path: world.pathOf(endpoint, { [name]: value }), body: {} })
      if (reply.status !== 201 && reply.status !== 200) continue
      const found = await world.get(reply.json._links.self.href)
      expect({ name, value, status: found.status, self: found.json?._links.self.href }).toEqual({
        name,
        value,
        status: 200,
        self: reply.json._links.self.href,
      })
    }
  }
})

test.each(named(withParameters))('%s: odd names in its path are accepted or refused', async (_, endpoint) => {
  const before = await world.written()
  let isWritten = false
  for (const name of parametersOf(endpoint)) {
    for (const [value, status] of values) {
      const path = world.pathOf(endpoint, { [name]: value })
      const reply = await world.ask(endpoint, { path })
      const about = `${name}: ${value.slice(0, 40)}`
      expectAnswer(reply, about)
      if (status !== undefined && !isEnd(path, value))
        expect({ about, status: reply.status }).toEqual({ about, status })
      isWritten ||= endpoint.method !== 'GET' && reply.status < 400
    }
  }
  if (!isWritten) expect(await world.written()).toEqual(before)
})

/** Without its last segment a path may be that of something else. */
const isEnd = (path: string, value: string) => value === '' && path.endsWith('/')
