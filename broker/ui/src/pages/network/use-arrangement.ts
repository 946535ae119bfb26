import { useEffect, useMemo, useState } from 'react'
import type { Drawn } from './drawn.ts'
import { layOut } from './lay-out.ts'
import type { Arrangement } from './layout.ts'

interface Arranged {
  readonly key: string
  readonly drawn: Drawn
  readonly arrangement: Arrangement
  /** The question that it answers. */
  readonly question: string
}

/** What was laid out lately, so that going back is immediate. */
const known = new Map<string, Arrangement>()
const MOST_KNOWN = 10

function remember(key: string, arrangement: Arrangement): void {
  known.set(key, arrangement)
  const [oldest] = known.keys()
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
}

/** Width by height, about, of what a window has room for: telephones have little for a wide drawing. */
function shapeOfWindow(): number {
  const width = Math.min(innerWidth * 0.8, 1400)
  const height = Math.max(400, innerHeight - 300)
  return Math.max(0.6, Math.min(2.2, width / height))
}

/** Lays out beside the page. What was drawn before stays until then; only who speaks with whom asks for a new layout. */
export function useArrangement(drawn: Drawn, question: string) {
  const [shape] = useState(shapeOfWindow)
  const key = useMemo(() => JSON.stringify([shape, drawn.names, drawn.input.links]), [drawn, shape])
  const [last, setLast] = useState<Arranged>()
  const [failure, setFailure] = useState<Error>()
  const arrangement = last?.key === key ? last.arrangement : known.get(key)
  useEffect(() => {
    if (arrangement) {
      setLast({ key, drawn, arrangement, question })
      return undefined
    }
    return layOut(
      { ...drawn.input, shape },
      {
        done(laidOut) {
          remember(key, laidOut)
          setLast({ key, drawn, arrangement: laidOut, question })
        },
        failed: () => setFailure(new Error('The network could not be laid out.')),
      },
    )
    // The key says all that a layout depends on.
  }, [key, arrangement])
  if (failure) throw failure
  if (arrangement) return { shown: { key, drawn, arrangement, question }, isBusy: false }
  return { shown: last, isBusy: true }
}
