import type { PacticipantInteraction } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import { currentContract } from './current-contract.sql.ts'
import type { PageRequest } from '../kernel/paging.ts'
import { pacticipantIdOf } from '../versions/ids.sql.ts'

export type InteractionRow = Omit<PacticipantInteraction, '_links'>

export interface InteractionQuestion {
  readonly pacticipant: string
  /** What it is in the pair; both when it is not said. */
  readonly role?: 'consumer' | 'provider' | undefined
  /** A part of what is said of an interaction, of any case. */
  readonly text?: string | undefined
}

function pairsOf({ pacticipant, role }: InteractionQuestion): RawBuilder<unknown> {
  const id = pacticipantIdOf(pacticipant)
  if (role === 'consumer') return sql`integrations.consumer_id = ${id}`
  if (role === 'provider') return sql`integrations.provider_id = ${id}`
  return sql`(integrations.consumer_id = ${id} or integrations.provider_id = ${id})`
}

function saying(text: string | undefined): RawBuilder<unknown> {
  if (!text) return sql`true`
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`(
    interaction.description ilike ${pattern} or interaction.path ilike ${pattern} or interaction.method ilike ${pattern}
    or used.consumer ilike ${pattern} or used.provider ilike ${pattern}
    or exists (
      select from jsonb_array_elements(interaction.provider_states) as state
      where state.value ->> 'name' ilike ${pattern}))`
}

/** Of each pair the contract that says how it stands: as many interactions as are in force, whatever was before. */
const inForce = (question: InteractionQuestion) => sql`
  select used.*, given.place, interaction.*
  from (
    select consumers.name as consumer, providers.name as provider, contracts.content_id, versions.number,
      contents.interaction_ids
    from integrations
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
    cross join lateral (${currentContract}) as head
    join contracts on contracts.id = head.contract_id
    join contents on contents.id = contracts.content_id
    join versions on versions.id = contracts.consumer_version_id
    where ${pairsOf(question)}
  ) as used
  cross join unnest(used.interaction_ids) with ordinality as given (interaction_id, place)
  cross join lateral (
    select interactions.id, interactions.kind, interactions.description, interactions.provider_states,
      interactions.method, interactions.path
    from interactions
    where interactions.id = given.interaction_id
    limit 1
  ) as interaction
  where ${saying(question.text)}`

/** Where a result says nothing of an interaction, a success is of all of them. */
export async function listPacticipantInteractions(
  db: Connection,
  question: InteractionQuestion,
  page: PageRequest,
): Promise<readonly InteractionRow[]> {
  const { rows } = await sql<InteractionRow>`
    with page as materialized (
      select in_force.*, row_number() over (
        order by lower(in_force.consumer), lower(in_force.provider), in_force.content_id, in_force.place) as row
      from (${inForce(question)}) as in_force
      order by row
      limit ${page.size} offset ${(page.number - 1) * page.size}
    )
    select page.consumer, page.number as "consumerVersion", page.provider, page.kind, page.description,
      page.method, page.path,
      (select coalesce(json_agg(state.value -> 'name' order by state.place), '[]')
        from jsonb_array_elements(page.provider_states) with ordinality as state (value, place)) as "providerStates",
      case
        when coalesce(stated.success, newest.success) then 'passed'
        when not stated.success then 'failed'
        else 'unknown'
      end as result
    from page
    left join lateral (
      select verifications.id, nullif(verifications.success, false) as success
      from verifications
      where verifications.content_id = page.content_id
      order by verifications.number desc
      limit 1
    ) as newest on true
    left join interaction_results as stated
      on stated.verification_id = newest.id and stated.interaction_id = page.id
    order by page.row`.execute(db)
  return rows
}

export async function countPacticipantInteractions(db: Connection, question: InteractionQuestion): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${inForce(question)}) as in_force`.execute(db)
  return rows[0]?.count ?? 0
}
