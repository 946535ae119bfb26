// The other two kinds, as far as the command is concerned: what its options say reaches them, and how it ends.
import { readFileSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { contract, http, jsonBody } from '../provider/contracts.ts'
import { runTally } from '../support/tally.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'

// Every run of tally is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

const servers: Server[] = []
let urls: readonly string[]
let asked: string[]
let workplace: Workplace

/** Lets everybody in, and has another answer on each port. */
async function startProvider(version: number): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(`${version} ${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ name: 'Ann', version, price: version === 2 ? 'a lot' : 5 }))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  urls = [await startProvider(1), await startProvider(2)]
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})
beforeEach(() => {
  asked = []
  workplace = createWorkplace()
  workplace.write('pacts/shop.json', contract([http({ description: 'Ann', response: jsonBody({ name: 'Ann' }) })]))
})
afterEach(() => workplace.remove())

const replay = (...args: readonly string[]) =>
  runTally(['replay', '--provider', 'stock', '--provider-base-url', urls[0] ?? '', '-d', 'pacts', ...args], {
    cwd: workplace.folder,
  })

test('--security exits with 1 for a provider that lets everybody in, and writes why', async () => {
  const found = await replay(
    '--security',
    '--header',
    'Authorization: Bearer secret',
    '--max-body',
    '1',
    '--junit',
    'a.xml',
  )
  expect(found).toMatchObject({ code: 1, stderr: '' })
  expect(found.stdout).toMatch(/^Security of stock\n/)
  expect(readFileSync(join(workplace.folder, 'a.xml'), 'utf8')).toContain('<testsuite name="security: shop → stock"')
  expect(found.stdout).not.toContain('Bearer secret')
  const open = await replay('--security', '--public', '.', '--max-probes', '1')
  expect(open.code).toBe(0)
})

test('--against exits with 1 where two providers differ, unless that is to be ignored', async () => {
  const strict = ['--against', urls[1] ?? '', '--against-header', 'Authorization: other', '--strict']
  const found = await replay(...strict)
  expect(found).toMatchObject({ code: 1, stderr: '' })
  expect(found.stdout).toContain('$.price')
  expect(asked).toEqual(['1 GET / ', '2 GET / other'])
  expect(await replay(...strict, '--ignore', '$.price', '--ignore', '$.version')).toMatchObject({ code: 0 })
  expect(await replay('--against', 'http://127.0.0.1:1')).toMatchObject({ code: 3, stdout: '' })
})

test.each([
  [
    'an address that is none',
    ['--against', 'stock'],
    "--against must begin with http:// or https://, but it is 'stock'.",
  ],
  ['a path that is none', ['--against', 'http://x', '--ignore', 'a b'], 'It must look like $.items[*].id'],
  ['an option of another kind', ['--load', '--strict'], '--strict goes with --against, not with --load.'],
  [
    'a folder that is not there',
    ['--load', '--html', 'no/such.html'],
    'no/such.html cannot be written: there is no folder',
  ],
])('what is wrong with %s is said, and the code is 2', async (_what, args, says) => {
  const found = await replay(...args)
  expect(found).toMatchObject({ code: 2, stdout: '' })
  expect(found.stderr).toContain(says)
  expect(asked).toEqual([])
})
