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

/** A pacticipant's branches at the time of asking, those that have to stay among them. */
export interface BranchesToDelete {
  readonly pacticipantId: number
  readonly ids: readonly number[]
  /** The main branch first, then by name. */
  readonly remaining: readonly string[]
}

/** Which branches there are besides the main branch and those to keep. Undefined when there is no such pacticipant. */
export async function findBranchesToDelete(
  db: Connection,
  { pacticipant, keep }: { readonly pacticipant: string; readonly keep: readonly string[] },
): Promise<BranchesToDelete | undefined> {
  const { rows } = await sql<BranchesToDelete>`
    select pacticipants.id as "pacticipantId",
      coalesce(array_agg(branches.id order by branches.id) filter (where not branches.stays), '{}') as ids,
      coalesce(json_agg(branches.name order by branches.is_main desc, branches.name) filter (where branches.stays), '[]')
        as remaining
    from pacticipants
    left join lateral (
      select branches.id, branches.name, branches.name is not distinct from pacticipants.main_branch as is_main,
        branches.name is not distinct from pacticipants.main_branch
          or branches.name = any((select ${keep}::text[])::text[]) as stays
      from branches
      where branches.pacticipant_id = pacticipants.id
    ) as branches on true
    where pacticipants.name = ${pacticipant}
    group by pacticipants.id`.execute(db)
  return rows[0]
}

/** Deletes branches but not their versions. One that has become the main branch meanwhile stays. */
export async function deleteBranches(trx: Connection, ids: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    with locked as materialized (
      select branches.id
      from branches
      join pacticipants on pacticipants.id = branches.pacticipant_id
      where branches.id = any((select ${ids}::bigint[])::bigint[])
        and branches.name is distinct from pacticipants.main_branch
      order by branches.id
      for update of branches
    )
    delete from branches
    using locked
    where branches.id = locked.id
    returning branches.name`.execute(trx)
  return rows.map((row) => row.name)
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
