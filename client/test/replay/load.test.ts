// A load test as a pipeline runs it: the real command, a provider of Express on a real port. What it measures depends on
// the machine; that nothing here does, thresholds are such that they always hold or never can.
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { runLoad } from '../../src/replay/load.ts'
import { contract, http, jsonBody, type } from '../provider/contracts.ts'
import { runTally } from '../support/tally.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'

// Every run of tally is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

interface Told {
  readonly state: string
  readonly action: string
}

let server: Server
let url: string
let workplace: Workplace
let states: Told[]
let asked: string[]
const stock = new Set<string>()

function createProvider() {
  const app = express()
  app.use(express.json())
  app.post('/_states', (request, response) => {
    const { state, action, params } = request.body
    states.push({ state, action })
    if (state === 'broken') {
      response.status(500).json({ error: 'no database' })
      return
    }
    if (action === 'setup' && params?.id) stock.add(params.id)
    if (action === 'teardown') stock.clear()
    response.json({ id: 'given' })
  })
  app.use((request, _response, next) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    next()
  })
  app.get('/items/:id', (request, response) => void response.json({ id: request.params.id, price: 5 }))
  app.get('/in-stock/:id', (request, response) => void response.sendStatus(stock.has(request.params.id) ? 200 : 404))
  app.get('/cheap/:id', (request, response) => void response.json({ id: request.params.id, price: 'a lot' }))
  app.get('/broken', (_request, response) => void response.sendStatus(500))
  app.get('/cut', (request) => void request.socket.destroy())
  app.get('/moved', (_request, response) => response.redirect('/items/1'))
  app.delete('/once', (_request, response) => {
    response.sendStatus(stock.has('deleted') ? 404 : 204)
    stock.add('deleted')
  })
  return app
}

beforeAll(async () => {
  server = createProvider().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  workplace = createWorkplace()
  states = []
  asked = []
  stock.clear()
})
afterEach(() => workplace.remove())

const price = { id: '1', price: 3 }
const item = http({
  description: 'an item',
  request: { path: '/items/1' },
  response: jsonBody(price, { '$.id': type, '$.price': type }),
})
const broken = http({ description: 'a <b>broken</b> thing', request: { path: '/broken' } })
const cheap = http({
  description: 'a cheap item',
  request: { path: '/cheap/1' },
  response: jsonBody(price, { $: type }),
})
const message = {
  type: 'Asynchronous/Messages',
  description: 'an event',
  contents: { content: 'x', contentType: 'a/b' },
}

const write = (...interactions: readonly object[]) => workplace.write('pacts/shop-stock.json', contract(interactions))

const SHORT = ['--load', '--duration', '0.3', '--concurrency', '2']
const tally = (...args: readonly string[]) => runTally(['replay', ...args], { cwd: workplace.folder })
const load = (...args: readonly string[]) =>
  tally('--provider', 'stock', '--provider-base-url', url, '--dir', 'pacts', ...SHORT, ...args)

const run = (more: object = {}) =>
  runLoad({
    provider: 'stock',
    app: url,
    contracts: 'pacts',
    cwd: workplace.folder,
    env: {},
    durationSeconds: 0.2,
    ...more,
  })

const read = (file: string) => readFileSync(join(workplace.folder, file), 'utf8')

