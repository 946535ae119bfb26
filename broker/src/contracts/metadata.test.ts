import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ContractMetadata, type SelectedVersion, decodeMetadata, encodeMetadata } from './metadata.ts'

const EMPTY: ContractMetadata = { selectors: [], wip: false }

const name = fc.string({ minLength: 1, unit: 'binary' })
const selector = fc.record<SelectedVersion>(
  {
    consumerVersionId: fc.integer({ min: 1 }),
    branch: name,
    tag: name,
    latest: fc.constant(true),
    mainBranch: fc.constant(true),
    environment: name,
  },
  { requiredKeys: ['consumerVersionId'], noNullPrototype: true },
)
const metadata = fc.record<ContractMetadata>(
  {
    selectors: fc.array(selector, { maxLength: 10 }),
    pending: fc.boolean(),
    wip: fc.boolean(),
    consumerVersionNumber: name,
  },
  { requiredKeys: ['selectors', 'wip'], noNullPrototype: true },
)

describe('the metadata token', () => {
  test('gives back what was put in', () => {
    fc.assert(
      fc.property(metadata, (given) => {
        expect(decodeMetadata(encodeMetadata(given))).toEqual(given)
      }),
    )
  })

  test('needs no escaping in an address', () => {
    fc.assert(
      fc.property(metadata, (given) => {
        expect(encodeMetadata(given)).toMatch(/^[\w-]*$/)
      }),
    )
  })

  test('is the one that Pact Broker clients know for a work-in-progress contract', () => {
    expect(encodeMetadata({ wip: true })).toBe('dz10cnVl')
  })

  test('is read as the Pact Broker writes it, with percent-encoded names', () => {
    expect(
      decodeMetadata('cyU1QiU1RCU1QmIlNUQ9ZmVhdCZzJTVCJTVEJTVCbCU1RD10cnVlJnMlNUIlNUQlNUJjdiU1RD0yJnA9ZmFsc2U'),
    ).toEqual({
      ...EMPTY,
      selectors: [{ consumerVersionId: 2, branch: 'feat', latest: true }],
      pending: false,
    })
  })

  test.each(['', '!!!!', 'a', 'Zm9v', Buffer.from('s=1&p=maybe&w=&cvt[]=x').toString('base64url'), 'x'.repeat(20_000)])(
    'reads as empty when it says nothing: %.20s',
    (token) => expect(decodeMetadata(token)).toEqual(EMPTY),
  )

  test.each([
    's[][cv]=x&s[][b]=main',
    's[][b]=main',
    's[]=1',
    's[][cv]=-1',
    's[][cv]=1.5',
    's[a]=1',
    's[a][b][c][d][e][f]=1',
    'p=%',
  ])('leaves out a selector without a version: %s', (query) =>
    expect(decodeMetadata(Buffer.from(query).toString('base64url'))).toEqual(EMPTY),
  )

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => {
        expect(decodeMetadata(token).wip).toBeTypeOf('boolean')
      }),
    )
  })

  test('stays short enough for an address however many versions were selected', () => {
    const selectors = Array.from({ length: 5000 }, (_, index) => ({ consumerVersionId: index + 1, tag: 'prod' }))
    const token = encodeMetadata({ selectors })
    expect(token.length).toBeLessThan(4000)
    expect(decodeMetadata(token).selectors).toEqual(selectors.slice(0, 40))
  })
})
