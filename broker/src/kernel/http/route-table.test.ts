import { expect, test } from 'vitest'
import { routeTable } from './route-table.ts'

const find = routeTable(
  [
    '/',
    '/pacts/latest',
    '/pacts/{pact}',
    '/pacts/{provider}/branch/latest',
    '/pacts/{provider}/branch/{branch}',
    '/pacts/{provider}/branch/{branch}/latest',
    '/pacts/{provider}/{kind}/latest/versions',
  ].map((template) => [template, template] as const),
)

test.each<[string, string, Readonly<Record<string, string>>]>([
  ['/', '/', {}],
  ['/pacts/latest', '/pacts/latest', {}],
  ['/pacts/latest/', '/pacts/latest', {}],
  ['/pacts/other', '/pacts/{pact}', { pact: 'other' }],
  ['/pacts/a/branch/latest', '/pacts/{provider}/branch/latest', { provider: 'a' }],
  ['/pacts/a/branch/main', '/pacts/{provider}/branch/{branch}', { provider: 'a', branch: 'main' }],
  ['/pacts/a/branch/latest/latest', '/pacts/{provider}/branch/{branch}/latest', { provider: 'a', branch: 'latest' }],
  ['/pacts/a/branch/latest/versions', '/pacts/{provider}/{kind}/latest/versions', { provider: 'a', kind: 'branch' }],
  ['/pacts/feat%2Fa%20b%25', '/pacts/{pact}', { pact: 'feat/a b%' }],
  ['/pacts/__proto__', '/pacts/{pact}', { pact: '__proto__' }],
])('%s is answered by %s', (path, template, params) => expect(find(path)).toEqual({ value: template, params }))

test.each(['/nothing', '/pacts', '/pacts/a/branch', '/pacts/a/branch/b/c', '/Pacts/latest'])(
  'nothing answers %s',
  (path) => expect(find(path)).toBeUndefined(),
)

test('two routes for one template are refused', () =>
  expect(() =>
    routeTable([
      ['/a/{b}', 1],
      ['/a/{c}', 2],
    ]),
  ).toThrow('There are two routes for /a/{c}'))
