// Which version of a branch counts as the one that was put on it last.

import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** The head of these branches of a version is this version, whichever was put on them last here. */
export async function makeHead(
  trx: Connection,
  { versionId, branches }: { readonly versionId: number; readonly branches: readonly string[] },
): Promise<boolean> {
  if (branches.length === 0) return false
  const { numAffectedRows = 0n } = await sql`
    update branches set head_version_id = ${versionId}
    from branch_versions
    where branch_versions.version_id = ${versionId} and branches.id = branch_versions.branch_id
      and branches.name = any(${branches}::text[]) and branches.head_version_id is distinct from ${versionId}`.execute(
    trx,
  )
  return numAffectedRows > 0n
}

interface Head {
  readonly branchId: number
  readonly versionId: number
}

/** The heads of these branches, as far as they have one; nobody else changes them before the transaction ends. */
export async function listHeads(
  trx: Connection,
  { application, branches }: { readonly application: string; readonly branches: readonly string[] },
): Promise<readonly Head[]> {
  if (branches.length === 0) return []
  const { rows } = await sql<Head>`
    select branches.id as "branchId", branches.head_version_id as "versionId"
    from branches
    join pacticipants on pacticipants.id = branches.pacticipant_id
    where pacticipants.name = ${application} and branches.name = any(${branches}::text[])
      and branches.head_version_id is not null
    order by branches.id`.execute(trx)
  return rows
}

/** Makes them heads again, where another version has taken their place. */
export async function restoreHeads(trx: Connection, heads: readonly Head[]): Promise<void> {
  if (heads.length === 0) return
  await sql`
    update branches set head_version_id = former.version_id
    from unnest(
      ${heads.map(({ branchId }) => branchId)}::bigint[], ${heads.map(({ versionId }) => versionId)}::bigint[]
    ) as former (branch_id, version_id)
    where branches.id = former.branch_id and branches.head_version_id is distinct from former.version_id`.execute(trx)
}
