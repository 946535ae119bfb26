import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type App, type VerifyOptions, VerificationError, verify } from '../../src/provider/index.ts'
import type { Verification } from '../../src/provider/verification.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'
import { contract, http, jsonBody, outcomes, type } from './contracts.ts'

let workplace: Workplace
beforeEach(() => {
  workplace = createWorkplace()
})
afterEach(() => workplace.remove())

/** Replays these interactions, and gives what was found, good or bad. */
async function replay(interactions: readonly object[], options: Partial<VerifyOptions> = {}): Promise<Verification> {
  workplace.write('pacts/contract.json', contract(interactions))
  return verifyFolder(options)
}

async function verifyFolder(options: Partial<VerifyOptions>): Promise<Verification> {
  const app: App = (_request, response) => void response.end()
  const all = { provider: 'stock', app, contracts: 'pacts', cwd: workplace.folder, env: {}, ...options }
  try {
    return await verify(all)
  } catch (error) {
    if (error instanceof VerificationError) return error.verification
    throw error
  }
}

async function listening(listener: Parameters<typeof createServer>[1]) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const book = { isbn: '1', title: 'A book', price: 12.5 }

describe('an app may be', () => {
  const interaction = http({ request: { path: '/books/1' }, response: jsonBody(book, { '$.title': type }) })

  test('an Express app', async () => {
    const app = express()
    app.get('/books/:isbn', (request, response) => void response.json({ ...book, isbn: request.params.isbn }))
    expect(outcomes((await replay([interaction], { app })).results)).toEqual({ 'a request': 'kept' })
  })

  test('a server that does not listen, and one that does', async () => {
    const answer = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(book))
    })
    expect((await replay([interaction], { app: answer })).success).toBe(true)
    const { server } = await listening((...exchange) => answer.emit('request', ...exchange))
    expect((await replay([interaction], { app: server })).success).toBe(true)
    server.close()
  })

  test('a fetch handler, or an object that has one', async () => {
    const handler = (request: Request) => Response.json(new URL(request.url).pathname === '/books/1' ? book : {})
    expect((await replay([interaction], { app: handler })).success).toBe(true)
    expect((await replay([interaction], { app: { fetch: handler } })).success).toBe(true)
  })

  test('the URL of a provider that runs, with a path', async () => {
    const { server, url } = await listening((request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(request.url === '/api/books/1' ? book : {}))
    })
    const { success, results } = await replay([interaction], { app: `${url}/api/` })
    expect(success, JSON.stringify(results)).toBe(true)
    expect((await replay([interaction], { app: new URL(url) })).success).toBe(false)
    server.close()
  })

  test('nothing else', async () => {
    await expect(replay([interaction], { app: 'localhost:80' })).rejects.toThrow(/must begin with http/)
  })
})

test('what did not fit is said path by path, with what was expected and what came', async () => {
  const app = express()
  app.get(
    '/',
    (_request, response) => void response.status(201).set('x-kind', 'b').json({ title: 5, price: 12.5, tags: [] }),
  )
  const { results } = await replay(
    [
      http({
        response: {
          ...jsonBody({ isbn: '1', title: 'A book', price: 12, tags: ['a'] }, { '$.title': type }),
          headers: { 'X-Kind': ['a'] },
        },
      }),
    ],
    { app },
  )
  expect(results[0]?.exchange).toBe('GET / → 201')
  const found = results[0]?.mismatches.map(({ says: _says, ...mismatch }) => mismatch)
  expect(found).toEqual(
    expect.arrayContaining([
      { part: 'status', path: '', expected: 200, actual: 201 },
      { part: 'header', path: 'X-Kind', expected: 'a', actual: 'b' },
      { part: 'body', path: '$.isbn', expected: '1' },
      { part: 'body', path: '$.title', expected: 'A book', actual: 5 },
      { part: 'body', path: '$.price', expected: 12, actual: 12.5 },
    ]),
  )
})