describe('tally replay --load', () => {
  test('says how interactions are answered, and exits with 0 where all is as expected', async () => {
    write(item, message)
    const found = await load('--max-p99', '60000', '--header', 'Authorization: Bearer secret', '--warm-up', '0.1')
    expect(found).toMatchObject({ code: 0, stderr: '' })
    expect(found.stdout).toMatch(/^Load test of stock\n/)
    expect(found.stdout).toMatch(/answers +per second +errors +p50 +p90 +p95 +p99 +max/)
    expect(found.stdout).toMatch(/an item +[\d,]+ +[\d,.]+ +0% +[\d.]+ ms/)
    expect(found.stdout).toMatch(/✓ an item: [\d,]+ answers?, p95 /)
    expect(found.stdout).toContain('0 failed, 1 passed')
    expect(found.stdout).toContain('1 message left out')
    expect(new Set(asked)).toEqual(new Set(['GET /items/1 Bearer secret']))
  })

  test('exits with 1 for an interaction that is answered with an error, and writes what it found', async () => {
    write(item, broken)
    const found = await load('--json', 'found.json', '--junit', 'found.xml', '--html', 'found.html', '-o', 'json')
    expect(found).toMatchObject({ code: 1, stderr: '' })
    const report = JSON.parse(found.stdout) as Awaited<ReturnType<typeof runLoad>>
    expect(report).toMatchObject({
      kind: 'load',
      success: false,
      settings: { provider: url, concurrency: '2' },
      findings: [
        { consumer: 'shop', interaction: 'an item', request: 'GET /items/1', outcome: 'passed' },
        { interaction: 'a <b>broken</b> thing', outcome: 'failed', title: '100% of its requests failed' },
      ],
    })
    const [good, bad] = report.figures.interactions
    expect(good).toMatchObject({ errorRatePercent: 0, unexpected: {}, unanswered: {}, samples: 1, mismatches: [] })
    expect(bad).toMatchObject({ errorRatePercent: 100, unexpected: { 500: bad?.sent }, samples: 0 })
    expect(report.figures.total.sent).toBe((good?.sent ?? 0) + (bad?.sent ?? 0))

    expect(JSON.parse(read('found.json'))).toEqual(report)
    const xml = read('found.xml')
    expect(xml).toContain('<testsuite name="load: shop → stock" tests="2" failures="1" errors="0" skipped="0"')
    expect(xml).toContain('name="a &lt;b&gt;broken&lt;/b&gt; thing"')
    expect(xml).toContain('<failure message="100% of its requests failed">GET /broken\n')
    const page = read('found.html')
    expect(page).toMatch(/^<!doctype html>\n/)
    expect(page).not.toMatch(/<script|<link|<img|https?:\/\/(?!127\.0\.0\.1)|<b>/)
    expect(page).toContain('a &lt;b&gt;broken&lt;/b&gt; thing: 100% of its requests failed')
    expect(wellFormed(page)).toEqual([])
  })

  test('exits with 1 where a percentile or the throughput is not what it must be', async () => {
    write(item)
    const found = await load('--max-p95', '0.001', '--max-p99', '0.001', '--min-throughput', '1000000')
    expect(found.code).toBe(1)
    expect(found.stdout).toMatch(
      /✗ an item: the 95th percentile is [\d.]+ ms, more than 0.001 ms; the 99th percentile is/,
    )
    expect(found.stdout).toMatch(/✗ throughput: [\d.,]+ answers per second, fewer than 1,000,000/)
  })

  test('finds answers that are not what the contract says, path by path', async () => {
    write(item, cheap)
    const atRate = await tally(
      '--provider',
      'stock',
      '--provider-base-url',
      url,
      '-d',
      'pacts',
      '--load',
      '--rate',
      '40',
      '--duration',
      '0.3',
      '--max-error-rate',
      '100',
    )
    expect(atRate.code).toBe(1)
    expect(atRate.stdout).toContain('rate: 40 per second')
    expect(atRate.stdout).toContain('  ✗ a cheap item: answers are not what the contract says\n      GET /cheap/1\n')
    expect(atRate.stdout).toContain('body $.price: ')
    expect(atRate.stdout).toContain('        expected 3\n        actual   "a lot"')
    expect(atRate.stdout).toContain('  ✓ an item')
  })

  test('shows errors that are allowed, and exits with 0', async () => {
    write(item, broken)
    const found = await load('--max-error-rate', '100', '--output', 'markdown')
    expect(found.code).toBe(0)
    expect(found.stdout).toContain('! a <b>broken</b> thing')
    expect(found.stdout).toContain('were answered with 500, expected 200')
  })

  test('brings the provider into its states, one after the other, and out of them', async () => {
    const inStock = (id: string, status: number) =>
      http({
        description: `item ${id}`,
        states: [{ name: status === 200 ? 'it is in stock' : 'it is sold', params: status === 200 ? { id } : {} }],
        request: { path: `/in-stock/${id}` },
        response: { status },
      })
    const given = http({
      description: 'an item that the state gives',
      states: [{ name: 'it is sold' }],
      request: { path: '/items/example', generators: { path: { type: 'ProviderState', expression: '/items/${id}' } } },
    })
    write(inStock('1', 200), inStock('1', 404), given, http({ description: 'never', states: [{ name: 'broken' }] }))
    const found = await load('-s', `${url}/_states`, '--state-change-teardown')
    expect(found.code).toBe(1)
    expect(found.stdout).toContain('✓ given it is in stock: item 1')
    expect(found.stdout).toContain('✓ given it is sold: item 1')
    expect(found.stdout).toContain("✗ given broken: never: The state 'broken', which shop needs, could not be set up: ")
    expect(found.stdout).toContain('no database')
    expect(found.stdout).toContain('Played in 3 groups')
    expect(states).toEqual([
      { state: 'it is in stock', action: 'setup' },
      { state: 'it is in stock', action: 'teardown' },
      { state: 'it is sold', action: 'setup' },
      { state: 'it is sold', action: 'teardown' },
      { state: 'broken', action: 'setup' },
    ])
    expect(asked).toContain('GET /items/given ')
    expect(asked).not.toContain('GET /items/example ')
  })

  test('exits with 3 when the provider cannot be reached', async () => {
    write(item)
    const found = await tally(
      '--provider',
      'stock',
      '--provider-base-url',
      'http://127.0.0.1:1',
      '-d',
      'pacts',
      ...SHORT,
    )
    expect(found).toMatchObject({ code: 3, stdout: '' })
    expect(found.stderr).toContain('The provider cannot be reached at http://127.0.0.1:1: connect ECONNREFUSED')
  })

  test.each([
    ['no kind', ['--provider', 'stock', '--provider-base-url', 'http://x'], 'Say what to look at: --load, --security'],
    ['two kinds', ['--load', '--security'], 'Give one of --load, --security or --against <url>, not several'],
    ['a rate and a concurrency', ['--load', '--rate', '1', '--concurrency', '1'], 'either --rate or --concurrency'],
    [
      'an option of another kind',
      ['--security', '--rate', '5', '--max-p95', '1'],
      '--rate goes with --load, --max-p95 goes with --load, not with --security',
    ],
    ['a rate of nothing', ['--load', '--rate', '0'], 'It must be a number above 0.'],
    [
      'nothing that is left',
      [
        '--load',
        '--provider',
        'stock',
        '--provider-base-url',
        'http://127.0.0.1:1',
        '--dir',
        'pacts',
        '--methods',
        'PUT',
      ],
      'look at the filters',
    ],
  ])('says what is wrong with %s, and exits with 2', async (_what, args, says) => {
    write(item)
    const found = await tally(...args)
    expect(found).toMatchObject({ code: 2, stdout: '' })
    expect(found.stderr).toContain(says)
  })
})

