import { describe, expect, test } from 'vitest'
import { nameAt } from './arrows.ts'
import { drawnOf, headPath, linePath, middleOf, shortened } from './drawn.ts'
import { type Pair, estateOf } from './estate.ts'
import { markOf, marksBy } from './groups.ts'
import { BOX_HEIGHT, type Box, arrange } from './layout.ts'
import { mermaidOf } from './mermaid.ts'
import { nameSizeAt, writtenNames } from './names.ts'

const pair = (consumer: string, provider: string, state: Pair['state'] = 'verified'): Pair => ({
  consumer,
  provider,
  state,
  version: '1',
})

function estate(
  pairs: readonly Pair[],
  labels: Readonly<Record<string, readonly string[]>> = {},
  teams: Readonly<Record<string, string>> = {},
) {
  const names = [...new Set(pairs.flatMap(({ consumer, provider }) => [consumer, provider]))]
  const pacticipants = names.map((name) => ({
    name,
    labels: [...(labels[name] ?? [])],
    team: teams[name] ?? null,
  }))
  return estateOf({ pacticipants, integrations: [...pairs] })
}

/** Layers of services that call some of the next layer. */
function large(count: number) {
  const layer = count / 5
  return estate(
    Array.from({ length: count * 2 }, (_, index) => {
      const from = index % (count - layer)
      const next = (Math.floor(from / layer) + 1) * layer
      return pair(`service-${from}`, `service-${next + ((index * 7) % layer)}`)
    }),
  )
}

/** Each service calls the next one, and two further down. */
function deep(count: number) {
  const name = (place: number) => `service-${String(place).padStart(2, '0')}`
  return estate(
    Array.from({ length: count }, (_, from) =>
      [1, 8, 15].flatMap((step) => (from + step < count ? [pair(name(from), name(from + step))] : [])),
    ).flat(),
  )
}

const overlaps = (boxes: readonly Box[]) =>
  boxes.filter((one, index) =>
    boxes.some(
      (other, place) =>
        place > index &&
        Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
        Math.abs(one.y - other.y) < BOX_HEIGHT,
    ),
  )

describe('what is drawn', () => {
  test('is the same in whatever order it was told', () => {
    const pairs = [pair('shop', 'orders'), pair('app', 'orders'), pair('orders', 'stock')]
    const { names, input } = drawnOf(estate(pairs.toReversed()))
    expect(names).toEqual(['app', 'orders', 'shop', 'stock'])
    expect(input.links).toEqual([
      [0, 1],
      [1, 3],
      [2, 1],
    ])
    expect(drawnOf(estate(pairs)).input).toEqual(input)
  })

  test('has long names without their middle', () => {
    expect(shortened('orders')).toBe('orders')
    expect(shortened('customer-communication-preferences-service')).toBe('customer-communica…ces-service')
  })
})

describe('a layout', () => {
  test('has consumers left of their providers, and lines from side to side', () => {
    const { input, names } = drawnOf(estate([pair('shop', 'orders'), pair('orders', 'stock')]))
    const { boxes, routes } = arrange({ ...input, shape: 2 })
    const [orders, shop, stock] = boxes
    expect(names).toEqual(['orders', 'shop', 'stock'])
    expect(shop?.x).toBeLessThan(orders?.x ?? 0)
    expect(orders?.x).toBeLessThan(stock?.x ?? 0)
    expect(routes[0]?.[0]?.x).toBeCloseTo((orders?.x ?? 0) + (orders?.width ?? 0) / 2)
  })

  test('takes circles, and applications that are their own consumers', () => {
    const { input } = drawnOf(estate([pair('a', 'b'), pair('b', 'a'), pair('a', 'a')]))
    expect(overlaps(arrange({ ...input, shape: 2 }).boxes)).toEqual([])
    expect(arrange({ widths: [], links: [], shape: 2 })).toMatchObject({ boxes: [], routes: [] })
  })

  test.each([2, 0.6])(
    'of a large network has about the shape %d of what it is drawn into, and no box covers another',
    (shape) => {
      const { boxes, width, height } = arrange({ ...drawnOf(large(300)).input, shape })
      expect(overlaps(boxes)).toEqual([])
      expect(width / height / shape).toBeGreaterThan(0.6)
      expect(width / height / shape).toBeLessThan(1.6)
    },
  )

  test.each([2, 0.6])('of a deep network is no ribbon in a window of the shape %d', (shape) => {
    const { input } = drawnOf(deep(50))
    const { boxes, routes, width, height } = arrange({ ...input, shape })
    expect(overlaps(boxes)).toEqual([])
    expect(width / height / shape).toBeGreaterThan(0.6)
    expect(width / height / shape).toBeLessThan(2)
    // Between two of a column the line runs beside it, within the drawing.
    const [first, second] = boxes
    expect(second).toMatchObject({ x: first?.x, width: first?.width })
    const beside = { x: (first?.x ?? 0) + (first?.width ?? 0) / 2 }
    expect(routes[0]).toEqual([
      { ...beside, y: first?.y },
      { ...beside, y: second?.y },
    ])
    const right = Math.max(...routes.flat().map(({ x }) => x))
    expect(width).toBeGreaterThan(right + 24)
  })

  test('of a column has lines from each box that is narrower than the others to its edge', () => {
    const chain = Array.from({ length: 40 }, (_, place) => `s-${place}${'x'.repeat(place % 3)}`)
    const pairs = chain.slice(1).map((name, place) => pair(chain[place] ?? '', name))
    // So many lines that a rough layout is made first.
    const more = chain
      .slice(7)
      .flatMap((name, place) => [pair(chain[place] ?? '', name), pair(chain[place + 3] ?? '', name)])
    const { input, pairs: drawn } = drawnOf(estate([...pairs, ...more]))
    const { boxes, routes } = arrange({ ...input, shape: 2 })
    const bent = routes.filter((points) => points.length > 2)
    expect(bent.length).toBeGreaterThan(0)
    routes.forEach((points, index) => {
      const [from, to] = input.links[index] ?? []
      const ends = [points[0]?.y, points.at(-1)?.y]
      expect(ends, drawn[index]?.consumer).toEqual([boxes[from ?? 0]?.y, boxes[to ?? 0]?.y])
    })
    expect(headPath(bent[0] ?? [])).toMatch(/l9 -4\.5v9z$/)
  })
})

