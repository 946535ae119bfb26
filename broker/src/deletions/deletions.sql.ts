import type { DeletionKind } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

interface NewDeletion {
  readonly uuid: string
  readonly kind: DeletionKind
  readonly name: string
  readonly deletedAt: Date
  readonly expiresAt: Date
}

export async function insertDeletion(
  trx: Connection,
  { uuid, kind, name, deletedAt, expiresAt }: NewDeletion,
): Promise<number> {
  const { id } = await trx
    .insertInto('deletions')
    .values({ uuid, kind, name, deleted_at: deletedAt, expires_at: expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Those that can still be undone. */
function selectDeletions(db: Connection, now: Date) {
  return db.selectFrom('deletions').where('deletions.expires_at', '>', now)
}

const columns = [
  'deletions.uuid',
  'deletions.kind',
  'deletions.name',
  'deletions.deleted_at as deletedAt',
  'deletions.expires_at as expiresAt',
] as const

export type DeletionRow = Awaited<ReturnType<typeof listDeletions>>[number]

/** The newest first. */
export async function listDeletions(db: Connection, { now, page }: { readonly now: Date; readonly page: PageRequest }) {
  return selectDeletions(db, now)
    .select(columns)
    .orderBy('deletions.deleted_at', 'desc')
    .orderBy('deletions.id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countDeletions(db: Connection, now: Date): Promise<number> {
  const row = await selectDeletions(db, now)
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function findDeletion(db: Connection, { uuid, now }: { readonly uuid: string; readonly now: Date }) {
  return selectDeletions(db, now).select(columns).where('deletions.uuid', '=', uuid).executeTakeFirst()
}

/** The same, with its id, held against others who would undo or purge it. */
export async function lockDeletion(trx: Connection, { uuid, now }: { readonly uuid: string; readonly now: Date }) {
  return selectDeletions(trx, now)
    .select([...columns, 'deletions.id'])
    .where('deletions.uuid', '=', uuid)
    .forUpdate()
    .executeTakeFirst()
}

/** With the rows that it kept. */
export async function deleteDeletion(trx: Connection, id: number): Promise<void> {
  await trx.deleteFrom('deletions').where('deletions.id', '=', id).execute()
}

/** Forgets up to so many rows of deletions that cannot be undone any more. How many it were. */
export async function purgeRows(db: Connection, { now, limit }: { readonly now: Date; readonly limit: number }) {
  const { rows } = await sql<{ count: number }>`
    with purged as (
      delete from deleted_rows
      where deleted_rows.ctid = any(array(
        select kept.ctid
        from deleted_rows as kept
        where kept.deletion_id = (
          select deletions.id
          from deletions
          where deletions.expires_at <= ${now}
            and exists (select from deleted_rows as rest where rest.deletion_id = deletions.id)
          order by deletions.expires_at
          limit 1)
        order by kept.position
        limit ${limit}))
      returning 1
    )
    select count(*)::integer as count from purged`.execute(db)
  return rows[0]?.count ?? 0
}

/** Forgets deletions that cannot be undone any more and of which nothing is left. How many it were. */
export async function purgeDeletions(db: Connection, now: Date): Promise<number> {
  const result = await db
    .deleteFrom('deletions')
    .where('deletions.expires_at', '<=', now)
    .where(sql<boolean>`not exists (select from deleted_rows where deleted_rows.deletion_id = deletions.id)`)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
