import express from 'express'
import { describe, expect, test } from 'vitest'
import { states } from '../../src/provider/index.ts'
import { contract, http, jsonBody, outcomes } from './contracts.ts'
import { useReplay } from './replay.ts'

const { replay, replayFolder, workplace } = useReplay()

const inState = (name: string, params?: object) =>
  http({ description: name, states: [{ name, ...(params ? { params } : {}) }] })

/** An app with items that states put there, and who asked for what. */
function createStock() {
  const items = new Map<string, object>()
  const asked: string[] = []
  const app = express()
  app.use((request, _response, next) => {
    asked.push(`${request.method} ${request.url} as ${request.get('authorization') ?? 'nobody'}`)
    next()
  })
  app.get('/items/:id', (request, response) => {
    const item = items.get(request.params.id)
    if (item) response.json(item)
    else response.status(404).json({})
  })
  app.get('/', (_request, response) => void response.json({}))
  return { app, items, asked }
}

describe('a state', () => {
  test('is set up with its parameters before the request, and taken back after it', async () => {
    const { app, items } = createStock()
    const events: string[] = []
    const { success } = await replay(
      [
        http({
          states: [{ name: 'the item exists', params: { id: '7' } }, { name: 'it is night' }],
          request: { path: '/items/7' },
          response: jsonBody({ id: '7' }),
        }),
      ],
      {
        app,
        states: {
          'the item exists': {
            setUp: ({ id }: { id: string }) => void items.set(id, { id }),
            tearDown: ({ id }: { id: string }) => void events.push(`without ${id}: ${items.delete(id)}`),
          },
          'it is night': { setUp: () => void events.push('night'), tearDown: () => void events.push('day') },
        },
        beforeEach: ({ consumer, states: names }) => void events.push(`before ${consumer} ${names.join()}`),
        afterEach: () => void events.push('after'),
      },
    )
    expect(success).toBe(true)
    expect(events).toEqual(['before shop the item exists,it is night', 'night', 'day', 'without 7: true', 'after'])
  })

  test('gives values for what the consumer could not know', async () => {
    const { app, items, asked } = createStock()
    const { results } = await replay(
      [
        http({
          states: [{ name: 'an item exists', params: { kind: 'book' } }],
          request: {
            path: '/items/1',
            query: { kind: ['x'] },
            generators: {
              path: { type: 'ProviderState', expression: '/items/${id}' },
              query: { kind: { type: 'ProviderState', expression: '${kind}' } },
            },
          },
          response: jsonBody({ id: 'a1' }),
        }),
      ],
      {
        app,
        states: {
          'an item exists': () => {
            items.set('a1', { id: 'a1' })
            return { id: 'a1' }
          },
        },
      },
    )
    expect(outcomes(results)).toEqual({ 'a request': 'kept' })
    expect(asked).toEqual(['GET /items/a1?kind=book as nobody'])
  })

  test('works together with a change of the request', async () => {
    const { app, asked } = createStock()
    const { success } = await replay([inState('ann is signed in')], {
      app,
      states: { 'ann is signed in': () => ({ token: 'secret' }) },
      request: ({ values, url, description }) => ({
        url: `${url}?for=${encodeURIComponent(description)}`,
        headers: { Authorization: `Bearer ${JSON.stringify(values['token'])}` },
      }),
    })
    expect(success).toBe(true)
    expect(asked).toEqual(['GET /?for=ann%20is%20signed%20in as Bearer "secret"'])
  })

  test('has parameters and values that are checked by the types of the provider', async () => {
    interface StockStates {
      'an item exists': { params: { id: string; count?: number }; values: { url: string } }
      'nothing is there': { params: {} }
    }
    const handlers = states<StockStates>({
      'an item exists': ({ id, count = 1 }) => ({ url: `/items/${id}?${count}` }),
      'nothing is there': () => undefined,
    })
    const { success } = await replay([inState('an item exists', { id: '1' })], { states: handlers })
    expect(success).toBe(true)
  })
})

