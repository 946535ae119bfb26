/**
 * Where an arrow key leads: right to the nearest provider, left to the nearest consumer, up and down to the nearest
 * application in the same column.
 */
import type { Application } from './estate.ts'
import { BOX_HEIGHT, type Box } from './layout.ts'

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

interface Place {
  readonly application: Application
  readonly boxes: ReadonlyMap<string, Box>
}

function nearest(here: Box, names: Iterable<string>, boxes: ReadonlyMap<string, Box>): string | undefined {
  const distance = (name: string) => {
    const { x, y } = boxes.get(name) ?? { x: Infinity, y: Infinity }
    return Math.hypot(x - here.x, y - here.y)
  }
  return [...names].toSorted((one, other) => distance(one) - distance(other))[0]
}

export function nameAt(key: ArrowKey, { application, boxes }: Place): string | undefined {
  const here = boxes.get(application.name)
  if (!here) return undefined
  const drawn = (names: readonly string[]) => names.filter((name) => boxes.has(name) && name !== application.name)
  if (key === 'ArrowLeft') {
    const consumers = application.consumers.map(({ consumer }) => consumer)
    return nearest(here, drawn(consumers), boxes)
  }
  if (key === 'ArrowRight') {
    const providers = application.providers.map(({ provider }) => provider)
    return nearest(here, drawn(providers), boxes)
  }
  const isBeyond = ({ x, y, width }: Box) =>
    Math.abs(x - here.x) < (width + here.width) / 2 &&
    (key === 'ArrowUp' ? y <= here.y - BOX_HEIGHT / 2 : y >= here.y + BOX_HEIGHT / 2)
  const column = drawn([...boxes].filter(([, box]) => isBeyond(box)).map(([name]) => name))
  return nearest(here, column, boxes)
}
