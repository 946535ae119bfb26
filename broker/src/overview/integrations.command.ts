import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import type { Pair } from '../contracts/contracts.sql.ts'
import { beginDeletion } from '../deletions/keep-rows.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { resetHeads } from '../versions/removals.sql.ts'
import {
  deleteEverything,
  findPairRows,
  listHeadlessBranches,
  listOrphanPacticipants,
  listOrphanVersions,
  listVersionsOfPair,
  lockPacticipants,
} from './integrations.sql.ts'

/**
 * Deletes all that a consumer and a provider have in common: contracts, results and webhooks; then the versions, and
 * the pacticipants themselves, that were there for nothing else. For a time this can be undone. A pair without an integration is left as it is asked.
 */
export async function removeIntegration(context: Context, { consumer, provider }: Pair): Promise<void> {
  await transaction(context.db, async (trx) => {
    const locked = await lockPacticipants(trx, [consumer, provider])
    const consumerId = locked.get(consumer)
    const providerId = locked.get(provider)
    if (consumerId === undefined) throw consumerNotFound(consumer)
    if (providerId === undefined) throw providerNotFound(provider)
    const pair = { consumerId, providerId }
    const pacticipantIds = [consumerId, providerId]
    const formerIds = await listVersionsOfPair(trx, pair)
    const name = `${consumer} and ${provider}`
    const remove = beginDeletion(trx, context, { kind: 'integration', name })
    await remove({ ...(await findPairRows(trx, pair)) })
    await remove({ versions: await listOrphanVersions(trx, { pacticipantIds, formerIds }) })
    await resetHeads(trx, await listHeadlessBranches(trx, pacticipantIds))
    await remove({ pacticipants: await listOrphanPacticipants(trx, pacticipantIds) })
    await recordAudit(trx, context, { action: 'integration-deleted', subject: { kind: 'integration', name } })
  })
}

/** Deletes every pacticipant with all that belongs to it. Environments stay. */
export async function removeAllIntegrations(context: Context): Promise<void> {
  await transaction(context.db, async (trx) => {
    await deleteEverything(trx)
    await recordAudit(trx, context, { action: 'integration-deleted', subject: { kind: 'integration', name: 'all' } })
  })
}
