import { type ImportOutcomes, type ImportRecord, type ImportRequest, errors } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import { ContractConflict, conflictText } from '../contracts/contracts.errors.ts'
import { BrokerError } from '../kernel/broker-error.ts'
import { databaseError } from '../kernel/http/database-errors.ts'
import { transaction } from '../kernel/transaction.ts'
import { importApplication, importEnvironment, importTeam } from './import-descriptions.command.ts'
import { importOverride } from './import-override.command.ts'
import { importDeployment, importRelease } from './import-presence.command.ts'
import { importResult } from './import-result.command.ts'
import { importVersion } from './import-version.command.ts'
import { Refusal } from './refusal.ts'
import { type SilentContext, silent } from './silent.ts'

const SERVER_ERROR = 500

type Outcome = ImportOutcomes['outcomes'][number]

async function take(trx: Connection, context: SilentContext, record: ImportRecord) {
  switch (record.kind) {
    case 'team':
      return importTeam(trx, context, record)
    case 'environment':
      return importEnvironment(trx, context, record)
    case 'application':
      return importApplication(trx, context, record)
    case 'version':
      return importVersion(trx, context, record)
    case 'deployment':
      return importDeployment(trx, record)
    case 'release':
      return importRelease(trx, record)
    case 'result':
      return importResult(trx, record)
    case 'override':
      return importOverride(trx, context, record)
  }
}

function refused(error: unknown, { brokerUrl }: Context): Outcome {
  if (error instanceof Refusal) return { outcome: 'refused', reason: error.message }
  if (error instanceof ContractConflict) {
    const sentences = error.conflicts.map((conflict) => conflictText(conflict, brokerUrl))
    return { outcome: 'refused', reason: sentences.join('\n') }
  }
  // What the database cannot hold, and what no other way in would take either.
  const known = error instanceof BrokerError ? error : databaseError(error)
  if (!known || errors[known.code].status >= SERVER_ERROR) throw error
  return { outcome: 'refused', reason: known.message }
}

/** How many there are of each kind. */
function countsOf(records: readonly ImportRecord[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/**
 * Takes the records one after the other, each in a transaction of its own: one that is refused holds up no other. Who
 * brings them is noted first, so that nothing is taken without a note, whatever happens on the way.
 */
export async function importRecords(context: Context, { source, records }: ImportRequest): Promise<readonly Outcome[]> {
  if (records.length > 0) {
    const subject = { kind: 'broker', name: source ?? 'unnamed source' } as const
    await recordAudit(context.db, context, { action: 'records-imported', subject, after: countsOf(records) })
  }
  const quiet = silent(context)
  const outcomes: Outcome[] = []
  for (const record of records) {
    try {
      outcomes.push({ outcome: await transaction(context.db, (trx) => take(trx, quiet, record)) })
    } catch (error) {
      outcomes.push(refused(error, context))
    }
  }
  return outcomes
}
