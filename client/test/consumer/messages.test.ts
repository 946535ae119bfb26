import { join } from 'node:path'
import { MessageProviderPact } from '@pact-foundation/pact'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { fromState, text } from '../../src/consumer/index.ts'
import { integer } from '../../src/consumer/matching/matchers.ts'
import { like } from '../../src/consumer/matching/structure-matchers.ts'
import { variants } from '../../src/consumer/matching/variants.ts'
import { contractFolder, thrownBy } from './support/contracts.ts'

const Placed = z.object({ orderId: z.int(), at: z.iso.datetime(), note: z.string().nullable() })

describe('a message', () => {
  test('is given to the handler as its schema reads it, and is in the contract when that passes', async () => {
    using contracts = contractFolder()
    const expectation = contracts.contract('mailer').message({
      description: 'an order was placed',
      states: 'there are orders',
      contents: Placed,
      metadata: { topic: 'orders', key: like('1'), attempt: 2 },
    })
    const handled = await expectation.run(({ message, metadata, example }) => {
      expectTypeOf(message).toEqualTypeOf<{ orderId: number; at: string; note: string | null }>()
      expect(metadata).toEqual({ topic: 'orders', key: '1', attempt: 2 })
      expect(message).toEqual(example)
      return message.orderId
    })
    expect(handled).toBe(1)
    await contracts.merge()
    expect(contracts.interactions('mailer-orders')).toMatchObject([
      {
        type: 'Asynchronous/Messages',
        description: 'an order was placed',
        providerStates: [{ name: 'there are orders' }],
        contents: { content: { orderId: 1 }, contentType: 'application/json', contentTypeHint: 'TEXT', encoded: false },
        metadata: { topic: 'orders', key: '1', attempt: 2 },
        matchingRules: { metadata: { key: { matchers: [{ match: 'type' }] } } },
      },
    ])
  })

  test('is not in the contract when the handler fails', async () => {
    using contracts = contractFolder()
    const expectation = contracts.contract('mailer').message({ description: 'bad', contents: { a: 1 } })
    const error = await thrownBy(() =>
      expectation.run(() => {
        throw new Error('cannot handle')
      }),
    )
    expect(error.message).toBe('cannot handle')
    await contracts.merge()
    expect(contracts.interactions('mailer-orders')).toEqual([])
  })

  test('has one interaction for each variant of its contents', async () => {
    using contracts = contractFolder()
    const seen: unknown[] = []
    await contracts
      .contract('mailer')
      .message({ description: 'placed', contents: variants(Placed) })
      .run(({ message }) => {
        seen.push(message.note)
      })
    expect(seen).toEqual([expect.any(String), null])
    await contracts.merge()
    expect(contracts.interactions('mailer-orders').map(({ description }) => description)).toEqual([
      'placed',
      'placed, with note as null',
    ])
  })

  test('may be text', async () => {
    using contracts = contractFolder()
    const expectation = contracts.contract('mailer').message({ description: 'line', contents: text(like('a;b')) })
    await expectation.run(({ message }) => expect(message).toBe('a;b'))
    expect(expectation.interactions[0]?.contents).toMatchObject({ content: 'a;b', contentType: 'text/plain' })
  })
})

