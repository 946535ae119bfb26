import type { Connection } from '../context.ts'
import {
  type Superseded,
  countRevisions,
  deleteDeliveries,
  deleteResults,
  deleteRevisions,
  listSupersededDeliveries,
  listSupersededResults,
} from './clean-overwritten.sql.ts'
import { type CleanRun, batch, paced } from './clean-run.command.ts'
import { daysBefore } from './keep-version.ts'
import { inBatches } from './pace.ts'
import { addToRun } from './runs.sql.ts'

const STRETCH = 1000
const BATCH = 50

interface Kind {
  readonly name: 'results' | 'deliveries'
  readonly list: typeof listSupersededResults
  readonly remove: (trx: Connection, ids: readonly number[]) => Promise<number>
}

const kinds: readonly Kind[] = [
  { name: 'results', list: listSupersededResults, remove: deleteResults },
  { name: 'deliveries', list: listSupersededDeliveries, remove: deleteDeliveries },
]

async function cleanSuperseded(run: CleanRun, { name, list, remove }: Kind, before: Date): Promise<void> {
  let next: Superseded = { ids: [], last: 0 }
  while (next.last !== null) {
    const after = next.last
    next = await paced(run, () => list(run.db, { after, size: STRETCH, before }))
    const { ids } = next
    if (run.isDryRun) {
      if (ids.length > 0) await addToRun(run.db, run.uuid, { [name]: ids.length })
      continue
    }
    for (const some of inBatches(ids, BATCH)) {
      await batch(run, async (trx) => ({ [name]: await remove(trx, some) }))
    }
  }
}

async function cleanRevisions(run: CleanRun, before: Date): Promise<void> {
  if (run.isDryRun) {
    const revisions = await countRevisions(run.db, before)
    if (revisions > 0) await addToRun(run.db, run.uuid, { revisions })
    return
  }
  for (;;) {
    const { revisions = 0 } = await batch(run, async (trx) => ({
      revisions: await deleteRevisions(trx, { before, limit: BATCH }),
    }))
    if (revisions === 0) return
  }
}

/** Deletes what newer data have replaced for so long that nobody asks for it. In a dry run, counts it. */
export async function cleanOverwritten(run: CleanRun): Promise<void> {
  const before = daysBefore(run.now, run.config.databaseCleanOverwrittenDataMaxAge)
  await cleanRevisions(run, before)
  for (const kind of kinds) await cleanSuperseded(run, kind, before)
}
