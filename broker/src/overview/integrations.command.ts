import type { Context } from '../context.ts'
import type { Pair } from '../contracts/contracts.sql.ts'
import { transaction } from '../kernel/transaction.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { resetHeads } from '../versions/removals.sql.ts'
import {
  deleteEverything,
  deleteIntegration,
  deleteOrphanPacticipants,
  deleteOrphanVersions,
  deleteWebhooksOfPair,
  listHeadlessBranches,
  listVersionsOfPair,
  lockPacticipants,
} from './integrations.sql.ts'

/**
 * Deletes all that a consumer and a provider have in common: contracts, results and webhooks; then the versions, and
 * the pacticipants themselves, that were there for nothing else. A pair without an integration is left as it is asked.
 */
export async function removeIntegration({ db }: Context, { consumer, provider }: Pair): Promise<void> {
  await transaction(db, async (trx) => {
    const locked = await lockPacticipants(trx, [consumer, provider])
    const consumerId = locked.get(consumer)
    const providerId = locked.get(provider)
    if (consumerId === undefined) throw consumerNotFound(consumer)
    if (providerId === undefined) throw providerNotFound(provider)
    const pair = { consumerId, providerId }
    const pacticipantIds = [consumerId, providerId]
    const formerIds = await listVersionsOfPair(trx, pair)
    await deleteWebhooksOfPair(trx, pair)
    await deleteIntegration(trx, pair)
    await deleteOrphanVersions(trx, { pacticipantIds, formerIds })
    await resetHeads(trx, await listHeadlessBranches(trx, pacticipantIds))
    await deleteOrphanPacticipants(trx, pacticipantIds)
  })
}

/** Deletes every pacticipant with all that belongs to it. Environments stay. */
export async function removeAllIntegrations({ db }: Context): Promise<void> {
  await transaction(db, deleteEverything)
}
