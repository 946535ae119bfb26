// What goes wrong silently elsewhere, and must not here.
import { describe, expect, test } from 'vitest'
import { boolean, decimal, eachLike, integer, number, regex } from '../../src/consumer/index.ts'
import { contractFolder } from './support/contracts.ts'

const right = { tags: [{ id: 1 }], code: 'A12', flag: true, whole: 2, part: 1.5, any: 3 }
const body = {
  tags: eachLike({ id: integer() }, { min: 0 }),
  code: regex(/^a\d+$/i, 'a1'),
  flag: boolean(),
  whole: integer(),
  part: decimal(),
  any: number(),
}

describe('a matcher', () => {
  const send = async (sent: object) => {
    using contracts = contractFolder()
    const expectation = contracts.contract().http({
      description: 'a call',
      request: { method: 'POST', path: '/', body },
      response: {},
    })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }
    await expectation.run(({ fetch }) => fetch('/', init))
  }

  test.each<[string, object]>([
    ['no element where none is needed', { tags: [] }],
    ['several elements', { tags: [{ id: 1 }, { id: 2 }] }],
    ['another case, where the pattern ignores it', { code: 'a7' }],
    ['a whole number where any is', { any: 1 }],
    ['a fraction where any is', { any: 1.25 }],
  ])('takes %s', async (_, change) => {
    await expect(send({ ...right, ...change })).resolves.toBeUndefined()
  })

  test.each<[string, object, string]>([
    ['an element that is not as declared, though none is needed', { tags: [{ id: 'x' }] }, '$.tags[0].id'],
    ['more than the pattern', { code: 'xa12' }, '$.code'],
    ['null for a pattern', { code: null }, '$.code'],
    ['a number for a pattern', { code: 12 }, '$.code'],
    ['text for a boolean', { flag: 'true' }, '$.flag'],
    ['a fraction for an integer', { whole: 1.5 }, '$.whole'],
    ['text for a number', { any: '1' }, '$.any'],
  ])('refuses %s', async (_, change, path) => {
    await expect(send({ ...right, ...change })).rejects.toThrow(`body ${path}`)
  })
})

test('an expectation that never ran is not in the contract, and leaves nothing to the next', async () => {
  using contracts = contractFolder()
  const orders = contracts.contract()
  orders.http({ description: 'abandoned', request: { path: '/abandoned' }, response: {} })
  await orders.http({ description: 'next', request: { path: '/next' }, response: {} }).run(({ fetch }) => fetch())
  await contracts.merge()
  expect(contracts.interactions().map(({ description }) => description)).toEqual(['next'])
})

test('one expectation runs several times at once', async () => {
  using contracts = contractFolder()
  const expectation = contracts.contract().http({ description: 'a call', request: { path: '/' }, response: {} })
  await Promise.all(Array.from({ length: 10 }, () => expectation.run(({ fetch }) => fetch())))
  await contracts.merge()
  expect(contracts.interactions()).toHaveLength(1)
})

test('two states, or two descriptions, are two interactions', async () => {
  using contracts = contractFolder()
  const capture = (description: string, states?: string) =>
    contracts
      .contract()
      .http({ description, ...(states !== undefined && { states }), request: { path: '/' }, response: {} })
      .run(({ fetch }) => fetch())
  await capture('a call')
  await capture('a call', 'there is something')
  await capture('another call', 'there is something')
  await contracts.merge()
  expect(contracts.interactions()).toHaveLength(3)
})
