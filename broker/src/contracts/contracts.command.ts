import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { transaction } from '../kernel/transaction.ts'
import { rebuildContractHeads } from '../versions/facts.sql.ts'
import { lockVersion } from '../versions/removals.sql.ts'
import type { Contract } from './contract.ts'
import { type Conflict, ContractConflict, type ContractName } from './contracts.errors.ts'
import { type Pair, deleteContract, deleteContracts, lockPair, lockVersionsOfPair } from './contracts.sql.ts'
import { raiseContractEvents } from './raise-contract-events.command.ts'
import { storeContracts } from './store-contracts.command.ts'

interface ContractToPut {
  readonly name: ContractName
  readonly contract: Contract
  readonly mode: 'publish' | 'merge'
}

export type PutOutcome =
  | { readonly outcome: 'created' | 'present' }
  | { readonly outcome: 'conflict'; readonly conflicts: readonly Conflict[] }

/** Publishes or merges the contract of one version with one provider; everything is created that is missing. */
export async function putContract(context: Context, { name, contract, mode }: ContractToPut): Promise<PutOutcome> {
  const { consumer, version, provider } = name
  try {
    const stored = await transaction(context.db, async (trx) => {
      const contracts = await storeContracts(trx, context, { consumer, version, parts: [{ provider, contract, mode }] })
      await raiseContractEvents(trx, context, contracts)
      return contracts
    })
    return { outcome: stored.contracts[0]?.outcome === 'published' ? 'created' : 'present' }
  } catch (error) {
    if (error instanceof ContractConflict) return { outcome: 'conflict', conflicts: error.conflicts }
    throw error
  }
}

/** Deletes the contract of a version with a provider, and its revisions. The version stays. */
export async function removeContract(context: Context, { consumer, version, provider }: ContractName): Promise<void> {
  await transaction(context.db, async (trx) => {
    const versionId = await lockVersion(trx, { pacticipant: consumer, number: version })
    const integrationId = versionId === undefined ? undefined : await lockPair(trx, { consumer, provider })
    if (versionId === undefined || integrationId === undefined) throw notFound()
    if (!(await deleteContract(trx, { versionId, integrationId }))) throw notFound()
    await rebuildContractHeads(trx, { integrationIds: [integrationId] })
    const subject = { kind: 'contract', name: `${consumer} ${version} and ${provider}` } as const
    await recordAudit(trx, context, { action: 'contract-deleted', subject })
  })
}

/** Deletes all contracts of a pair. Versions, and what is known of the contents, stay. */
export async function removeContracts(context: Context, pair: Pair): Promise<void> {
  await transaction(context.db, async (trx) => {
    await lockVersionsOfPair(trx, pair)
    const integrationId = await lockPair(trx, pair)
    if (integrationId === undefined) return
    const contracts = await deleteContracts(trx, integrationId)
    if (contracts === 0) return
    await rebuildContractHeads(trx, { integrationIds: [integrationId] })
    const subject = { kind: 'contract', name: `${pair.consumer} and ${pair.provider}` } as const
    await recordAudit(trx, context, { action: 'contract-deleted', subject, before: { contracts } })
  })
}
