import { randomUUID } from 'node:crypto'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { cleanUpType } from './clean-up.ts'
import { insertRun } from './runs.sql.ts'
import { settingsInForce } from './settings-in-force.ts'

/** Has some broker clean up, or count what it would delete, as soon as no other run is under way. The run's UUID. */
export async function startRun(
  context: Context,
  { dryRun }: { readonly dryRun: boolean | undefined },
): Promise<string> {
  const { db, config, clock, jobs } = context
  const uuid = randomUUID()
  const settings = settingsInForce(config)
  await transaction(db, async (trx) => {
    const isDryRun = dryRun ?? settings.dryRun
    await insertRun(trx, { uuid, isDryRun, settings, startedAt: clock() })
    await jobs.send(trx, { type: cleanUpType, data: [{ run: uuid }] })
    const subject = { kind: 'retention-run', name: uuid } as const
    await recordAudit(trx, context, { action: 'retention-run-started', subject, after: { dryRun: isDryRun } })
  })
  return uuid
}
