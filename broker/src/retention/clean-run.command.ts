import { setTimeout as delay } from 'node:timers/promises'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { restAfter } from './pace.ts'
import { type Counts, addToRun } from './runs.sql.ts'

/** What the parts of a run share. */
export interface CleanRun extends Pick<Context, 'db' | 'config'> {
  /** As it is recorded. */
  readonly uuid: string
  /** Only counts. */
  readonly isDryRun: boolean
  readonly now: Date
}

/** Works, then rests in proportion. */
export async function paced<Result>(work: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  const result = await work()
  await delay(restAfter(performance.now() - began))
  return result
}

/** One short transaction of a run, which counts what it does. */
export async function batch(
  { db, uuid }: CleanRun,
  work: (trx: Connection) => Promise<Partial<Counts>>,
): Promise<Partial<Counts>> {
  return paced(async () =>
    transaction(db, async (trx) => {
      const counts = await work(trx)
      if (Object.values(counts).some((count) => count > 0)) await addToRun(trx, uuid, counts)
      return counts
    }),
  )
}
