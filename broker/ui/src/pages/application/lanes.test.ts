import { expect, test } from 'vitest'
import { type LaneCell, MAX_LANES, lanesOf } from './lanes.ts'

/** `main*` is the newest of main. */
const on = (...names: readonly string[]) => ({
  branches: names.map((name) => ({ name: name.replace('*', ''), latest: name.endsWith('*') })),
})

function drawn({ above, dot, below }: LaneCell): string {
  if (dot !== 'none') return dot === 'newest' ? 'O' : 'o'
  return above && below ? '|' : ' '
}

const draw = (versions: readonly ReturnType<typeof on>[]) =>
  lanesOf(versions, 'main').map((cells) => cells.map(drawn).join(''))

test('main is the first lane, and what is alive beside it has one of its own', () => {
  expect(draw([on('a*'), on('main*'), on('a'), on('main')])).toEqual([' O', 'O|', '|o', 'o '])
})

test('a lane is used again by a branch that ends before another begins', () => {
  expect(draw([on('main*'), on('a*'), on('a'), on('b*'), on('main')])).toEqual(['O ', '|O', '|o', '|O', 'o '])
})

test('a branch whose newest version is on an earlier page comes from above', () => {
  const [first, second] = lanesOf([on('main*'), on('a')], 'main')
  expect(first?.map(({ above, below }) => [above, below])).toEqual([
    [false, false],
    [true, true],
  ])
  expect(second?.[1]).toEqual({ isMain: false, above: true, dot: 'version', below: false })
})

test('a version on two branches is in both lanes, one on none stands alone', () => {
  expect(draw([on('main*', 'a*'), on(), on('main', 'a')])).toEqual(['OO ', '||o', 'oo '])
  expect(lanesOf([on()], 'main')).toEqual([[{ isMain: false, above: false, dot: 'version', below: false }]])
})

test('without versions nothing is drawn', () => {
  expect(lanesOf([], undefined)).toEqual([])
})

test('there are never more lanes than there is room for', () => {
  const names = Array.from({ length: 12 }, (_, index) => `branch ${index}`)
  const rows = lanesOf([...names.map((name) => on(`${name}*`)), ...names.map((name) => on(name))], 'main')
  expect(new Set(rows.map((cells) => cells.length))).toEqual(new Set([MAX_LANES]))
})
