import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { versionIdOf } from './ids.sql.ts'

interface TagAddress {
  readonly pacticipant: string
  readonly version: string
  readonly tag: string
}

export async function findTag(db: Connection, { pacticipant, version, tag }: TagAddress) {
  return db
    .selectFrom('tags')
    .select(['tags.name', 'tags.created_at as createdAt'])
    .where('tags.version_id', '=', versionIdOf({ pacticipant, number: version }))
    .where('tags.name', '=', tag)
    .executeTakeFirst()
}

export type TagRow = NonNullable<Awaited<ReturnType<typeof findTag>>>

/** False when the version has no such tag. */
export async function deleteTag(
  trx: Connection,
  { versionId, name }: { readonly versionId: number; readonly name: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('tags')
    .where('tags.version_id', '=', versionId)
    .where('tags.name', '=', name)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** True when there were others. */
export async function deleteTagsExcept(
  trx: Connection,
  { versionId, names }: { readonly versionId: number; readonly names: readonly string[] },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('tags')
    .where('tags.version_id', '=', versionId)
    .where('tags.name', '<>', sql<string>`all(${names}::text[])`)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
