import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

export interface LabelAddress {
  readonly pacticipant: string
  readonly label: string
}

const pacticipantIdOf = (pacticipant: string): RawBuilder<number> =>
  sql`(select pacticipants.id from pacticipants where pacticipants.name = ${pacticipant})`

export async function findLabel(db: Connection, { pacticipant, label }: LabelAddress) {
  return db
    .selectFrom('labels')
    .select(['labels.name', 'labels.created_at as createdAt'])
    .where('labels.pacticipant_id', '=', pacticipantIdOf(pacticipant))
    .where('labels.name', '=', label)
    .executeTakeFirst()
}

export type LabelRow = NonNullable<Awaited<ReturnType<typeof findLabel>>>

/** False when the pacticipant had it already. */
export async function insertLabel(
  trx: Connection,
  { pacticipantId, label }: { readonly pacticipantId: number; readonly label: string },
): Promise<boolean> {
  const row = await trx
    .insertInto('labels')
    .values({ pacticipant_id: pacticipantId, name: label })
    .onConflict((conflict) => conflict.constraint('labels_pk').doNothing())
    .returning('labels.name')
    .executeTakeFirst()
  return row !== undefined
}

/** False when there was none. */
export async function deleteLabel(db: Connection, { pacticipant, label }: LabelAddress): Promise<boolean> {
  const result = await db
    .deleteFrom('labels')
    .where('labels.pacticipant_id', '=', pacticipantIdOf(pacticipant))
    .where('labels.name', '=', label)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Every name that any pacticipant is labelled with, once. */
export async function listLabelNames(db: Connection, page: PageRequest | undefined): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('labels')
    .select('labels.name')
    .distinct()
    .$if(page !== undefined, (select) =>
      select.limit(page?.size ?? 0).offset(((page?.number ?? 1) - 1) * (page?.size ?? 0)),
    )
    .orderBy('labels.name')
    .execute()
  return rows.map(({ name }) => name)
}

export async function countLabelNames(db: Connection): Promise<number> {
  const row = await db
    .selectFrom('labels')
    .select((expressions) => expressions.fn.count<number>('labels.name').distinct().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
