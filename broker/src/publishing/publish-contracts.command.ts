import type { Connection, Context } from '../context.ts'
import { type RaisedContractEvents, raiseContractEvents } from '../contracts/raise-contract-events.command.ts'
import { type Conflict, ContractConflict } from '../contracts/contracts.errors.ts'
import {
  type Publication,
  type StoredContract,
  type StoredContracts,
  storeContracts,
} from '../contracts/store-contracts.command.ts'
import { transaction } from '../kernel/transaction.ts'
import { type PairFacts, listPairFacts } from './publishing.sql.ts'

export interface PublishedPart extends StoredContract, PairFacts, RaisedContractEvents {}

export type PublicationOutcome =
  | { readonly outcome: 'published'; readonly stored: StoredContracts; readonly contracts: readonly PublishedPart[] }
  | { readonly outcome: 'conflict'; readonly conflicts: readonly Conflict[] }

async function publish(trx: Connection, context: Context, publication: Publication): Promise<PublicationOutcome> {
  const stored = await storeContracts(trx, context, publication)
  const facts = await listPairFacts(
    trx,
    stored.contracts.map(({ integrationId }) => integrationId),
  )
  const raised = await raiseContractEvents(trx, context, stored)
  const contracts = stored.contracts.map((contract, index): PublishedPart => {
    const { integrationId } = contract
    const pair = facts.get(integrationId) ?? { integrationId, isVerified: false, hasWebhooks: false }
    return { ...contract, ...pair, ...(raised[index] ?? { events: [], triggered: [] }) }
  })
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
