import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { deployByTags } from './record-version.command.ts'
import { lockVersion } from './removals.sql.ts'
import { deleteTag } from './tags.sql.ts'
import { rebuildFacts, recordNamedVersion } from './versions.command.ts'
import { notFoundBelow } from './not-found.sql.ts'

interface TagAddress {
  readonly pacticipant: string
  readonly version: string
  readonly tag: string
}

/** Tags a version, creating it when it is new. */
export async function addTag(
  context: Context,
  { pacticipant, version: number, tag }: TagAddress,
): Promise<'created' | 'present'> {
  return transaction(context.db, async (trx) => {
    const facts = { tags: [tag] }
    const version = await recordNamedVersion(trx, context, { address: { pacticipant, number }, facts })
    if (version.newTags.includes(tag)) return 'created'
    // Tagging an older version again is how a rollback is told: it runs in the environment of that name now.
    await deployByTags(trx, context, { version, tags: [tag] })
    return 'present'
  })
}

export async function removeTag(context: Context, { pacticipant, version: number, tag }: TagAddress): Promise<void> {
  await transaction(context.db, async (trx) => {
    const versionId = await lockVersion(trx, { pacticipant, number })
    if (versionId === undefined || !(await deleteTag(trx, { versionId, name: tag }))) {
      throw await notFoundBelow(trx, pacticipant, `tag '${tag}' of version '${number}'`)
    }
    await rebuildFacts(trx, { versionId, only: { scope: 'tag', name: tag } })
    const subject = { kind: 'version', name: `${pacticipant} ${number}` } as const
    await recordAudit(trx, context, { action: 'tag-removed', subject, before: { tag } })
  })
}
