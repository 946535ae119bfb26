import { useMemo } from 'react'
import type { Estate } from './estate.ts'
import type { Box } from './layout.ts'
import { nameSizeAt, writtenNames } from './names.ts'

interface Asked {
  readonly scale: number
  /** Those that somebody looks at. */
  readonly looked: readonly (string | undefined)[]
  readonly found: ReadonlySet<string> | undefined
}

/** Which names are written at a scale, and how large: those that are looked at, found, or beside these, come first. */
export function useWritten(estate: Estate, boxes: ReadonlyMap<string, Box>, { scale, looked, found }: Asked) {
  const size = nameSizeAt(scale)
  const written = useMemo(() => {
    const beside = new Set(
      looked.flatMap((name) => {
        const { consumers = [], providers = [] } = (name !== undefined && estate.get(name)) || {}
        return [...consumers.map(({ consumer }) => consumer), ...providers.map(({ provider }) => provider)]
      }),
    )
    const weightOf = (name: string) => {
      const { consumers = [], providers = [] } = estate.get(name) ?? {}
      const asked = (looked.includes(name) ? 1e6 : 0) + (found?.has(name) ? 1e5 : 0) + (beside.has(name) ? 1e4 : 0)
      return asked + consumers.length + providers.length
    }
    return writtenNames(
      [...boxes].map(([name, box]) => ({ name, box, weight: weightOf(name) })),
      size,
    )
  }, [estate, boxes, size, found, ...looked])
  return { size, written }
}
