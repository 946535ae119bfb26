import { recordAudit } from '../accounts/audit.command.ts'
import type { Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { rebuildContractHeads } from '../versions/facts.sql.ts'
import { type VersionScope, deleteListedContracts, lockListedVersions } from './contract-lists.sql.ts'
import { type Pair, lockPair } from './contracts.sql.ts'

/** Deletes the contracts of a pair that a list shows. Versions, and what is known of the contents, stay. */
export async function removeListedContracts(context: Context, pair: Pair, scope: VersionScope): Promise<void> {
  await transaction(context.db, async (trx) => {
    const versionIds = await lockListedVersions(trx, pair, scope)
    const integrationId = await lockPair(trx, pair)
    if (integrationId === undefined || versionIds.length === 0) return
    await deleteListedContracts(trx, pair, { scope, versionIds })
    await rebuildContractHeads(trx, { integrationIds: [integrationId] })
    const subject = { kind: 'contract', name: `${pair.consumer} and ${pair.provider}` } as const
    const before = { of: scope, contracts: versionIds.length }
    await recordAudit(trx, context, { action: 'contract-deleted', subject, before })
  })
}
