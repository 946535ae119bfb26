import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { BranchFacts } from './keep-branch.ts'

const columns = sql`
  branches.id, branches.pacticipant_id as "pacticipantId", pacticipants.name as pacticipant, branches.name,
  branches.name is not distinct from pacticipants.main_branch as "isMain", branches.updated_at as "updatedAt"`

interface Stretch {
  /** Branches after this one. */
  readonly after: number
  readonly size: number
  /** Nothing was published to them since. */
  readonly before: Date | undefined
}

/** The next branches of all pacticipants. */
export async function listNextBranches(
  db: Connection,
  { after, size, before }: Stretch,
): Promise<readonly BranchFacts[]> {
  const { rows } = await sql<BranchFacts>`
    select ${columns}
    from branches
    join pacticipants on pacticipants.id = branches.pacticipant_id
    where branches.id > ${after} and branches.updated_at < coalesce(${before ?? null}::timestamptz, 'infinity')
    order by branches.id
    limit ${size}`.execute(db)
  return rows
}

/** The branches of a pacticipant, those that nothing was published to for longest first. */
export async function listBranchesOf(db: Connection, pacticipantId: number): Promise<readonly BranchFacts[]> {
  const { rows } = await sql<BranchFacts>`
    select ${columns}
    from branches
    join pacticipants on pacticipants.id = branches.pacticipant_id
    where branches.pacticipant_id = ${pacticipantId}
    order by branches.updated_at, branches.id`.execute(db)
  return rows
}

/** These branches as they are now, locked; those that somebody publishes to are passed over. */
export async function lockBranches(trx: Connection, branchIds: readonly number[]): Promise<readonly BranchFacts[]> {
  const chosen = sql`branches.id = any((select ${branchIds}::bigint[])::bigint[])`
  await sql`
    select pacticipants.id
    from pacticipants
    where pacticipants.id in (select branches.pacticipant_id from branches where ${chosen})
    order by pacticipants.name
    for key share`.execute(trx)
  const { rows } = await sql<BranchFacts>`
    select ${columns}
    from branches
    join pacticipants on pacticipants.id = branches.pacticipant_id
    where ${chosen}
    order by branches.id
    for update of branches skip locked`.execute(trx)
  return rows
}
