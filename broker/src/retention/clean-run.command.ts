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
  /** Ends the run after the batch that is under way. */
  readonly signal: AbortSignal
}

/** Works, then rests in proportion. Throws when the run is to end. */
export async function paced<Result>(
  { signal }: Pick<CleanRun, 'signal'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = performance.now()
  const result = await work()
  await delay(restAfter(performance.now() - began), undefined, { signal })
  return result
}

/** One short transaction of a run, which counts what it does. */
export async function batch(
  run: CleanRun,
  work: (trx: Connection) => Promise<Partial<Counts>>,
): Promise<Partial<Counts>> {
  return paced(run, async () =>
    transaction(run.db, async (trx) => {
      const counts = await work(trx)
      if (Object.values(counts).some((count) => count > 0)) await addToRun(trx, run.uuid, counts)
      return counts
    }),
  )
}
