import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { ContractRow } from './contracts.sql.ts'

export interface FirstPublication {
  readonly version: string
  readonly publishedAt: Date
}

/** After one contract of a pair, the first that says what another one of it says. */
export async function findFirstWith(
  db: Connection,
  { content, after }: { readonly content: ContractRow; readonly after: ContractRow },
): Promise<FirstPublication | undefined> {
  const { rows } = await sql<FirstPublication>`
    select versions.number as version, first.updated_at as "publishedAt"
    from (
      select contracts.consumer_version_id, contracts.updated_at
      from contracts
      where contracts.content_id = ${content.contentId} and contracts.consumer_version_id > ${after.versionId}
      order by contracts.consumer_version_id
      limit 1
    ) as first
    join versions on versions.id = first.consumer_version_id`.execute(db)
  return rows[0]
}
