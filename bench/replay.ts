/**
 * What a provider's tests cost: CPU and wall time to replay 10, 100 and 1,000 interactions, beside `@pact-foundation/pact`
 * with the same contract and the same app, each in a process of its own, from its start to its end. CPU is that of
 * the process and of those that it started. Linux only.
 *
 * npx node bench/replay.ts             10 and 100 of both, 1,000 of ours: about 15 s
 * npx node bench/replay.ts --full      1,000 of both: half a minute more
 *
 * Needs the built client: `npx tsc -b client`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type RequestListener, createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { cpuSeconds } from './cpu.ts'

type Library = 'tallystick' | 'pact-js'

interface Figures {
  readonly library: Library
  readonly interactions: number
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** CPU until the library is there. */
  readonly startSeconds: number
}

const book = { isbn: '9780131103627', title: 'A book', price: { amount: 49.5, currency: 'EUR' }, tags: ['c', 'unix'] }

const rule = (...matchers: readonly object[]) => ({ combine: 'AND', matchers })

function contract(interactions: number): object {
  return {
    consumer: { name: 'shop' },
    provider: { name: 'catalogue' },
    interactions: Array.from({ length: interactions }, (_, index) => ({
      type: 'Synchronous/HTTP',
      description: `book ${index}`,
      pending: false,
      providerStates: [{ name: 'the book exists', params: { isbn: String(index) } }],
      request: { method: 'GET', path: `/books/${index}`, headers: { Accept: ['application/json'] } },
      response: {
        status: 200,
        headers: { 'Content-Type': ['application/json'] },
        body: { content: book, contentType: 'application/json', encoded: false },
        matchingRules: {
          body: {
            '$.isbn': rule({ match: 'regex', regex: '\\d+' }),
            '$.title': rule({ match: 'type' }),
            '$.price.amount': rule({ match: 'number' }),
            '$.tags': rule({ match: 'type', min: 1 }),
            '$.tags[*]': rule({ match: 'type' }),
          },
        },
      },
    })),
    metadata: { pactSpecification: { version: '4.0' } },
  }
}

function createCatalogue(books: Map<string, object>): RequestListener {
  return ({ url = '' }, response) => {
    const found = books.get(url.slice('/books/'.length))
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? {}))
  }
}

interface Setting {
  readonly file: string
  readonly app: RequestListener
  readonly addBook: (parameters: unknown) => void
}

function setting(file: string): Setting {
  const books = new Map<string, object>()
  const addBook = (parameters: unknown) => {
    const { isbn } = parameters as { isbn: string }
    books.set(isbn, { ...book, isbn })
  }
  return { file, app: createCatalogue(books), addBook }
}

const ownCpu = () => cpuSeconds({ own: process.pid })['own'] ?? Number.NaN

async function runOurs({ file, app, addBook }: Setting): Promise<number> {
  const { verify } = await import('@tallystick/client/provider')
  const started = ownCpu()
  const states = { 'the book exists': addBook }
  await verify({ provider: 'catalogue', app, states, contracts: file, publish: false })
  return started
}

async function runPact({ file, app, addBook }: Setting): Promise<number> {
  const { Verifier } = await import('@pact-foundation/pact')
  const started = ownCpu()
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  await new Verifier({
    provider: 'catalogue',
    providerBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pactUrls: [file],
    stateHandlers: { 'the book exists': async (parameters) => addBook(parameters) },
    logLevel: 'error',
  }).verifyProvider()
  server.closeAllConnections()
  server.close()
  return started
}

async function runHere(library: Library, interactions: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = join(folder, 'contract.json')
  writeFileSync(file, JSON.stringify(contract(interactions)))
  const startSeconds = await (library === 'tallystick' ? runOurs(setting(file)) : runPact(setting(file)))
  rmSync(folder, { recursive: true })
  return { library, interactions, cpuSeconds: ownCpu(), wallSeconds: performance.now() / 1000, startSeconds }
}

/** In a process of its own, which takes the packages as they are published. */
function runApart(library: Library, interactions: number): Figures {
  const args = ['--no-warnings', import.meta.filename, '--library', library, '--interactions', String(interactions)]
  const env = { ...process.env, LOG_LEVEL: 'error', PACT_DO_NOT_TRACK: 'true' }
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', env, maxBuffer: 1e9 })
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Figures
}

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    library: { type: 'string' },
    interactions: { type: 'string' },
  },
})

if (options.library === 'tallystick' || options.library === 'pact-js') {
  console.log(JSON.stringify(await runHere(options.library, Number(options.interactions))))
  process.exit()
}

const rows: Figures[] = []
for (const size of [10, 100, 1000]) {
  rows.push(runApart('tallystick', size))
  if (size < 1000 || options.full) rows.push(runApart('pact-js', size))
}
const digits = (value: number, places = 2) => value.toFixed(places)
console.table(
  rows.map(({ library, interactions, ...figures }) => ({
    library,
    interactions,
    'CPU s': digits(figures.cpuSeconds),
    'wall s': digits(figures.wallSeconds),
    'start CPU s': digits(figures.startSeconds),
    'CPU ms each': digits(((figures.cpuSeconds - figures.startSeconds) / interactions) * 1000, 1),
  })),
)
