import type { Connection, Context } from '../context.ts'
import { type Conflict, ContractConflict } from '../contracts/contracts.errors.ts'
import {
  type Publication,
  type StoredContract,
  type StoredContracts,
  storeContracts,
} from '../contracts/store-contracts.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { listProviderVersionsNeedingVerification } from '../verifications/verifications.sql.ts'
import { type ContractEvent, detectEvents } from './events.ts'
import { type PairFacts, listPairFacts } from './publishing.sql.ts'

export interface PublishedPart extends StoredContract, PairFacts {
  readonly events: readonly ContractEvent[]
}

export type PublicationOutcome =
  | { readonly outcome: 'published'; readonly stored: StoredContracts; readonly contracts: readonly PublishedPart[] }
  | { readonly outcome: 'conflict'; readonly conflicts: readonly Conflict[] }

async function eventsOf(trx: Connection, stored: StoredContract, publication: Publication) {
  const needing = await listProviderVersionsNeedingVerification(trx, {
    contentId: stored.contentId,
    providerId: stored.provider.id,
  })
  const isNew = stored.outcome === 'published'
  return detectEvents({
    consumer: publication.consumer,
    version: publication.version,
    sha: stored.sha,
    kind: isNew ? 'new' : stored.isChanged ? 'changed' : 'unchanged',
    needsVerification: needing.length > 0,
    precedents: stored.precedents,
  })
}

async function publish(trx: Connection, context: Context, publication: Publication): Promise<PublicationOutcome> {
  const stored = await storeContracts(trx, context, publication)
  const facts = await listPairFacts(
    trx,
    stored.contracts.map(({ integrationId }) => integrationId),
  )
  const contracts: PublishedPart[] = []
  for (const contract of stored.contracts) {
    const { integrationId } = contract
    const pair = facts.get(integrationId) ?? { integrationId, isVerified: false, hasWebhooks: false }
    contracts.push({ ...contract, ...pair, events: await eventsOf(trx, contract, publication) })
  }
  return { outcome: 'published', stored, contracts }
}

/** Records a version with all its contracts, or, where any of them is in conflict, nothing. */
export async function publishContracts(context: Context, publication: Publication): Promise<PublicationOutcome> {
  try {
    return await transaction(context.db, (trx) => publish(trx, context, publication))
  } catch (error) {
    if (error instanceof ContractConflict) return { outcome: 'conflict', conflicts: error.conflicts }
    throw error
  }
}
