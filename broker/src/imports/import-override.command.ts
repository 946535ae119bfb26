import type { ImportRecord } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import { findOverride, insertOverride } from '../environments/overrides.sql.ts'
import { dateBackOverride } from './date-back.sql.ts'
import { noSuchPlace } from './refusal.ts'

type OverrideRecord = Extract<ImportRecord, { readonly kind: 'override' }>

/** That a version was allowed into an environment, although can-i-deploy says no. */
export async function importOverride(
  trx: Connection,
  context: Context,
  record: OverrideRecord,
): Promise<'created' | 'present'> {
  const { uuid, application: pacticipant, version, environment, reason, createdBy } = record
  const at = context.clock()
  if (await findOverride(trx, { uuid, now: at })) return 'present'
  const place = { uuid, pacticipant, version, environment }
  const expiresAt = new Date(record.expiresAt)
  const isNew = await insertOverride(trx, { ...place, reason, createdBy, createdAt: at, expiresAt })
  if (!isNew) throw noSuchPlace(pacticipant, version, environment)
  const { createdAt, revokedAt = null, revokedBy = null } = record
  await dateBackOverride(trx, { uuid, createdAt, expiresAt: record.expiresAt, revokedAt, revokedBy })
  const subject = { kind: 'override', name: `${pacticipant} ${version} to ${environment}` } as const
  await recordAudit(trx, context, { action: 'override-created', subject, after: { ...place, reason, expiresAt } })
  return 'created'
}
