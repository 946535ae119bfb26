import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Contract } from './contract.ts'

export interface NewContent {
  readonly integrationId: number
  readonly contract: Contract
}

interface ContentRow {
  readonly id: number
  readonly isNew: boolean
}

// What PostgreSQL cannot hold as text: NUL, and halves of surrogate pairs. Only names and states that are shown pass
// here; the contract itself is kept as it was sent.
function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]))
}

function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}

/**
 * The ids of these contents, in order, stored where they are new to their pair. The integrations must be locked: then
 * nobody else adds to them.
 */
export async function ensureContents(trx: Connection, contents: readonly NewContent[]): Promise<readonly number[]> {
  if (contents.length === 0) return []
  const rows = await insertContents(trx, contents)
  const added = contents.flatMap(({ integrationId, contract }, index) => {
    const row = rows[index]
    return row?.isNew === true ? [{ contentId: row.id, integrationId, contract }] : []
  })
  if (added.some(({ contract }) => contract.interactions.length > 0)) await insertInteractions(trx, added)
  return rows.map((row) => row.id)
}

async function insertContents(trx: Connection, contents: readonly NewContent[]): Promise<readonly ContentRow[]> {
  // Not as arrays: a long text is escaped in them.
  const values = contents.map(
    ({ integrationId, contract }, position) => sql`(
      ${integrationId}::bigint, ${contract.sha}::text, ${contract.text}::text,
      ${contract.specificationVersion ?? null}::text, ${contract.interactions.length}::integer, ${position}::integer)`,
  )
  const { rows } = await sql<ContentRow>`
    with given (integration_id, sha, content, specification_version, interactions_count, position) as materialized (
      values ${sql.join(values)}
    ), inserted as (
      insert into contents (integration_id, sha, content, specification_version, interactions_count)
      select given.integration_id, given.sha, given.content, given.specification_version, given.interactions_count
      from given
      order by given.integration_id, given.sha
      on conflict on constraint contents_sha_unique do nothing
      returning contents.id, contents.integration_id, contents.sha
    )
    select coalesce(inserted.id, contents.id) as "id", inserted.id is not null as "isNew"
    from given
    left join inserted on inserted.integration_id = given.integration_id and inserted.sha = given.sha
    left join contents on contents.integration_id = given.integration_id and contents.sha = given.sha
    order by given.position`.execute(trx)
  return rows
}

interface StoredContent extends NewContent {
  readonly contentId: number
}

async function insertInteractions(trx: Connection, contents: readonly StoredContent[]): Promise<void> {
  const all = contents.flatMap(({ contentId, integrationId, contract }) =>
    contract.interactions.map((interaction, position) => ({ contentId, integrationId, position, ...interaction })),
  )
  await sql`
    with given as materialized (
      select *
      from unnest(
        ${all.map((one) => one.contentId)}::bigint[],
        ${all.map((one) => one.integrationId)}::bigint[],
        ${all.map((one) => one.position)}::integer[],
        ${all.map((one) => one.hash)}::text[],
        ${all.map((one) => one.kind)}::text[],
        ${all.map((one) => storableText(one.description))}::text[],
        ${all.map((one) => JSON.stringify(storable(one.providerStates)))}::jsonb[],
        ${all.map((one) => (one.method === undefined ? null : storableText(one.method)))}::text[],
        ${all.map((one) => (one.path === undefined ? null : storableText(one.path)))}::text[]
      ) as given (content_id, integration_id, position, hash, kind, description, provider_states, method, path)
    ), known as materialized (
      select interactions.id, interactions.integration_id, interactions.hash
      from interactions
      where interactions.integration_id = any(${contents.map(({ integrationId }) => integrationId)}::bigint[])
        and interactions.hash = any(${all.map((one) => one.hash)}::text[])
    ), inserted as (
      insert into interactions (integration_id, hash, kind, description, provider_states, method, path)
      select distinct on (given.integration_id, given.hash)
        given.integration_id, given.hash, given.kind, given.description, given.provider_states, given.method, given.path
      from given
      where not exists (
        select from known where known.integration_id = given.integration_id and known.hash = given.hash)
      order by given.integration_id, given.hash
      returning interactions.id, interactions.integration_id, interactions.hash
    )
    insert into content_interactions (content_id, position, interaction_id)
    select given.content_id, given.position, found.id
    from given
    join (select * from known union all select * from inserted) as found
      on found.integration_id = given.integration_id and found.hash = given.hash`.execute(trx)
}