describe('a message with an answer', () => {
  const declared = {
    description: 'the price of a book',
    states: { name: 'the book exists', params: { isbn: '1' } },
    request: { contents: { isbn: fromState('${isbn}', '1'), count: integer(2) }, metadata: { queue: 'prices' } },
    response: { contents: z.object({ price: z.number() }) },
  }

  test('is sent by the consumer, which gets the reply', async () => {
    using contracts = contractFolder()
    const expectation = contracts.contract().request(declared)
    const price = await expectation.run(async ({ send, reply, example }) => {
      expectTypeOf(example).toEqualTypeOf<{ readonly isbn: string; readonly count: number }>()
      const answer = await send({ count: 7, isbn: 'other' })
      expect(answer).toEqual(reply)
      return answer.price
    })
    expect(price).toEqual(expect.any(Number))
    await contracts.merge()
    expect(contracts.interactions()).toMatchObject([
      {
        type: 'Synchronous/Messages',
        request: {
          contents: { content: { isbn: '1', count: 2 } },
          metadata: { queue: 'prices' },
          generators: { body: { '$.isbn': { type: 'ProviderState', expression: '${isbn}' } } },
        },
        response: [{ contents: { content: { price: expect.any(Number) } } }],
      },
    ])
  })

  test('fails with the mismatches when another is sent', async () => {
    using contracts = contractFolder()
    const error = await thrownBy(() =>
      contracts
        .contract()
        .request(declared)
        .run(({ send }) => send({ isbn: '1', count: '2' })),
    )
    expect(error.message).toContain('The message was sent, but not as it is declared:')
    expect(error.message).toContain('body $.count')
    await contracts.merge()
    expect(contracts.interactions()).toEqual([])
  })

  test('fails when none is sent', async () => {
    using contracts = contractFolder()
    const error = await thrownBy(() =>
      contracts
        .contract()
        .request(declared)
        .run(() => {}),
    )
    expect(error.message).toContain('The message is declared, and was not sent.')
  })
})

describe('GraphQL', () => {
  const orders = (contracts: ReturnType<typeof contractFolder>) =>
    contracts.contract().graphql({
      description: 'the lines of an order',
      operation: 'Lines',
      query: `
        query Lines($id: ID!, $all: Boolean = true) {
          order(id: $id, all: $all) { lines { isbn, title(max: 10, in: "en gb") } ... on Gift { from } }
        }`,
      variables: { id: '1' },
      response: { data: z.object({ order: z.object({ lines: z.array(z.object({ isbn: z.string() })) }) }) },
    })
  const post = (url: string, query: string, variables: unknown = { id: '1' }) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operationName: 'Lines', query, variables }),
    })
  const compact =
    'query Lines($id:ID!$all:Boolean=true){order(id:$id,all:$all){lines{isbn title(max:10 in:"en gb")}...on Gift{from}}}'

  test('is matched however its document is laid out', async () => {
    using contracts = contractFolder()
    const isbn = await orders(contracts).run(async ({ url, reply }) => {
      expectTypeOf(reply.data).toEqualTypeOf<{ order: { lines: { isbn: string }[] } }>()
      expect(await (await post(url, compact)).json()).toEqual(reply)
      return reply.data.order.lines[0]?.isbn
    })
    expect(isbn).toEqual(expect.any(String))
  })

  test.each([
    ['another field', compact.replace('isbn', 'title'), { id: '1' }],
    ['a field less', compact.replace('isbn ', ''), { id: '1' }],
    ['names that run into one', compact.replace('isbn title', 'isbntitle'), { id: '1' }],
    ['another text inside quotes', compact.replace('"en gb"', '"engb"'), { id: '1' }],
    ['other variables', compact, { id: '2' }],
  ])('is not matched with %s', async (_, query, variables) => {
    using contracts = contractFolder()
    await expect(orders(contracts).run(({ url }) => post(url, query, variables))).rejects.toThrow(
      'not as it is declared',
    )
  })
})

test('the verifier of Pact takes messages, and refuses others', async () => {
  using contracts = contractFolder()
  await contracts
    .contract()
    .message({ description: 'an order was placed', states: 'there are orders', contents: Placed })
    .run(() => {})
  await contracts.merge()
  const verify = (message: object) =>
    new MessageProviderPact({
      provider: 'orders',
      pactUrls: [join(contracts.folder, 'shop-orders.json')],
      messageProviders: { 'an order was placed': () => Promise.resolve(message) },
      stateHandlers: { 'there are orders': () => Promise.resolve() },
      logLevel: 'error',
    }).verify()
  await verify({ orderId: 7, at: '2026-11-22T10:00:00Z', note: 'text' })
  await expect(verify({ orderId: '7', at: 'today', note: 'text' })).rejects.toThrow(/fail/i)
}, 60_000)
