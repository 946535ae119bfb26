/** Exceptions to what can-i-deploy answers: each for one version and environment, with a reason and an end. */
import { randomUUID } from 'node:crypto'
import type { OverrideDetails } from '@tallystick/client/wire'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { findPacticipant } from '../pacticipants/pacticipants.sql.ts'
import { listEnvironments } from './environments.sql.ts'
import {
  expiresTooLate,
  expiresTooSoon,
  overrideNotFound,
  overriddenIsMissing,
  type Overridden,
} from './overrides.errors.ts'
import { type OverrideRow, findOverride, insertOverride, revokeOverride } from './overrides.sql.ts'

const DAY_MS = 86_400_000

/** Which of those that it names there is not. */
async function missingOf(
  db: Connection,
  { pacticipant, environment }: Pick<OverrideDetails, Overridden>,
): Promise<readonly Overridden[]> {
  const isKnown = (await findPacticipant(db, pacticipant)) !== undefined
  const isPlace = (await listEnvironments(db, environment)).length > 0
  const missing = [...(isKnown ? [] : ['pacticipant' as const]), ...(isPlace ? [] : ['environment' as const])]
  return missing.length > 0 ? missing : ['version']
}

const subjectOf = ({ pacticipant, version, environment }: Pick<OverrideRow, Overridden>) => ({
  kind: 'override' as const,
  name: `${pacticipant} ${version} to ${environment}`,
})

export async function getOverride(db: Connection, at: { readonly uuid: string; readonly now: Date }) {
  const row = await findOverride(db, at)
  if (!row) throw overrideNotFound(at.uuid)
  return row
}

/** Allows a version into an environment. */
export async function createOverride(context: Context, details: OverrideDetails): Promise<OverrideRow> {
  const now = context.clock()
  const longest = context.config.overrideMaxDays
  const expiresAt = new Date(Math.floor(Date.parse(details.expiresAt) / 1000) * 1000)
  if (expiresAt <= now) throw expiresTooSoon()
  if (expiresAt.getTime() - now.getTime() > longest * DAY_MS) throw expiresTooLate(longest)
  const uuid = randomUUID()
  const reason = details.reason.trim()
  return transaction(context.db, async (trx) => {
    const given = { ...details, uuid, reason, expiresAt, createdAt: now, createdBy: context.caller.name }
    if (!(await insertOverride(trx, given))) throw overriddenIsMissing(await missingOf(trx, details))
    const after = { uuid, reason, expiresAt }
    await recordAudit(trx, context, { action: 'override-created', subject: subjectOf(details), after })
    return getOverride(trx, { uuid, now })
  })
}

/** Ends an exception. One that has ended already stays as it is. */
export async function endOverride(context: Context, uuid: string): Promise<void> {
  const now = context.clock()
  await transaction(context.db, async (trx) => {
    const row = await getOverride(trx, { uuid, now })
    if (!(await revokeOverride(trx, { uuid, by: context.caller.name, now }))) return
    const { reason, createdBy, expiresAt } = row
    const before = { uuid, reason, createdBy, expiresAt }
    await recordAudit(trx, context, { action: 'override-revoked', subject: subjectOf(row), before })
  })
}
