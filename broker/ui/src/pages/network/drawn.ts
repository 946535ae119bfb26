/**
 * What is drawn of an estate: its applications and pairs in an order of their own, so that the same estate always looks
 * the same; the boxes that their names need; and the lines through the points of a layout.
 */
import { type Estate, type Pair, pairsOf } from './estate.ts'
import { type LayoutInput, type Point, bendOf } from './layout.ts'

export const NAME_SIZE = 13
const LONGEST = 30
const PADDING = 24

/** Names are drawn without asking how wide they are, which only a browser knows: a letter is this wide on average. */
export const nameWidth = (name: string, size: number) => name.length * size * 0.56

/** A long name loses its middle: its ends tell it apart. */
export function shortened(name: string): string {
  const letters = Array.from(name)
  if (letters.length <= LONGEST) return name
  return `${letters.slice(0, LONGEST - 12).join('')}…${letters.slice(-11).join('')}`
}

export interface Drawn {
  readonly names: readonly string[]
  readonly pairs: readonly Pair[]
  readonly input: LayoutInput
}

const byText = (one: string, other: string) => (one < other ? -1 : Number(one > other))

export function drawnOf(estate: Estate): Drawn {
  const names = [...estate.keys()].toSorted(byText)
  const places = new Map(names.map((name, place) => [name, place]))
  const pairs = pairsOf(estate).toSorted(
    (one, other) => byText(one.consumer, other.consumer) || byText(one.provider, other.provider),
  )
  return {
    names,
    pairs,
    input: {
      widths: names.map((name) => Math.round(nameWidth(shortened(name), NAME_SIZE)) + 2 * PADDING),
      links: pairs.map(({ consumer, provider }) => [places.get(consumer) ?? 0, places.get(provider) ?? 0]),
    },
  }
}

/** So much of the way to the points that pull at it goes a curve. */
const CURVED = 0.75

const round = (value: number) => Math.round(value * 10) / 10

/** Level at each of its points, so that lines leave and reach boxes at right angles. */
export function linePath(points: readonly Point[]): string {
  const [first, ...others] = points
  if (!first) return ''
  let before = first
  const curves = others.map((point) => {
    const middle = before.x === point.x ? before.x + bendOf(before, point) / CURVED : (before.x + point.x) / 2
    const curve = `C${round(middle)} ${round(before.y)} ${round(middle)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
    before = point
    return curve
  })
  return `M${round(first.x)} ${round(first.y)}${curves.join('')}`
}

/** A triangle at the end of a line. */
export function headPath(points: readonly Point[]): string {
  const [before, end] = points.slice(-2)
  if (!before || !end) return ''
  const back = before.x < end.x ? -9 : 9
  return `M${round(end.x)} ${round(end.y)}l${back} -4.5v9z`
}

export function middleOf(points: readonly Point[]): Point {
  const half = (points.length - 1) / 2
  const [one, other] = [points[Math.floor(half)], points[Math.ceil(half)]]
  if (!one || !other) return { x: 0, y: 0 }
  // Where it comes back, it is furthest away in its middle.
  const out = one !== other && one.x === other.x ? bendOf(one, other) : 0
  return { x: (one.x + other.x) / 2 + out, y: (one.y + other.y) / 2 }
}
