/**
 * Where a list of changes goes on: at the change that was shown last. Changes are ordered by their time, those of one
 * moment by their kind and by the row that tells of them. The text of it is for the broker alone.
 */
import { z } from 'zod'

export interface ChangesCursor {
  /** Microseconds since 1970, as text: they may be more than a number holds. */
  readonly micros: string
  readonly rank: number
  readonly id: number
}

const CURSOR = /^(\d{1,18})-(\d)-(\d{1,15})$/

export const changesCursorText = ({ micros, rank, id }: ChangesCursor) => `${micros}-${rank}-${id}`

export const changesCursor = z
  .string()
  .regex(CURSOR, 'must be what an earlier answer gave as older')
  .transform((text): ChangesCursor => {
    const [, micros = '0', rank, id] = CURSOR.exec(text) ?? []
    return { micros, rank: Number(rank), id: Number(id) }
  })
