import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { branchIdOf, pacticipantIdOf, versionIdOf } from './ids.sql.ts'

interface BranchAddress {
  readonly pacticipant: string
  readonly branch: string
}

function selectBranches(db: Connection, pacticipant: string) {
  return db.selectFrom('branches').where('branches.pacticipant_id', '=', pacticipantIdOf(pacticipant))
}

const columns = ['branches.name', 'branches.created_at as createdAt', 'branches.updated_at as updatedAt'] as const

export type BranchRow = Awaited<ReturnType<typeof listBranches>>[number]

export async function findBranch(db: Connection, { pacticipant, branch }: BranchAddress) {
  return selectBranches(db, pacticipant).select(columns).where('branches.name', '=', branch).executeTakeFirst()
}

interface BranchFilter {
  readonly pacticipant: string
  /** Part of a name, of any case. */
  readonly query: string | undefined
}

function filtered(db: Connection, { pacticipant, query }: BranchFilter) {
  return selectBranches(db, pacticipant).$if(query !== undefined, (select) =>
    select.where('branches.name', 'ilike', `%${(query ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`),
  )
}

/** The ones with the newest activity first. */
export async function listBranches(db: Connection, filter: BranchFilter, page: PageRequest) {
  return filtered(db, filter)
    .select(columns)
    .orderBy('branches.updated_at', 'desc')
    .orderBy('branches.id', 'desc')
    .limit(page.size)
    .offset((page.number - 1) * page.size)
    .execute()
}

export async function countBranches(db: Connection, filter: BranchFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Deletes a branch but not its versions. Undefined when there was none. */
export async function deleteBranch(
  trx: Connection,
  { pacticipant, branch }: BranchAddress,
): Promise<{ readonly pacticipantId: number } | undefined> {
  return trx
    .deleteFrom('branches')
    .where('branches.pacticipant_id', '=', pacticipantIdOf(pacticipant))
    .where('branches.name', '=', branch)
    .returning('branches.pacticipant_id as pacticipantId')
    .executeTakeFirst()
}

export async function findBranchVersion(
  db: Connection,
  { pacticipant, branch, version }: BranchAddress & { readonly version: string },
) {
  return db
    .selectFrom('branch_versions')
    .select(['branch_versions.created_at as createdAt', 'branch_versions.updated_at as updatedAt'])
    .where('branch_versions.version_id', '=', versionIdOf({ pacticipant, number: version }))
    .where('branch_versions.branch_id', '=', branchIdOf({ pacticipant, branch }))
    .executeTakeFirst()
}

export type BranchVersionRow = NonNullable<Awaited<ReturnType<typeof findBranchVersion>>>

/** Takes a locked version off a branch, which is locked by this. Undefined when it was not on it. */
export async function deleteBranchVersion(
  trx: Connection,
  { versionId, branch }: { readonly versionId: number; readonly branch: string },
): Promise<{ readonly branchId: number; readonly wasHead: boolean } | undefined> {
  const { rows } = await sql<{ branchId: number; wasHead: boolean }>`
    with locked as materialized (
      select branches.id, branches.head_version_id
      from branches
      join versions on versions.pacticipant_id = branches.pacticipant_id
      where versions.id = ${versionId} and branches.name = ${branch}
      for no key update of branches
    )
    delete from branch_versions
    using locked
    where branch_versions.branch_id = locked.id and branch_versions.version_id = ${versionId}
    returning locked.id as "branchId", locked.head_version_id = ${versionId} as "wasHead"`.execute(trx)
  return rows[0]
}
