/**
 * Which names are written. Seen from afar, names keep a size that can be read, so not all have room: those that are asked
 * for come first, then those with most neighbours; a name that would cover one that is already written is left out.
 */
import { NAME_SIZE, nameWidth, shortened } from './drawn.ts'
import type { Box } from './layout.ts'

/** On the screen, in pixels. */
const SMALLEST = 11
const LINE = 1.15

/** The size of names in the drawing, at a scale. */
export const nameSizeAt = (scale: number) => Math.max(NAME_SIZE, SMALLEST / scale)

interface Area {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function areaOf({ x, y }: Box, name: string, size: number): Area {
  const half = nameWidth(shortened(name), size) / 2
  return { left: x - half, right: x + half, top: y - (size * LINE) / 2, bottom: y + (size * LINE) / 2 }
}

const covers = (one: Area, other: Area) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom

export interface Nameable {
  readonly name: string
  readonly box: Box
  /** The higher, the sooner it is written. */
  readonly weight: number
}

export function writtenNames(all: readonly Nameable[], size: number): ReadonlySet<string> {
  if (size <= NAME_SIZE) return new Set(all.map(({ name }) => name))
  const written = new Set<string>()
  const areas: Area[] = []
  for (const { name, box } of all.toSorted((one, other) => other.weight - one.weight)) {
    const area = areaOf(box, name, size)
    if (areas.some((other) => covers(area, other))) continue
    areas.push(area)
    written.add(name)
  }
  return written
}