describe('a state fails its interaction, and only that, at once', () => {
  const others = [http({ description: 'another request' })]

  test('when it has no handler, and says who needs it', async () => {
    workplace().write('pacts/till.json', contract([inState('it is nigth')], { consumer: 'till' }))
    const startedAt = performance.now()
    const { results } = await replay([inState('it is nigth'), ...others], {
      states: { 'it is night': () => undefined },
    })
    expect(outcomes(results)).toEqual({
      'it is nigth': [
        `There is no handler for the state 'it is nigth', which shop and till need: ` +
          `add states: { "it is nigth": (params) => … }. There are handlers for: 'it is night'.`,
      ],
      'another request': 'kept',
    })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('when its handler throws, and the states before it are taken back', async () => {
    const events: string[] = []
    const { results } = await replay([http({ states: [{ name: 'first' }, { name: 'second' }] }), ...others], {
      states: {
        first: { setUp: () => void events.push('set up'), tearDown: () => void events.push('taken back') },
        second: () => Promise.reject(new Error('the database is away')),
      },
      afterEach: ({ description }) => void events.push(`after ${description}`),
    })
    expect(outcomes(results)).toEqual({
      'a request': [`The state 'second', which shop needs, could not be set up: the database is away`],
      'another request': 'kept',
    })
    expect(results[0]?.mismatches[0]).toMatchObject({ part: 'state', path: 'second' })
    expect(events).toEqual(['set up', 'taken back', 'after a request', 'after another request'])
  })

  test('when it takes too long, cannot be taken back, or gives what has no JSON', async () => {
    const round: Record<string, unknown> = {}
    round['self'] = round
    const { results } = await replay(
      ['slow', 'stuck', 'round'].map((name) => inState(name)),
      {
        timeoutMs: 300,
        states: {
          slow: () => new Promise(() => {}),
          stuck: { setUp: () => undefined, tearDown: () => Promise.reject(new Error('still there')) },
          round: () => round,
        },
      },
    )
    expect(outcomes(results)).toEqual({
      slow: [`The state 'slow', which shop needs, could not be set up: it did not finish within 0.3 seconds`],
      stuck: [`The state 'stuck', which shop needs, could not be taken back: still there`],
      round: [expect.stringContaining('could not be set up: Converting circular structure')],
    })
  })

  test('when a hook before it throws', async () => {
    const { results } = await replay([inState('night')], {
      states: { night: () => undefined },
      beforeEach: () => Promise.reject(new Error('no luck')),
    })
    expect(outcomes(results)).toEqual({ night: ['no luck'] })
  })
})

test('states of contracts of version 2 and 3 are known as well', async () => {
  const names = { consumer: { name: 'shop' }, provider: { name: 'stock' } }
  const request = { method: 'GET', path: '/' }
  const interaction = { request, response: { status: 200 } }
  workplace().write('pacts/two.json', {
    ...names,
    interactions: [
      { description: 'two', providerState: 'night', ...interaction },
      { description: 'two without', ...interaction },
    ],
    metadata: { pactSpecification: { version: '2.0.0' } },
  })
  workplace().write('pacts/three.json', {
    ...names,
    interactions: [
      { description: 'three', providerStates: [{ name: 'night', params: { deep: true } }], ...interaction },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  })
  workplace().write('pacts/one.json', {
    ...names,
    interactions: [{ description: 'one', provider_state: 'night', ...interaction }],
  })
  const seen: unknown[] = []
  const { results } = await replayFolder({ states: { night: (params) => void seen.push(params) } })
  expect(outcomes(results)).toEqual({ one: 'kept', three: 'kept', two: 'kept', 'two without': 'kept' })
  expect(seen).toEqual([{}, { deep: true }, {}])
})

test('one function may do all states', async () => {
  const seen: unknown[] = []
  const { success } = await replay([inState('night', { deep: true })], {
    states: (state, action) => void seen.push([action, state]),
  })
  const state = { name: 'night', params: { deep: true } }
  expect(success).toBe(true)
  expect(seen).toEqual([
    ['setup', state],
    ['teardown', state],
  ])
})
