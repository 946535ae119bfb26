import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context } from '../context.ts'
import {
  deletionNotFound,
  integrationInUse,
  nameInUse,
  otherIsGone,
  restoreOtherFirst,
} from '../deletions/deletions.errors.ts'
import { type DeletionRow, deleteDeletion, lockDeletion } from '../deletions/deletions.sql.ts'
import { type Column, liftStatementTimeout, listColumns } from '../deletions/keep-rows.sql.ts'
import {
  hasIntegrationAgain,
  listDeletionsOf,
  listMissingPacticipants,
  listRestoredIds,
  listRestoredNames,
  listTakenNames,
  lockPartiesOf,
} from '../deletions/kept-rows.sql.ts'
import {
  type KeptRows,
  listKeptRows,
  mergeProviderSuccesses,
  analyzeTables,
  restoreRows,
} from '../deletions/restore-rows.sql.ts'
import { subtree } from '../deletions/subtree.ts'
import { transaction } from '../kernel/transaction.ts'
import { rebuildContractHeads, rebuildProviderSuccesses } from '../versions/facts.sql.ts'
import { resetHeads } from '../versions/removals.sql.ts'

export interface Restored extends Pick<DeletionRow, 'kind' | 'name'> {
  /** By table. */
  readonly restored: ReadonlyMap<string, number>
  readonly leftOut: ReadonlyMap<string, number>
  readonly pairs: readonly { readonly consumer: string; readonly provider: string }[]
  /** UUIDs */
  readonly environments: readonly string[]
}

type Kept = ReadonlyMap<string, KeptRows>
type Columns = ReadonlyMap<string, readonly Column[]>

// What stands at the outside returns whole or not at all; all else returns as far as what it belongs to is there.
const outermost: readonly string[] = ['environments', 'pacticipants']
const successes = 'provider_successes'
// Told by what they follow from.
const untold: readonly string[] = [successes, 'latest_verifications']

const inOrder = (names: (name: string) => boolean) => subtree.filter(({ name }) => names(name))

async function restoreOutermost(
  trx: Connection,
  { deletion, kept, columns }: { readonly deletion: DeletionRow; readonly kept: Kept; readonly columns: Columns },
): Promise<void> {
  for (const table of inOrder((name) => outermost.includes(name))) {
    const rows = kept.get(table.name)
    if (!rows) continue
    const kind = table.name === 'environments' ? 'environment' : 'pacticipant'
    const [taken] = await listTakenNames(trx, rows)
    if (taken !== undefined) throw nameInUse({ kind, name: taken })
    const count = await restoreRows(trx, { kept: rows, table, columns: columns.get(table.name) ?? [] })
    // Somebody was quicker.
    if (count < rows.count) throw nameInUse({ kind, name: deletion.name })
  }
}

/** An integration is between two: both have to be there, and not to have another one. */
async function checkIntegrations(
  trx: Connection,
  { deletion, kept, now }: { readonly deletion: DeletionRow; readonly kept: Kept; readonly now: Date },
): Promise<void> {
  const integrations = kept.get('integrations')
  if (!integrations) return
  await lockPartiesOf(trx, integrations)
  const pacticipantIds = await listMissingPacticipants(trx, integrations)
  const [other] = pacticipantIds.length > 0 ? await listDeletionsOf(trx, { pacticipantIds, now }) : []
  if (other) throw restoreOtherFirst(deletion, other)
  if (deletion.kind !== 'integration') return
  if (pacticipantIds.length > 0) throw otherIsGone(deletion)
  if (await hasIntegrationAgain(trx, integrations)) throw integrationInUse(deletion)
}

async function restoreInner(
  trx: Connection,
  kept: Kept,
  columns: Columns,
): Promise<Pick<Restored, 'restored' | 'leftOut'>> {
  const restored = new Map<string, number>()
  const leftOut = new Map<string, number>()
  for (const name of outermost) if (kept.has(name)) restored.set(name, kept.get(name)?.count ?? 0)
  for (const table of inOrder((name) => !outermost.includes(name) && name !== successes)) {
    const rows = kept.get(table.name)
    if (!rows) continue
    const count = await restoreRows(trx, { kept: rows, table, columns: columns.get(table.name) ?? [] })
    if (untold.includes(table.name)) continue
    if (count > 0) restored.set(table.name, count)
    if (count < rows.count) leftOut.set(table.name, rows.count - count)
  }
  return { restored, leftOut }
}

/** What follows from the rows that are back and from what has changed around them meanwhile. */
async function restoreFacts(trx: Connection, kept: Kept, columns: Columns): Promise<readonly number[]> {
  const ids = await listRestoredIds(trx, {
    integrations: kept.get('integrations'),
    branchVersions: kept.get('branch_versions'),
  })
  await resetHeads(trx, ids.branchIds)
  await rebuildContractHeads(trx, ids)
  await rebuildProviderSuccesses(trx, ids)
  const [table] = inOrder((name) => name === successes)
  const rows = kept.get(successes)
  if (table && rows) await mergeProviderSuccesses(trx, { kept: rows, table, columns: columns.get(successes) ?? [] })
  return ids.integrationIds
}

/** Undoes a deletion: everything is as it was, with the same ids, as far as what it belongs to is still there. */
export async function restoreDeletion(context: Context, uuid: string): Promise<Restored> {
  const { db, clock } = context
  return transaction(db, async (trx) => {
    const now = clock()
    const deletion = await lockDeletion(trx, { uuid, now })
    if (!deletion) throw deletionNotFound(uuid)
    await liftStatementTimeout(trx)
    const kept = new Map((await listKeptRows(trx, deletion.id)).map((rows) => [rows.table, rows]))
    const columns = Map.groupBy(await listColumns(trx), ({ table }) => table)
    await restoreOutermost(trx, { deletion, kept, columns })
    await checkIntegrations(trx, { deletion, kept, now })
    const counts = await restoreInner(trx, kept, columns)
    await analyzeTables(trx, [...kept.keys()])
    const integrationIds = await restoreFacts(trx, kept, columns)
    const names = await listRestoredNames(trx, { integrationIds, environments: kept.get('environments') })
    await deleteDeletion(trx, deletion.id)
    const { kind, name } = deletion
    const after = { kind, uuid, restored: Object.fromEntries(counts.restored) }
    await recordAudit(trx, context, { action: 'deletion-restored', subject: { kind: 'deletion', name }, after })
    return { kind, name, ...counts, ...names }
  })
}
