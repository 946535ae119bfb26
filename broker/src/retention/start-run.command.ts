import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { cleanUpType } from './clean-up.ts'
import { insertRun } from './runs.sql.ts'
import { settingsInForce } from './settings-in-force.ts'

/** Has some broker clean up, or count what it would delete, as soon as no other run is under way. The run's UUID. */
export async function startRun(
  { db, config, clock, jobs }: Context,
  { dryRun }: { readonly dryRun: boolean | undefined },
): Promise<string> {
  const uuid = randomUUID()
  const settings = settingsInForce(config)
  await transaction(db, async (trx) => {
    await insertRun(trx, { uuid, isDryRun: dryRun ?? settings.dryRun, settings, startedAt: clock() })
    await jobs.send(trx, { type: cleanUpType, data: [{ run: uuid }] })
  })
  return uuid
}
