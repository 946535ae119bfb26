import type { ReactNode } from 'react'
import { DEFAULT_LIMIT } from './choices.ts'
import css from './LimitNote.module.css'

const MOST = 5000
const FACTOR = 5

interface LimitNoteProps {
  /** How many rows there are. */
  readonly count: number
  /** How many were asked for, as the address says. */
  readonly limit: string | undefined
  readonly more: (limit: string, text: string) => ReactNode
}

/** Says that there may be more, and leads there. */
export function LimitNote({ count, limit, more }: LimitNoteProps) {
  const asked = Number(limit ?? DEFAULT_LIMIT)
  if (count < asked) return <p className={css.note}>{count === 1 ? '1 row' : `${count} rows`}</p>
  const next = Math.min(asked * FACTOR, MOST)
  return (
    <p className={css.note}>
      The newest {count} rows. {next > asked && more(String(next), `Show up to ${next}`)}
    </p>
  )
}
