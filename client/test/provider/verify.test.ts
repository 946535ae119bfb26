import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { describe, expect, test } from 'vitest'
import { http, jsonBody, outcomes, type } from './contracts.ts'
import { useReplay } from './replay.ts'

const { replay } = useReplay()

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
