import type { PacticipantDetails } from '@tallystick/client/wire'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { displayNameFor } from './display-name.ts'

/** A pacticipant with what its representation shows: one row, whatever its history. */
function selectPacticipants(db: Connection) {
  return db
    .selectFrom('pacticipants')
    .leftJoin('teams', 'teams.id', 'pacticipants.team_id')
    .select((expressions) => [
      'teams.uuid as teamUuid',
      'teams.name as teamName',
      'pacticipants.id',
      'pacticipants.name',
      'pacticipants.display_name as displayName',
      'pacticipants.repository_url as repositoryUrl',
      'pacticipants.repository_name as repositoryName',
      'pacticipants.repository_namespace as repositoryNamespace',
      'pacticipants.main_branch as mainBranch',
      'pacticipants.created_at as createdAt',
      'pacticipants.updated_at as updatedAt',
      expressions
        .selectFrom('versions')
        .select('versions.number')
        .whereRef('versions.pacticipant_id', '=', 'pacticipants.id')
        .orderBy('versions.id', 'desc')
        .limit(1)
        .as('latestVersion'),
      jsonArrayFrom(
        expressions
          .selectFrom('labels')
          .select('labels.name')
          .whereRef('labels.pacticipant_id', '=', 'pacticipants.id')
          .orderBy('labels.name'),
      ).as('labels'),
      jsonArrayFrom(
        expressions
          .selectFrom('deployed_versions')
          .innerJoin('environments', 'environments.id', 'deployed_versions.environment_id')
          .select([
            'deployed_versions.uuid',
            'environments.name as environmentName',
            'environments.display_name as environmentDisplayName',
          ])
          .whereRef('deployed_versions.pacticipant_id', '=', 'pacticipants.id')
          .where('deployed_versions.undeployed_at', 'is', null)
          .orderBy('environments.display_name')
          .orderBy('deployed_versions.id'),
      ).as('deployments'),
    ])
}

export type PacticipantRow = Awaited<ReturnType<typeof listPacticipants>>[number]

export async function findPacticipant(db: Connection, name: string): Promise<PacticipantRow | undefined> {
  return selectPacticipants(db).where('pacticipants.name', '=', name).executeTakeFirst()
}

/** Part of a name, of any case. */
function matching(query: string) {
  return sql<boolean>`pacticipants.name ilike ${`%${query.replaceAll(/[\\%_]/g, '\\$&')}%`}`
}

const labelledWith = (label: string) => sql<boolean>`pacticipants.id in (
  select labels.pacticipant_id from labels where labels.name = ${label})`

interface PacticipantFilter {
  /** Part of a name, of any case. */
  readonly query?: string | undefined
  readonly label?: string | undefined
}

export async function listPacticipants(
  db: Connection,
  { query, label, page }: PacticipantFilter & { readonly page?: PageRequest | undefined },
) {
  return selectPacticipants(db)
    .$if(query !== undefined, (select) => select.where(matching(query ?? '')))
    .$if(label !== undefined, (select) => select.where(labelledWith(label ?? '')))
    .$if(page !== undefined, (select) =>
      select.limit(page?.size ?? 0).offset(((page?.number ?? 1) - 1) * (page?.size ?? 0)),
    )
    .orderBy(sql`lower(pacticipants.name)`)
    .orderBy('pacticipants.name')
    .execute()
}

export async function countPacticipants(db: Connection, { query, label }: PacticipantFilter): Promise<number> {
  const row = await db
    .selectFrom('pacticipants')
    .select((expressions) => expressions.fn.countAll<number>().as('count'))
    .$if(query !== undefined, (select) => select.where(matching(query ?? '')))
    .$if(label !== undefined, (select) => select.where(labelledWith(label ?? '')))
    .executeTakeFirstOrThrow()
  return row.count
}

const columns = (details: PacticipantDetails) => ({
  ...(details.displayName ? { display_name: details.displayName } : {}),
  ...(details.repositoryUrl === undefined ? {} : { repository_url: details.repositoryUrl }),
  ...(details.repositoryName === undefined ? {} : { repository_name: details.repositoryName }),
  ...(details.repositoryNamespace === undefined ? {} : { repository_namespace: details.repositoryNamespace }),
  ...(details.mainBranch === undefined ? {} : { main_branch: details.mainBranch }),
})

/** True when the pacticipant is new; one that exists is left as it is. */
export async function insertPacticipant(
  db: Connection,
  pacticipant: PacticipantDetails & { readonly name: string; readonly displayName: string },
): Promise<boolean> {
  const row = await db
    .insertInto('pacticipants')
    .values({ name: pacticipant.name, display_name: pacticipant.displayName, ...columns(pacticipant) })
    .onConflict((conflict) => conflict.constraint('pacticipants_name_unique').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Changes what is given and leaves the rest. */
export async function updatePacticipant(db: Connection, name: string, details: PacticipantDetails): Promise<void> {
  await db
    .updateTable('pacticipants')
    .set({ ...columns(details), updated_at: sql<Date>`now()` })
    .where('pacticipants.name', '=', name)
    .execute()
}

/** The id of a pacticipant, held against everyone who wants to write something about it. Undefined when there is none. */
export async function lockPacticipant(trx: Connection, name: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('pacticipants')
    .select('pacticipants.id')
    .where('pacticipants.name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  return row?.id
}

/** Sets the main branch of a pacticipant that has none. */
export async function adoptMainBranch(
  db: Connection,
  { pacticipantId, branch }: { readonly pacticipantId: number; readonly branch: string },
): Promise<void> {
  await db
    .updateTable('pacticipants')
    .set({ main_branch: branch, updated_at: sql<Date>`now()` })
    .where('pacticipants.id', '=', pacticipantId)
    .where('pacticipants.main_branch', 'is', null)
    .execute()
}

export interface PacticipantReference {
  readonly id: number
  readonly name: string
  readonly mainBranch: string | null
}

async function lockPacticipants(trx: Connection, names: readonly string[]): Promise<readonly PacticipantReference[]> {
  const { rows } = await sql<PacticipantReference>`
    select pacticipants.id, pacticipants.name, pacticipants.main_branch as "mainBranch"
    from pacticipants
    where pacticipants.name = any(${names}::text[])
    order by pacticipants.name
    for key share`.execute(trx)
  return rows
}

async function insertMissing(trx: Connection, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    insert into pacticipants (name, display_name)
    select missing.name, missing.display_name
    from unnest(${names}::text[], ${names.map(displayNameFor)}::text[]) as missing (name, display_name)
    on conflict on constraint pacticipants_name_unique do nothing
    returning pacticipants.name`.execute(trx)
  return rows.map((row) => row.name)
}

/**
 * The pacticipants of these names, created where they are missing. They cannot be deleted before the transaction ends.
 * Ask for all at once: names are taken in one order, so that transactions never wait for each other in a circle.
 */
export async function ensurePacticipants(
  trx: Connection,
  names: readonly string[],
): Promise<ReadonlyMap<string, PacticipantReference & { readonly isNew: boolean }>> {
  const wanted = [...new Set(names)].toSorted()
  const created = new Set<string>()
  for (;;) {
    const found = await lockPacticipants(trx, wanted)
    if (found.length === wanted.length) {
      return new Map(found.map((row) => [row.name, { ...row, isNew: created.has(row.name) }]))
    }
    const known = new Set(found.map((row) => row.name))
    // One that a concurrent transaction creates meanwhile is not inserted, but found on the next round.
    for (const name of await insertMissing(
      trx,
      wanted.filter((name) => !known.has(name)),
    ))
      created.add(name)
  }
}
