import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import type { Endpoint } from '../../src/kernel/endpoint.ts'
import { type BadInputWorld, endpointsByMethod, expectAnswer, named, startBadInputWorld } from '../support/bad-input.ts'
import { getRaw } from '../support/raw-http.ts'

let world: BadInputWorld

beforeAll(async () => {
  world = await startBadInputWorld()
})

afterAll(() => world.stop())

const queries = [
  '?',
  '?=',
  '?&&&',
  '?page',
  '?page=0',
  '?page=-1',
  '?page=abc',
  '?page=1.5',
  '?page=99999999999999999999',
  '?page=9007199254740991&size=9007199254740991',
  '?page=2147483648&size=100',
  '?size=0',
  '?size=1e9',
  '?page=1&page=2',
  '?page[]=1',
  '?page[a]=1',
  '?pageNumber=0&pageSize=x',
  '?q=%00',
  '?q=%25%5F%5C',
  '?q=%FF',
  '?q=a%0Ab',
  '?q[]=',
  '?q[]=a',
  '?q[0][x]=1',
  '?q[][]=1',
  '?q[][pacticipant]=',
  '?q[][pacticipant]=%00',
  '?q[][pacticipant][]=Shop',
  '?q[][pacticipant]=Shop&q[][version]=1&q[][latest]=maybe',
  '?q[][pacticipant]=Shop&q[][version]=%00',
  '?q[][pacticipant]=Shop&latestby=zzz',
  '?q[][pacticipant]=Shop&limit=0',
  '?q[][pacticipant]=Shop&limit=99999999999999999999',
  '?q[][pacticipant]=Shop&limit=-5',
  '?q[][pacticipant]=Shop&success[]=maybe',
  '?q[][pacticipant]=Shop&environment=%00',
  '?q[][pacticipant]=Shop&environment[]=test',
  '?q[a][b][c][d][e][f]=1',
  `?${'q[]'.repeat(200)}=1`,
  '?q[__proto__][x]=1',
  '?__proto__[x]=1',
  '?constructor=1',
  '?[]=1',
  '?]q[=1',
  '?pacticipant=Shop&version=1&environment=test&to=prod',
  '?pacticipant=Shop&version=%00&to=%00',
  '?pacticipant=Shop&version=1&ignore[][x]=1&to=prod',
  '?name=%00',
  '?name[]=a',
  '?applicationInstance=%00',
  '?exclude[]=%00',
  '?consumer_version_selectors[][tag]=%00',
  '?consumer_version_selectors=x',
  '?include_wip_pacts_since=never',
  `?q=${'x'.repeat(8000)}`,
  `?${'q[][pacticipant]=Shop&'.repeat(500)}`,
  `?${'a=1&'.repeat(2000)}`,
]

test.each(named(endpointsByMethod.get('GET') ?? []))('%s: odd queries are answered or refused', async (_, endpoint) => {
  for (const query of queries)
    expectAnswer(await world.ask(endpoint, { path: world.pathOf(endpoint) + query }), query.slice(0, 80))
})

const byPath = Map.groupBy(endpoints, ({ path }) => path)

test.each([...byPath])(
  '%s: other methods are refused, and those that there are listed',
  async (_, [first, ...others]) => {
    if (!first) return
    const path = world.pathOf(first)
    const methods: readonly string[] = [first, ...others].map(({ method }) => method)
    const possible = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted()
    const before = await world.written()
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter(
      (each) => !methods.includes(each),
    )) {
      const reply = await world.request(method, path)
      expectAnswer(reply, method)
      expect({ method, status: reply.status }).toEqual({ method, status: 405 })
      expect(reply.headers.get('allow')?.split(', ').toSorted()).toEqual(possible)
    }
    const options = await world.request('OPTIONS', path)
    expect(options.status).toBe(200)
    expect(options.headers.get('access-control-allow-methods')?.split(', ').toSorted()).toEqual(possible)
    expect(await world.written()).toEqual(before)
  },
)

/** By itself, or by its kind. */
function isNamedBy(accept: string, type: string): boolean {
  const names = accept.split(',').map((name) => name.replace(/;.*/, '').trim())
  return ['*/*', `${type.split('/')[0]}/*`, type].some((name) => names.includes(name))
}

/** Whatever the client reads, it can read nothing. */
const hasNoBody = ({ responses }: Endpoint) => Object.values(responses).every((schema) => schema === null)

describe.each(named(endpointsByMethod.get('GET') ?? []))('%s', (_, endpoint) => {
  test('what the client cannot read is answered with 406, and what it may be able to read is sent', async () => {
    const path = world.pathOf(endpoint)
    const good = (await world.get(path, { accept: endpoint.produces.join() })).status
    for (const accept of [
      'image/png',
      'application/pdf, image/*',
      'x/y;q=1',
      '*/*',
      'application/*',
      'application/json',
      'application/hal+json;q=0.1, */*;q=0.05',
      'text/html,*/*',
    ]) {
      const reply = await world.get(path, { accept })
      expectAnswer(reply, accept)
      const isReadable = hasNoBody(endpoint) || endpoint.produces.some((type) => isNamedBy(accept, type))
      const status = isReadable ? good : 406
      expect({ accept, status: reply.status }).toEqual({ accept, status })
    }
    for (const accept of [';;;,', 'a', '"', '*/*;q=x', 'application/json;q=1e9', `text/x,${'a/b,'.repeat(2000)}`]) {
      expectAnswer(await world.get(path, { accept }), accept.slice(0, 40))
    }
  })

  test('HEAD answers as GET does, without a body', async () => {
    const path = world.pathOf(endpoint)
    const get = await world.get(path)
    const head = await world.request('HEAD', path)
    expect([head.status, head.text]).toEqual([get.status, ''])
  })
})

test.each(endpoints.map(({ path }) => path))('%s: empty segments and dots lead nowhere', async (path) => {
  const address = path.replaceAll(/\{\w+\}/g, 'x')
  for (const target of [
    `/${address}`,
    address.replace(/(?!^)\//, '//'),
    `${address}/./`,
    `${address}/../..//`,
    `/.${address}`,
  ]) {
    const { status, body } = await getRaw(world.url, target)
    expect({ target, status }).toMatchObject({ status: expect.toSatisfy((code: number) => code >= 200 && code < 500) })
    expect(body).not.toMatch(/\n\s*at /)
    if (target.includes('//')) expect({ target, status }).toEqual({ target, status: 404 })
  }
})

test('an address that is too long is refused', async () => {
  const { status } = await getRaw(world.url, `/pacticipants/${'x'.repeat(100_000)}`)
  expect(status).toBe(431)
})
