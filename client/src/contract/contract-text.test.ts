import { describe, expect, test } from 'vitest'
import { contractFileName, contractText, readContract } from './contract-text.ts'

const pair = { consumer: 'shop', provider: 'orders' }

describe('the text of a contract', () => {
  test('has its names in order, says that it is version 4 and ours, and ends with a line break', () => {
    const text = contractText(pair, [{ type: 'x', description: 'd', b: { z: 1, a: undefined, B: [{ y: 1, x: 2 }] } }])
    expect(text).toBe(`{
  "consumer": {
    "name": "shop"
  },
  "interactions": [
    {
      "b": {
        "B": [
          {
            "x": 2,
            "y": 1
          }
        ],
        "z": 1
      },
      "description": "d",
      "type": "x"
    }
  ],
  "metadata": {
    "pactSpecification": {
      "version": "4.0"
    },
    "tallystick": {
      "format": 1
    }
  },
  "provider": {
    "name": "orders"
  }
}
`)
  })

  test('keeps what others said of the contract', () => {
    const text = contractText(pair, [], { 'pact-js': { version: '17' } })
    expect(readContract(text)).toMatchObject({ metadata: { 'pact-js': { version: '17' } }, isOurs: false })
  })

  test('is read as it was written', () => {
    const interactions = [{ description: 'a' }]
    expect(readContract(contractText(pair, interactions))).toMatchObject({ ...pair, interactions, isOurs: true })
  })
})

test.each([
  ['no JSON', 'contract'],
  ['a list', '[]'],
  ['no names', '{"interactions":[],"metadata":{"pactSpecification":{"version":"4.0"}}}'],
  [
    'version 3',
    '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[],"metadata":{"pactSpecification":{"version":"3.0.0"}}}',
  ],
  [
    'no interactions',
    '{"consumer":{"name":"a"},"provider":{"name":"b"},"metadata":{"pactSpecification":{"version":"4.0"}}}',
  ],
])('text with %s is no contract that could be added to', (_, text) => {
  expect(readContract(text)).toBeUndefined()
})

test.each([
  ['shop', 'orders', 'shop-orders.json'],
  ['Web Shop', 'Order Service', 'Web Shop-Order Service.json'],
  ['@team/shop', 'a:b\\c', '@team_shop-a_b_c.json'],
])('the contract of %s and %s is in %s', (consumer, provider, name) => {
  expect(contractFileName({ consumer, provider })).toBe(name)
})
