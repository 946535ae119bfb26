import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'

const ids = (values: readonly number[]): RawBuilder<unknown> => sql`any((select ${values}::bigint[])::bigint[])`

// No version has it, or had it before its contract was overwritten.
const isUnused = sql`
  not exists (select from contracts where contracts.content_id = contents.id)
  and not exists (select from contract_revisions where contract_revisions.content_id = contents.id)`

/** The next pairs. */
export async function listNextIntegrations(
  db: Connection,
  { after, size }: { readonly after: number; readonly size: number },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select integrations.id from integrations where integrations.id > ${after}
    order by integrations.id limit ${size}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function listUnusedContents(db: Connection, integrationId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select contents.id from contents where contents.integration_id = ${integrationId} and ${isUnused}
    order by contents.id`.execute(db)
  return rows.map(({ id }) => id)
}

export interface LoneInteractions {
  readonly ids: readonly number[]
  /** The newest content that was looked at: only later ones can say the same again. */
  readonly newestContent: number
}

/** Interactions which only these contents of a pair have. Nothing is locked for this: it takes a while. */
export async function findLoneInteractions(
  db: Connection,
  { integrationId, contentIds }: { readonly integrationId: number; readonly contentIds: readonly number[] },
): Promise<LoneInteractions> {
  const { rows } = await sql<LoneInteractions>`
    with known as materialized (
      select contents.id, contents.interaction_ids, contents.id = ${ids(contentIds)} as goes
      from contents
      where contents.integration_id = ${integrationId}
    )
    select coalesce((select max(known.id) from known), 0) as "newestContent",
      array(
        select unnest(known.interaction_ids) from known where known.goes
        except
        select unnest(known.interaction_ids) from known where not known.goes
      ) as ids`.execute(db)
  return rows[0] ?? { ids: [], newestContent: 0 }
}

/** Nobody publishes for the pair from here on until the transaction ends. False when it has gone. */
export async function lockIntegration(trx: Connection, integrationId: number): Promise<boolean> {
  await sql`
    select pacticipants.id
    from pacticipants
    where pacticipants.id in (
      select unnest(array[integrations.consumer_id, integrations.provider_id])
      from integrations where integrations.id = ${integrationId})
    order by pacticipants.name
    for key share`.execute(trx)
  const { rows } = await sql`
    select integrations.id from integrations where integrations.id = ${integrationId} for no key update`.execute(trx)
  return rows.length > 0
}

/** Those of the contents that are unused still, locked. Those for which a result comes in just now are passed over. */
export async function lockUnusedContents(trx: Connection, contentIds: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select contents.id from contents where contents.id = ${ids(contentIds)} and ${isUnused}
    order by contents.id for update skip locked`.execute(trx)
  return rows.map(({ id }) => id)
}

/** Deletes up to so many results for these contents, the oldest first. How many it were. */
export async function deleteSomeResults(
  trx: Connection,
  { contentIds, limit }: { readonly contentIds: readonly number[]; readonly limit: number },
): Promise<number> {
  const deleted = await sql`
    delete from verifications
    where verifications.id in (
      select old.id from verifications as old where old.content_id = ${ids(contentIds)}
      order by old.content_id, old.number
      limit ${limit})`.execute(trx)
  return Number(deleted.numAffectedRows ?? 0)
}

export async function deleteContents(trx: Connection, contentIds: readonly number[]): Promise<void> {
  await sql`delete from contents where contents.id = ${ids(contentIds)}`.execute(trx)
}

interface Goodbye extends LoneInteractions {
  /** Contents that stay after all. */
  readonly spared: readonly number[]
}

/** Deletes these interactions of a locked pair, unless a content that came since or was spared has them. */
export async function deleteInteractions(
  trx: Connection,
  { ids: interactionIds, newestContent, spared }: Goodbye,
): Promise<number> {
  const deleted = await sql`
    with needed as materialized (
      select unnest(contents.interaction_ids) as id from contents where contents.id > ${newestContent}
      union all
      select unnest(contents.interaction_ids) from contents where contents.id = ${ids(spared)}
    )
    delete from interactions
    where interactions.id = ${ids(interactionIds)} and interactions.id not in (select needed.id from needed)`.execute(
    trx,
  )
  return Number(deleted.numAffectedRows ?? 0)
}