test('a line is level at its ends, and its head points where it goes', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 100, y: 50 },
  ]
  expect(linePath(points)).toBe('M0 0C50 0 50 50 100 50')
  expect(headPath(points)).toBe('M100 50l-9 -4.5v9z')
  expect(headPath(points.toReversed())).toBe('M0 0l9 -4.5v9z')
  expect(middleOf(points)).toEqual({ x: 50, y: 25 })
})

describe('names', () => {
  const at = (name: string, y: number, weight: number) => ({ name, box: { x: 0, y, width: 80 }, weight })
  const all = [at('hub', 0, 9), at('leaf', 36, 1), at('other', 72, 5)]

  test('are all written where they fit into their boxes', () => {
    expect(writtenNames(all, nameSizeAt(1))).toEqual(new Set(['hub', 'leaf', 'other']))
  })

  test('keep their size from afar, so that the less important ones give way', () => {
    expect(nameSizeAt(0.2)).toBe(55)
    expect(writtenNames(all, nameSizeAt(0.2))).toEqual(new Set(['hub', 'other']))
    expect(writtenNames(all, nameSizeAt(0.05))).toEqual(new Set(['hub']))
  })
})

test('arrow keys lead to the nearest consumer, provider, and neighbour in the column', () => {
  const network = estate([pair('shop', 'orders'), pair('app', 'orders'), pair('orders', 'stock')])
  const boxes = new Map([
    ['app', { x: 0, y: 0, width: 80 }],
    ['shop', { x: 0, y: 100, width: 80 }],
    ['orders', { x: 200, y: 90, width: 80 }],
    ['stock', { x: 400, y: 90, width: 80 }],
  ])
  const from = (name: string, key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown') => {
    const application = network.get(name)
    return application && nameAt(key, { application, boxes })
  }
  expect(from('orders', 'ArrowLeft')).toBe('shop')
  expect(from('orders', 'ArrowRight')).toBe('stock')
  expect(from('shop', 'ArrowUp')).toBe('app')
  expect(from('app', 'ArrowDown')).toBe('shop')
  expect(from('stock', 'ArrowRight')).toBeUndefined()
})

test('the commonest labels have letters, and an application that of its commonest', () => {
  const network = estate([pair('a', 'b'), pair('b', 'c')], { a: ['web'], b: ['core', 'web'], c: ['rare'] })
  const marks = marksBy('label', [...network.values()])
  expect(marks.all.map(({ name, letter, count }) => `${letter} ${name} ${count}`)).toEqual([
    'A web 2',
    'B core 1',
    'C rare 1',
  ])
  expect([...network.values()].map((application) => markOf(application, marks)?.letter)).toEqual(['A', 'A', 'C'])
})

test('teams have letters as well, and what is of none is counted', () => {
  const network = estate([pair('a', 'b'), pair('b', 'c')], {}, { a: 'Checkout', b: 'Checkout' })
  const marks = marksBy('team', [...network.values()])
  expect(marks).toEqual({ by: 'team', all: [{ name: 'Checkout', letter: 'A', count: 2 }], others: 1 })
})

test('Mermaid has a name for each, and says what is not verified', () => {
  const network = estate([pair('shop "1"', 'orders#2', 'failed'), pair('app', 'orders#2')])
  expect(mermaidOf(network)).toBe(`flowchart LR
  n0["app"]
  n1["orders#35;2"]
  n2["shop #quot;1#quot;"]
  n0 --> n1
  n2 == failed ==> n1
`)
})
