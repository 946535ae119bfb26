import { expect, test } from 'vitest'
import { around, dot, mermaid } from './graph-text.ts'

const edges = [
  { consumer: 'Shop', provider: 'Stock' },
  { consumer: 'Mail "old"', provider: 'Stock' },
  { consumer: 'Till', provider: 'Bank' },
]

test('Mermaid', () => {
  expect(mermaid(edges)).toBe(
    [
      'flowchart LR',
      '  n0["Bank"]',
      '  n1["Mail #quot;old#quot;"]',
      '  n2["Shop"]',
      '  n3["Stock"]',
      '  n4["Till"]',
      '  n1 --> n3',
      '  n2 --> n3',
      '  n4 --> n0',
      '',
    ].join('\n'),
  )
})

test('DOT', () => {
  expect(dot(edges)).toContain(String.raw`  "Mail \"old\"" -> "Stock";`)
  expect(dot([])).toMatch(/^digraph contracts \{[^]*\}\n$/)
})

test('the same graph is the same text, in whatever order the broker lists it', () => {
  expect(mermaid(edges.toReversed())).toBe(mermaid(edges))
  expect(dot(edges.toReversed())).toBe(dot(edges))
})

test('what is connected with one, over others too', () => {
  const more = [...edges, { consumer: 'Stock', provider: 'Depot' }, { consumer: 'Truck', provider: 'Depot' }]
  expect(around(more, 'Shop').map(({ consumer }) => consumer)).toEqual(['Shop', 'Mail "old"', 'Stock', 'Truck'])
  expect(around(more, 'Nobody')).toEqual([])
})
