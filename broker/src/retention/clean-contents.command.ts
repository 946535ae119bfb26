import type { Connection } from '../context.ts'
import {
  type LoneInteractions,
  deleteContents,
  deleteInteractions,
  deleteSomeResults,
  findLoneInteractions,
  listNextIntegrations,
  listUnusedContents,
  lockIntegration,
  lockUnusedContents,
} from './clean-contents.sql.ts'
import { type CleanRun, batch, paced } from './clean-run.command.ts'
import { inBatches } from './pace.ts'
import type { Counts } from './runs.sql.ts'

const INTEGRATIONS = 100
const BATCH = 10
const RESULTS = 100

interface Unused {
  readonly integrationId: number
  readonly contentIds: readonly number[]
  readonly lone: LoneInteractions
}

/** Deletes contents which are unused still, now that nobody can publish them; first their results, where there are many. */
async function deleteUnused(trx: Connection, { integrationId, contentIds, lone }: Unused): Promise<Partial<Counts>> {
  if (!(await lockIntegration(trx, integrationId))) return {}
  const locked = await lockUnusedContents(trx, contentIds)
  if (locked.length === 0) return {}
  const results = await deleteSomeResults(trx, { contentIds: locked, limit: RESULTS })
  // There may be more of them, for the next batch.
  if (results === RESULTS) return { results }
  await deleteContents(trx, locked)
  const spared = contentIds.filter((id) => !locked.includes(id))
  const interactions = await deleteInteractions(trx, { ...lone, spared })
  return { results, contents: locked.length, interactions }
}

async function cleanIntegration(run: CleanRun, integrationId: number): Promise<void> {
  const unused = await paced(run, () => listUnusedContents(run.db, integrationId))
  for (const contentIds of inBatches(unused, BATCH)) {
    const lone = await paced(run, () => findLoneInteractions(run.db, { integrationId, contentIds }))
    const work = async () => batch(run, (trx) => deleteUnused(trx, { integrationId, contentIds, lone }))
    while ((await work()).results === RESULTS);
  }
}

/** Deletes contents that no version has any more, and the interactions that were only in them. */
export async function cleanContents(run: CleanRun): Promise<void> {
  if (run.isDryRun) return
  for (let after = 0; ;) {
    const integrationIds = await listNextIntegrations(run.db, { after, size: INTEGRATIONS })
    const last = integrationIds.at(-1)
    if (last === undefined) return
    after = last
    for (const integrationId of integrationIds) await cleanIntegration(run, integrationId)
  }
}