/** Elements that are not closed in the order in which they were opened. */
function wellFormed(page: string): readonly string[] {
  const open: string[] = []
  const wrong: string[] = []
  for (const [, close, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (['meta', 'br'].includes(name)) continue
    if (!close) open.push(name)
    else if (open.pop() !== name) wrong.push(name)
  }
  return [...wrong, ...open]
}

describe('runLoad', () => {
  test('counts requests without an answer by their reason', async () => {
    write(http({ description: 'a cut', request: { path: '/cut' } }))
    const { success, figures, findings } = await run()
    expect(success).toBe(false)
    expect(figures.total).toMatchObject({ answered: 0, errorRatePercent: 100, latency: undefined })
    expect(figures.total.unanswered.lost).toBe(figures.total.sent)
    expect(findings[0]?.details[0]).toContain('lost the connection')
  })

  test('does not follow redirects', async () => {
    write(http({ description: 'a moved item', request: { path: '/moved' }, response: { status: 302 } }))
    expect(await run()).toMatchObject({ success: true })
    expect(asked.every((line) => line === 'GET /moved ')).toBe(true)
  })

  test('advises to leave out what uses up what it needs', async () => {
    write(http({ description: 'a deletion', request: { method: 'DELETE', path: '/once' }, response: { status: 204 } }))
    const { findings } = await run({ concurrency: 1 })
    expect(findings[0]?.details.join('\n')).toContain('Only the first answer was as expected')
  })

  test('shows what is pending, and does not fail for it', async () => {
    write({ ...broken, pending: true })
    const { success, findings } = await run()
    expect(success).toBe(true)
    expect(findings[0]).toMatchObject({
      outcome: 'warned',
      title: '100% of its requests failed (pending: it fails nothing)',
    })
  })

  test('takes an app in place of an address, and states as handlers', async () => {
    const handlers = { 'it is in stock': ({ id }: { id: string }) => void stock.add(id) }
    write(
      http({ states: [{ name: 'it is in stock', params: { id: '1' } }], request: { path: '/in-stock/1' } }),
      http({ states: [{ name: 'it is in stock', params: { id: '2' } }], request: { path: '/in-stock/2' } }),
    )
    const { success, summary } = await run({ app: createProvider(), states: handlers, together: true })
    expect(success).toBe(true)
    expect(summary).toHaveLength(1)
  })

  test('sends each interaction once at least, however low the rate', async () => {
    write(item, http({ description: 'another item', request: { path: '/items/2' } }))
    const { figures } = await run({ rate: 5, durationSeconds: 0.01 })
    expect(figures.interactions.map(({ sent }) => sent)).toEqual([1, 1])
  })

  test('is late for all that was due while the provider stood still', async () => {
    write(item)
    let count = 0
    const app = express()
    const waiting: (() => void)[] = []
    app.use((_request, response) => {
      count += 1
      waiting.push(() => void response.json({ id: '1', price: 1 }))
      // All stand still until the last is there.
      if (count === 20) for (const answer of waiting) answer()
    })
    const { figures } = await run({ app, rate: 100, durationSeconds: 0.2 })
    expect(count).toBe(20)
    // A caller who waits for each answer would have sent one, and seen one that is slow.
    expect(figures.total.latency?.p50Ms).toBeGreaterThan(50)
  })

  test('ends when it is told to, and reports what it found until then', async () => {
    write(item)
    const controller = new AbortController()
    const { figures, success } = await run({
      durationSeconds: 60,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    expect(success).toBe(true)
    expect(figures.total.answered).toBeGreaterThan(0)
  })
})
