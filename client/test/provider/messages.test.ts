import { describe, expect, test } from 'vitest'
import { withMetadata } from '../../src/provider/index.ts'
import { contract, outcomes, type } from './contracts.ts'
import { useReplay } from './replay.ts'

const { replay, replayFolder, workplace } = useReplay()

const json = (content: unknown) => ({ content, contentType: 'application/json', encoded: false })

const message = (description: string, more: object = {}) => ({
  type: 'Asynchronous/Messages',
  description,
  pending: false,
  contents: json({ orderId: '1', total: 12.5 }),
  matchingRules: { body: { '$.total': { combine: 'AND', matchers: [type] } } },
  ...more,
})

describe('a message', () => {
  test('is what its handler gives, with what goes along', async () => {
    const { results } = await replay(
      [
        message('an order was placed'),
        message('with metadata', { metadata: { topic: 'orders', contentType: 'application/json' } }),
        message('with other metadata', { metadata: { topic: 'orders' } }),
        message('another order'),
      ],
      {
        messages: {
          'an order was placed': () => ({ orderId: '1', total: 1 }),
          'with metadata': async () => withMetadata({ orderId: '1', total: 1 }, { topic: 'orders' }),
          'with other metadata': () => withMetadata({ orderId: '1', total: 1 }, { topic: 'others' }),
          'another order': () => ({ orderId: '2', total: '1' }),
        },
      },
    )
    expect(results.map(({ success }) => success)).toEqual([true, true, false, false])
    expect(results[2]?.mismatches).toMatchObject([
      { part: 'metadata', path: 'topic', expected: 'orders', actual: 'others' },
    ])
    expect(results[3]?.mismatches).toMatchObject([
      { part: 'body', path: '$.orderId', expected: '1', actual: '2' },
      { part: 'body', path: '$.total', expected: 12.5, actual: '1' },
    ])
    expect(results[0]).toMatchObject({ kind: 'message', exchange: undefined })
  })

  test('knows the states of the interaction and the values that they gave', async () => {
    const seen: unknown[] = []
    const { success } = await replay(
      [message('an order was placed', { providerStates: [{ name: 'an order', params: { id: '1' } }] })],
      {
        states: { 'an order': () => ({ total: 5 }) },
        messages: {
          'an order was placed': ({ values, description }) => {
            seen.push(description, values)
            return { orderId: values['id'], total: values['total'] }
          },
        },
      },
    )
    expect(success).toBe(true)
    expect(seen).toEqual(['an order was placed', { id: '1', total: 5 }])
  })

  test('is given by the handler of the message that it is a variant of, unless it has its own', async () => {
    const { success } = await replay(
      [message('placed'), message("placed, without 'note'"), message('placed, of kind, well, two')],
      {
        messages: {
          placed: ({ description }) => ({ orderId: description.includes('well') ? '2' : '1', total: 1 }),
          'placed, of kind': () => ({ orderId: '1', total: 1 }),
        },
      },
    )
    expect(success).toBe(true)
  })

  test('may be text, bytes, or one JSON string', async () => {
    const part = (content: string, contentType: string, encoded: string | false = false) => ({
      contents: { content, contentType, encoded },
      matchingRules: {},
    })
    const { results } = await replay(
      [
        message('text', part('hello', 'text/plain')),
        message('bytes', part(Buffer.from([0, 255]).toString('base64'), 'application/octet-stream', 'base64')),
        message('a string', part('hello', 'application/json')),
        message('made already'),
      ],
      {
        messages: {
          text: () => 'hello',
          bytes: () => Buffer.from([0, 255]),
          'a string': () => 'hello',
          'made already': () => JSON.stringify({ orderId: '1', total: 2 }),
        },
      },
    )
    expect(outcomes(results)).toEqual({ text: 'kept', bytes: 'kept', 'a string': 'kept', 'made already': 'kept' })
  })

  test('that nobody gives, or that fails, or comes too late, is said to be so', async () => {
    const { results } = await replay(
      ['an order was placed', 'broken', 'late'].map((description) => message(description)),
      {
        timeoutMs: 200,
        messages: {
          'an order was plced': () => ({}),
          broken: () => {
            throw new Error('no such order')
          },
          late: () => new Promise(() => {}),
        },
      },
    )
    expect(outcomes(results)).toEqual({
      'an order was placed': [
        `Nothing gives the message 'an order was placed', which shop expects: ` +
          `add messages: { "an order was placed": () => … }. There are handlers for: 'an order was plced', 'broken', 'late'.`,
      ],
      broken: ['The message could not be made: no such order'],
      late: ['The message could not be made: it did not finish within 0.2 seconds'],
    })
  })

  test('of a contract of version 3 is known as well', async () => {
    const { interactions: _none, ...three } = contract([])
    workplace().write('pacts/three.json', {
      ...three,
      messages: [
        {
          description: 'an order was placed',
          contents: { orderId: '1' },
          metaData: { contentType: 'application/json' },
        },
      ],
      metadata: { pactSpecification: { version: '3.0.0' } },
    })
    const { results } = await replayFolder({ messages: { 'an order was placed': () => ({ orderId: '1' }) } })
    expect(outcomes(results)).toEqual({ 'an order was placed': 'kept' })
  })
})

describe('a synchronous message', () => {
  const quote = (description: string, request: object) => ({
    type: 'Synchronous/Messages',
    description,
    pending: false,
    request,
    response: [{ contents: json({ price: 12.5 }), metadata: { unit: 'EUR' } }],
  })

  test('is answered by its handler, which knows the request', async () => {
    const seen: unknown[] = []
    const { results } = await replay(
      [
        quote('a quote', { contents: json({ isbn: '1' }), metadata: { from: 'shop' } }),
        quote('a wrong quote', {
          contents: { content: 'AQI=', contentType: 'application/octet-stream', encoded: 'base64' },
        }),
      ],
      {
        messages: {
          'a quote': ({ request, requestMetadata }) => {
            seen.push(request, requestMetadata)
            return withMetadata({ price: 12.5 }, { unit: 'EUR' })
          },
          'a wrong quote': ({ request }) => {
            seen.push(request)
            return withMetadata({}, { unit: 'EUR' })
          },
        },
      },
    )
    expect(results[0]).toMatchObject({ kind: 'request', success: true })
    expect(results[1]?.mismatches).toMatchObject([{ part: 'body', path: '$.price', expected: 12.5 }])
    expect(seen).toEqual([{ isbn: '1' }, { from: 'shop' }, Buffer.from([1, 2])])
  })
})
