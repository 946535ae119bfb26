import type { Connection } from '../context.ts'
import { resetHeads } from '../versions/removals.sql.ts'
import { type CleanRun, batch, paced } from './clean-run.command.ts'
import {
  deleteVersions,
  findHeadsAgain,
  forgetSuccessesOfLastTags,
  lockBranchesOfHeads,
  lockHeads,
} from './delete-versions.sql.ts'
import { type KeepRule, isKept, keptSince, withNeeded } from './keep-version.ts'
import { inBatches } from './pace.ts'
import { addToRun } from './runs.sql.ts'
import { listNextVersions, listVersionFacts, lockVersions } from './version-facts.sql.ts'

// So many are looked at in one go; none of them is locked by it.
const STRETCH = 200
// So few that a publication which waits for them does not notice.
const BATCH = 25

async function listDoomed(db: Connection, versionIds: readonly number[], rule: KeepRule): Promise<readonly number[]> {
  const facts = await listVersionFacts(db, { versionIds, now: rule.now })
  return facts.filter((version) => !isKept(version, rule)).map(({ id }) => id)
}

/** Deletes those of the versions that still nothing keeps, now that they are locked. */
async function deleteDoomed(trx: Connection, versionIds: readonly number[], rule: KeepRule): Promise<number> {
  const doomed = await listDoomed(trx, await lockVersions(trx, versionIds), rule)
  if (doomed.length === 0) return 0
  const branchIds = await lockBranchesOfHeads(trx, doomed)
  const heads = await lockHeads(trx, doomed)
  await forgetSuccessesOfLastTags(trx, doomed)
  await deleteVersions(trx, doomed)
  await resetHeads(trx, branchIds)
  await findHeadsAgain(trx, heads)
  return doomed.length
}

/** Deletes the oldest versions that nothing keeps, up to the limit. Without one, or in a dry run, counts them. */
export async function cleanVersions(run: CleanRun): Promise<void> {
  const { db, config, isDryRun, now } = run
  const rule = { selectors: withNeeded(config.databaseCleanKeepVersionSelectors), now }
  const before = keptSince(rule)
  let left = config.databaseCleanDeletionLimit
  let after = 0
  while (left > 0) {
    const ids = await listNextVersions(db, { after, size: STRETCH, before })
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
    const doomed = await paced(run, () => listDoomed(db, ids, rule))
    if (isDryRun) {
      if (doomed.length > 0) await addToRun(db, run.uuid, { versions: doomed.length })
      continue
    }
    for (const some of inBatches(doomed.slice(0, left), BATCH)) {
      const { versions = 0 } = await batch(run, async (trx) => ({ versions: await deleteDoomed(trx, some, rule) }))
      left -= versions
    }
  }
}
