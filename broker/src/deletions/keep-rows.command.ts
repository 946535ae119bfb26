import { randomUUID } from 'node:crypto'
import type { DeletionKind } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { insertDeletion } from './deletions.sql.ts'
import {
  type Column,
  type RowIds,
  deleteRows,
  liftStatementTimeout,
  listColumns,
  listDoomedIds,
  moveRows,
} from './keep-rows.sql.ts'
import { isParent, subtree } from './subtree.ts'
import type { DB } from '../tables.ts'

/** Deletes these rows, and everything that belongs to them. They are locked by whoever asks. */
export type Remove = (roots: Readonly<Partial<Record<keyof DB, readonly number[]>>>) => Promise<void>

interface Named {
  readonly kind: DeletionKind
  readonly name: string
}

interface Place {
  readonly deletionId: number
  readonly columns: ReadonlyMap<string, readonly Column[]>
}

const DAY_MS = 86_400_000

const isTable = (name: string): name is keyof DB => subtree.some((table) => table.name === name)

function idsOf(roots: Parameters<Remove>[0]): RowIds {
  const entries = Object.entries(roots).flatMap(([name, ids]) =>
    isTable(name) && ids.length > 0 ? [[name, ids] as const] : [],
  )
  return new Map(entries)
}

/**
 * Begins a deletion that can be undone while its time lasts: what is removed with the function that this gives is kept
 * beside. Without an undo period it is gone at once. A deletion that removes nothing leaves no trace.
 */
export function beginDeletion(trx: Connection, context: Pick<Context, 'config' | 'clock'>, deletion: Named): Remove {
  // Downwards from zero: what is removed later is what the rows removed before belong to, and returns before them.
  let position = 0
  let place: Promise<Place> | undefined
  return async (roots) => {
    const ids = idsOf(roots)
    if (ids.size === 0) return
    await liftStatementTimeout(trx)
    if (context.config.undoPeriodDays === 0) {
      for (const [table, some] of ids) await deleteRows(trx, table, some)
      return
    }
    place ??= makePlace(trx, context, deletion)
    position -= await keepSubtree(trx, { ...(await place), position, roots: ids })
  }
}

/** Where the rows of a deletion are kept. */
async function makePlace(
  trx: Connection,
  { config, clock }: Pick<Context, 'config' | 'clock'>,
  deletion: Named,
): Promise<Place> {
  const deletedAt = clock()
  const expiresAt = new Date(deletedAt.getTime() + config.undoPeriodDays * DAY_MS)
  const deletionId = await insertDeletion(trx, { uuid: randomUUID(), ...deletion, deletedAt, expiresAt })
  return { deletionId, columns: Map.groupBy(await listColumns(trx), ({ table }) => table) }
}

interface Subtree extends Place {
  readonly position: number
  readonly roots: RowIds
}

/** Finds what belongs to the roots from the outside inwards, then moves it from the inside outwards. */
async function keepSubtree(trx: Connection, { columns, roots, ...deletion }: Subtree): Promise<number> {
  const parentIds = new Map<keyof DB, readonly number[]>()
  for (const table of subtree) {
    if (isParent(table)) parentIds.set(table.name, await listDoomedIds(trx, table, { roots, parentIds }))
  }
  let count = 0
  for (const table of subtree.toReversed()) {
    const { name, isDerived } = table
    const place = { ...deletion, position: deletion.position - count }
    // Rows of a table that others depend on are known by now, each by its id.
    const doom = isParent(table) ? { roots: parentIds, parentIds: new Map() } : { roots, parentIds }
    if (!isDerived) count += await moveRows(trx, table, { ...place, ...doom, columns: columns.get(name) ?? [] })
  }
  return count
}
