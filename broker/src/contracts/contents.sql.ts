import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Contract } from './contract.ts'
import type { Interaction } from './interactions.ts'

export interface NewContent {
  readonly integrationId: number
  readonly contract: Contract
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

/** What is said of an interaction beside the contract's text, in the names of the columns. */
const rowOf = (integrationId: number, { hash, kind, description, providerStates, method, path }: Interaction) => ({
  integration_id: integrationId,
  hash,
  kind,
  description: storableText(description),
  provider_states: storable(providerStates),
  method: method === undefined ? null : storableText(method),
  path: path === undefined ? null : storableText(path),
})

/**
 * The ids of these contents, one of each pair, by pair; stored where they are new to it. The integrations must be locked:
 * then nobody else adds to them.
 */
export async function ensureContents(
  trx: Connection,
  contents: readonly NewContent[],
): Promise<ReadonlyMap<number, number>> {
  if (contents.length === 0) return new Map()
  const interactionIds = await ensureInteractions(trx, contents)
  // Not as JSON: a long text is escaped in it.
  const values = contents.map(
    ({ integrationId, contract }) => sql`(
      ${integrationId}::bigint, ${contract.sha}::text, ${contract.text}::text,
      ${contract.specificationVersion ?? null}::text,
      ${contract.interactions.map(({ hash }) => interactionIds.get(keyOf(integrationId, hash)))}::bigint[])`,
  )
  const { rows } = await sql<{ id: number; integrationId: number }>`
    with given as materialized (
      select * from (values ${sql.join(values)})
        as given (integration_id, sha, content, specification_version, interaction_ids)
    ), added as (
      insert into contents (integration_id, sha, content, specification_version, interaction_ids)
      select given.integration_id, given.sha, given.content, given.specification_version, given.interaction_ids
      from given
      order by given.integration_id
      on conflict on constraint contents_sha_unique do nothing
      returning contents.id, contents.integration_id
    )
    select added.id, added.integration_id as "integrationId" from added
    union all
    select contents.id, contents.integration_id
    from given
    join contents on contents.integration_id = given.integration_id and contents.sha = given.sha`.execute(trx)
  return new Map(rows.map((row) => [row.integrationId, row.id]))
}

const keyOf = (integrationId: number, hash: string) => `${integrationId} ${hash}`

/** The ids of all interactions of these contents, by pair and hash; stored where they are new to their pair. */
async function ensureInteractions(
  trx: Connection,
  contents: readonly NewContent[],
): Promise<ReadonlyMap<string, number>> {
  const distinct = new Map(
    contents.flatMap(({ integrationId, contract }) =>
      contract.interactions.map((one) => [keyOf(integrationId, one.hash), rowOf(integrationId, one)]),
    ),
  )
  if (distinct.size === 0) return new Map()
  // The ids come back to be put in order here: a join of as many rows as a contract has interactions is planned as if
  // there were one, and takes their square.
  const { rows } = await sql<{ id: number; integrationId: number; hash: string }>`
    with said as materialized (
      select said.*, (
        select interactions.id from interactions
        where interactions.integration_id = said.integration_id and interactions.hash = said.hash
      ) as id
      from json_to_recordset(${JSON.stringify([...distinct.values()])}::json) as said (
        integration_id bigint, hash text, kind text, description text, provider_states jsonb, method text, path text)
    ), inserted as (
      insert into interactions (integration_id, hash, kind, description, provider_states, method, path)
      select said.integration_id, said.hash, said.kind, said.description, said.provider_states, said.method, said.path
      from said
      where said.id is null
      order by said.integration_id, said.hash
      returning interactions.id, interactions.integration_id, interactions.hash
    )
    select inserted.id, inserted.integration_id as "integrationId", inserted.hash from inserted
    union all
    select said.id, said.integration_id, said.hash from said where said.id is not null`.execute(trx)
  return new Map(rows.map(({ id, integrationId, hash }) => [keyOf(integrationId, hash), id]))
}
