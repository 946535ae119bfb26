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
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type RequestListener, createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { cpuSeconds } from './cpu.ts'
import { type Figures, type Library, printBeside } from './beside.ts'

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

async function run(library: Library, interactions: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = join(folder, 'contract.json')
  writeFileSync(file, JSON.stringify(contract(interactions)))
  const startSeconds = await (library === 'tallystick' ? runOurs(setting(file)) : runPact(setting(file)))
  rmSync(folder, { recursive: true })
  return { cpuSeconds: ownCpu(), startSeconds }
}

await printBeside({ file: import.meta.filename, run })
