// Which result belongs where, and where the arrow keys lead.

import type { MatrixGrid } from '@tallystick/client/wire'

type Result = MatrixGrid['results'][number]

const key = (consumerVersion: string, providerVersion: string) => JSON.stringify([consumerVersion, providerVersion])

/** The result of two versions, if there is one. */
export function resultFinder({
  results,
}: MatrixGrid): (consumerVersion: string, providerVersion: string) => Result | undefined {
  const byVersions = new Map(results.map((result) => [key(result.consumerVersion, result.providerVersion), result]))
  return (consumerVersion, providerVersion) => byVersions.get(key(consumerVersion, providerVersion))
}

export interface Place {
  readonly row: number
  readonly column: number
}

const steps: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** Where a key leads from a cell; undefined where it leads nowhere. Home and End go to the ends of the row. */
export function placeAfter(
  key: string,
  from: Place,
  size: { readonly rows: number; readonly columns: number },
): Place | undefined {
  if (key === 'Home') return { ...from, column: 0 }
  if (key === 'End') return { ...from, column: size.columns - 1 }
  const step = steps[key]
  if (!step) return undefined
  const row = from.row + step.row
  const column = from.column + step.column
  return row < 0 || column < 0 || row >= size.rows || column >= size.columns ? undefined : { row, column }
}
