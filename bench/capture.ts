/**
 * What a consumer's tests cost: CPU and wall time to capture 10, 100 and 1,000 interactions, beside `@pact-foundation/pact`,
 * each in a process of its own, from its start to the contract file.
 *
 * npx node bench/capture.ts            10 and 100 of both, 1,000 of ours: about 10 s
 * npx node bench/capture.ts --full     1,000 of both: two minutes more
 *
 * Needs the built client: `npx tsc -b client`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figures, type Library, printBeside } from './beside.ts'

const json = { 'Content-Type': 'application/json' }
const order = { customer: 'ada@example.org', lines: [{ isbn: '9780131103627', quantity: 2 }], express: true }
const address = { name: 'Ada Lovelace', street: '12 St James Square', city: 'London', country: 'GB' }
const line = { isbn: '9780131103627', title: 'The C Programming Language', quantity: 2, price: 49.5, currency: 'EUR' }
const id = '7f6cbb3c-2f4d-4d0a-9d0e-3f5a6f2a9b11'

/** What both libraries call the same, for an answer as services give it: some twenty fields, all of which may differ. */
interface Matchers {
  like(value: unknown): unknown
  eachLike(value: unknown): unknown
  integer(value: number): unknown
  decimal(value: number): unknown
  uuid(value: string): unknown
}

function requestBody({ like, eachLike, integer }: Matchers) {
  return {
    ...order,
    customer: like(order.customer),
    lines: eachLike({ isbn: like('9780131103627'), quantity: integer(2) }),
  }
}

function replyBody({ like, eachLike, integer, decimal, uuid }: Matchers) {
  return {
    id: uuid(id),
    number: integer(4711),
    status: like('placed'),
    customer: like(order.customer),
    address: like(address),
    lines: eachLike({ ...line, title: like(line.title), quantity: integer(2), price: decimal(49.5) }),
    total: { net: decimal(99), tax: decimal(18.81), currency: like('EUR') },
    tags: eachLike('gift'),
    express: like(true),
  }
}

async function placeOrder(url: string, index: number): Promise<void> {
  const response = await fetch(`${url}/orders/${index}`, { method: 'POST', headers: json, body: JSON.stringify(order) })
  if (response.status !== 201) throw new Error(`HTTP ${response.status}`)
  await response.json()
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function runOurs(count: number, dir: string): Promise<number> {
  const { contract, mergeContracts, ...matchers } = await import('@tallystick/client/consumer')
  const started = cpuSeconds()
  const orders = contract({ consumer: 'shop', provider: 'orders', dir })
  for (let index = 0; index < count; index += 1) {
    await orders
      .http({
        description: `order ${index}`,
        states: 'the book exists',
        request: { method: 'POST', path: `/orders/${index}`, body: requestBody(matchers) },
        response: { status: 201, body: replyBody(matchers) },
      })
      .run(({ url }) => placeOrder(url, index))
  }
  await mergeContracts(dir)
  return started
}

async function runPact(count: number, dir: string): Promise<number> {
  const { Matchers: matchers, Pact } = await import('@pact-foundation/pact')
  const started = cpuSeconds()
  const orders = new Pact({ consumer: 'shop', provider: 'orders', dir, logLevel: 'error' })
  for (let index = 0; index < count; index += 1) {
    await orders
      .addInteraction()
      .given('the book exists')
      .uponReceiving(`order ${index}`)
      .withRequest('POST', `/orders/${index}`, (request) => request.headers(json).jsonBody(requestBody(matchers)))
      .willRespondWith(201, (response) => response.headers(json).jsonBody(replyBody(matchers)))
      .executeTest(({ url }) => placeOrder(url, index))
  }
  return started
}

async function run(library: Library, interactions: number): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'))
  const startSeconds = await (library === 'tallystick' ? runOurs(interactions, dir) : runPact(interactions, dir))
  const written = JSON.parse(readFileSync(join(dir, 'shop-orders.json'), 'utf8')) as { interactions: unknown[] }
  if (written.interactions.length !== interactions) throw new Error(`only ${written.interactions.length} were written`)
  rmSync(dir, { recursive: true })
  return { cpuSeconds: cpuSeconds(), startSeconds, memoryMb: process.resourceUsage().maxRSS / 1024 }
}

await printBeside({ file: import.meta.filename, run })
