// What the compiler accepts: it is enough that this file has no errors.

import * as nodeTest from 'node:test'
import express from 'express'
import * as vitest from 'vitest'
import { expect, test } from 'vitest'
import { type App, type TestFramework, type VerifyOptions, states } from '../../src/provider/index.ts'

interface StockStates {
  'an item exists': { params: { id: string }; values: { url: string } }
  'it is night': { params: {} }
}

test('modules of test frameworks, apps of all kinds and handlers of states have the types that are wanted', () => {
  const frameworks: readonly TestFramework[] = [
    vitest,
    nodeTest,
    { describe: vitest.describe, it: vitest.it, after: vitest.afterAll },
  ]
  const apps: readonly App[] = [
    express(),
    (_request, response) => void response.end(),
    (request: Request) => Response.json(request.url),
    { fetch: async () => new Response() },
    'http://127.0.0.1:8080',
    new URL('http://127.0.0.1:8080'),
  ]
  const handlers = states<StockStates>({
    'an item exists': ({ id }) => ({ url: `/items/${id}` }),
    'it is night': { setUp: async () => undefined, tearDown: () => undefined },
  })
  const options: VerifyOptions = { provider: 'stock', app: express(), states: handlers }
  const loose: VerifyOptions['states'] = {
    'an item exists': ({ id }: { id: string }) => ({ id }),
    'it is night': () => undefined,
  }
  // @ts-expect-error -- a state without a handler
  states<StockStates>({ 'it is night': () => undefined })
  // @ts-expect-error -- a value that is missing
  states<StockStates>({ 'an item exists': () => ({}), 'it is night': () => undefined })
  // @ts-expect-error -- a state that nobody needs
  states<StockStates>({ ...handlers, 'it is dawn': () => undefined })
  expect([frameworks.length, apps.length, options.states === handlers, typeof loose]).toEqual([3, 6, true, 'object'])
})
