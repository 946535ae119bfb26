import type { Connection } from '../context.ts'
import { deleteBranches } from '../versions/branches.sql.ts'
import { forgetBranches } from '../versions/facts.sql.ts'
import { listNextBranches, lockBranches } from './clean-branches.sql.ts'
import { type CleanRun, batch, paced } from './clean-run.command.ts'
import { type KeepBranchRule, isBranchKept } from './keep-branch.ts'
import { keptSince } from './keep-version.ts'
import { inBatches } from './pace.ts'
import { addToRun } from './runs.sql.ts'

const STRETCH = 500
const BATCH = 20

/** Deletes those of the branches that still nothing keeps, now that they are locked. Their versions stay. */
async function deleteDoomed(trx: Connection, branchIds: readonly number[], rule: KeepBranchRule): Promise<number> {
  const doomed = (await lockBranches(trx, branchIds)).filter((branch) => !isBranchKept(branch, rule))
  let count = 0
  for (const [pacticipantId, branches] of Map.groupBy(doomed, (branch) => branch.pacticipantId)) {
    const names = await deleteBranches(
      trx,
      branches.map(({ id }) => id),
    )
    await forgetBranches(trx, { pacticipantId, names })
    count += names.length
  }
  return count
}

/** Deletes branches that nothing keeps, up to the limit. In a dry run, counts them. */
export async function cleanBranches(run: CleanRun): Promise<void> {
  const { db, config, isDryRun, now } = run
  const rule = { selectors: config.databaseCleanKeepBranchSelectors, now }
  if (rule.selectors.length === 0) return
  const before = keptSince(rule)
  let left = config.databaseCleanBranchDeletionLimit
  let after = 0
  while (left > 0) {
    const branches = await paced(run, () => listNextBranches(db, { after, size: STRETCH, before }))
    const last = branches.at(-1)
    if (last === undefined) return
    after = last.id
    const doomed = branches.filter((branch) => !isBranchKept(branch, rule)).map(({ id }) => id)
    if (isDryRun) {
      if (doomed.length > 0) await addToRun(db, run.uuid, { branches: doomed.length })
      continue
    }
    for (const some of inBatches(doomed.slice(0, left), BATCH)) {
      const { branches: count = 0 } = await batch(run, async (trx) => ({
        branches: await deleteDoomed(trx, some, rule),
      }))
      left -= count
    }
  }
}
