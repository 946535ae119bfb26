import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { type Pair, integrationIdOf } from './contracts.sql.ts'

export async function findContentId(
  db: Connection,
  { sha, ...pair }: Pair & { readonly sha: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select contents.id
    from contents
    where contents.integration_id = ${integrationIdOf(pair)} and contents.sha = ${sha}`.execute(db)
  return rows[0]?.id
}

export interface ContentVersionRow {
  readonly number: string
  readonly branch: string | null
  readonly buildUrl: string | null
  readonly publishedAt: Date
}

/** The consumer versions whose contract says this now, newest first. */
export async function listContentVersions(
  db: Connection,
  contentId: number,
  page: PageRequest,
): Promise<readonly ContentVersionRow[]> {
  const { rows } = await sql<ContentVersionRow>`
    select versions.number, versions.build_url as "buildUrl", contracts.created_at as "publishedAt", (
        select branches.name
        from branch_versions
        join branches on branches.id = branch_versions.branch_id
        where branch_versions.version_id = versions.id
        order by branches.id desc
        limit 1
      ) as branch
    from contracts
    join versions on versions.id = contracts.consumer_version_id
    where contracts.content_id = ${contentId}
    order by contracts.consumer_version_id desc
    limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(db)
  return rows
}

export async function countContentVersions(db: Connection, contentId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from contracts where contracts.content_id = ${contentId}`.execute(db)
  return rows[0]?.count ?? 0
}
