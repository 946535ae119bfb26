import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { raiseEvents } from '../webhooks/raise-events.command.ts'
import type { RecordAddress } from './deployed-versions.sql.ts'
import { environmentEvent } from './environment-event.ts'
import { recordTargetNotFound } from './not-found.sql.ts'
import { type ReleasedVersionRow, endSupport, findReleasedVersion, releaseVersion } from './released-versions.sql.ts'

/** Records that a version was released to an environment, where several may be supported. */
export async function recordRelease(
  context: Context,
  address: RecordAddress,
): Promise<{ readonly row: ReleasedVersionRow; readonly isNew: boolean }> {
  return transaction(context.db, async (trx) => {
    const released = await releaseVersion(trx, address)
    const row = released && (await findReleasedVersion(trx, released.uuid))
    if (!row) throw await recordTargetNotFound(trx, address)
    if (released.isNew || released.isRevived) {
      await raiseEvents(trx, context, [environmentEvent('release_recorded', row)])
    }
    return { row, isNew: released.isNew }
  })
}

/** Undefined when there is no such release. */
export async function recordSupportEnded(context: Context, uuid: string): Promise<ReleasedVersionRow | undefined> {
  return transaction(context.db, async (trx) => {
    const isEnded = await endSupport(trx, uuid)
    const row = await findReleasedVersion(trx, uuid)
    if (row && isEnded) await raiseEvents(trx, context, [environmentEvent('support_ended', row)])
    return row
  })
}
