import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import type { RecordAddress } from './deployed-versions.sql.ts'
import { recordTargetNotFound } from './not-found.sql.ts'
import { type ReleasedVersionRow, endSupport, findReleasedVersion, releaseVersion } from './released-versions.sql.ts'

/** Records that a version was released to an environment, where several may be supported. */
export async function recordRelease(
  { db }: Context,
  address: RecordAddress,
): Promise<{ readonly row: ReleasedVersionRow; readonly isNew: boolean }> {
  return transaction(db, async (trx) => {
    const released = await releaseVersion(trx, address)
    const row = released && (await findReleasedVersion(trx, released.uuid))
    if (!row) throw await recordTargetNotFound(trx, address)
    return { row, isNew: released.isNew }
  })
}

/** Undefined when there is no such release. */
export async function recordSupportEnded({ db }: Context, uuid: string): Promise<ReleasedVersionRow | undefined> {
  await endSupport(db, uuid)
  return findReleasedVersion(db, uuid)
}
