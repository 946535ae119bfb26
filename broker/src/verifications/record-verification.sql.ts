import type { VerificationResult } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { SelectedVersion } from '../contracts/metadata.ts'
import type { PacticipantReference } from '../pacticipants/pacticipants.sql.ts'
import type { InteractionResult, KnownInteraction } from './test-results.ts'
import { type ContentLocator, newestConsumerVersion } from './verifications.sql.ts'

export interface VerifiedContent {
  readonly id: number
  readonly provider: PacticipantReference
  readonly interactions: readonly KnownInteraction[]
}

/**
 * The content that a result is for, with its interactions if they are wanted. It and what it belongs to are locked
 * against deletion until the transaction ends, from the outside inwards as a deletion goes, so that one simply waits for
 * the other.
 */
export async function lockContent(
  trx: Connection,
  { provider, consumer, sha }: ContentLocator,
  { withInteractions }: { readonly withInteractions: boolean },
): Promise<VerifiedContent | undefined> {
  type Row = PacticipantReference & { readonly contentId: number; readonly interactions: readonly KnownInteraction[] }
  const { rows } = await sql<Row>`
    with pair as materialized (
      select pacticipants.id, pacticipants.name, pacticipants.main_branch
      from pacticipants
      where pacticipants.name in (${provider}, ${consumer})
      order by pacticipants.name
      for key share
    )
    select contents.id as "contentId", provider.id, provider.name, provider.main_branch as "mainBranch",
      case when ${withInteractions}::boolean then (
        select coalesce(json_agg(json_build_object(
          'id', interactions.id, 'hash', interactions.hash, 'description', interactions.description,
          'providerStates', interactions.provider_states
        ) order by said.position), '[]')
        from unnest(contents.interaction_ids) with ordinality as said (id, position)
        join interactions on interactions.id = said.id
      ) else '[]' end as interactions
    from pair provider
    join pair consumer on consumer.name = ${consumer}
    join integrations on integrations.consumer_id = consumer.id and integrations.provider_id = provider.id
    join contents on contents.integration_id = integrations.id and contents.sha = ${sha}
    where provider.name = ${provider}
    for key share of integrations, contents
  `.execute(trx)
  const [row] = rows
  if (row === undefined) return undefined
  const { contentId, interactions, ...reference } = row
  return { id: contentId, provider: reference, interactions }
}

/** What a content says, as it is kept. */
export async function getContentText(db: Connection, contentId: number): Promise<string> {
  const { content } = await db
    .selectFrom('contents')
    .select('contents.content')
    .where('contents.id', '=', contentId)
    .executeTakeFirstOrThrow()
  return content
}

export interface NewVerification {
  readonly contentId: number
  readonly providerVersionId: number
  readonly success: boolean
  readonly wip: boolean
  readonly pending: boolean
  readonly buildUrl: string | null
  readonly testResults: unknown
  readonly verifiedBy: VerificationResult['verifiedBy']
  readonly selectors: readonly SelectedVersion[]
  readonly verifiedAt: Date
  readonly interactions: readonly InteractionResult[]
}

interface InsertedVerification {
  readonly id: number
  readonly number: number
  /** The newest consumer version with this content. */
  readonly consumerVersion: string | null
}

/**
 * Adds a result under the next number of its content, and what follows from it: it is the one that counts for its
 * provider version, and the pair has changed. Results of one content wait for each other at the row that counts them.
 */
export async function insertVerification(trx: Connection, result: NewVerification): Promise<InsertedVerification> {
  const { interactions } = result
  const { rows } = await sql<InsertedVerification>`
    with touched as (
      update integrations set contract_data_updated_at = now()
      from contents
      where contents.id = ${result.contentId} and integrations.id = contents.integration_id
      returning integrations.id
    ),
    numbered as (
      update contents set last_verification_number = contents.last_verification_number + 1
      from touched
      where contents.id = ${result.contentId} and contents.integration_id = touched.id
      returning contents.id, contents.integration_id, contents.last_verification_number as number
    ),
    verification as (
      insert into verifications (
        content_id, number, provider_version_id, success, wip, pending, build_url, test_results, verified_by,
        consumer_version_selectors, verified_at
      )
      select numbered.id, numbered.number, ${result.providerVersionId}, ${result.success}, ${result.wip},
        ${result.pending}, ${result.buildUrl}::text,
        ${result.testResults === null ? null : JSON.stringify(result.testResults)}::json,
        ${JSON.stringify(result.verifiedBy)}::jsonb, ${JSON.stringify(result.selectors)}::jsonb, ${result.verifiedAt}
      from numbered
      returning verifications.id
    ),
    counting as (
      insert into latest_verifications (content_id, provider_version_id, integration_id, verification_id, success)
      select numbered.id, ${result.providerVersionId}, numbered.integration_id, verification.id, ${result.success}
      from numbered cross join verification
      on conflict on constraint latest_verifications_pk do update set
        verification_id = excluded.verification_id, success = excluded.success
    ),
    replayed as (
      insert into interaction_results (verification_id, interaction_id, success, mismatches)
      select verification.id, item.interaction_id, item.success, item.mismatches
      from verification
      cross join unnest(
        ${interactions.map(({ interactionId }) => interactionId)}::bigint[],
        ${interactions.map(({ success }) => success)}::boolean[],
        ${interactions.map(({ mismatches }) => (mismatches.length === 0 ? null : JSON.stringify(mismatches)))}::json[]
      ) item (interaction_id, success, mismatches)
    )
    select verification.id, numbered.number, ${newestConsumerVersion} as "consumerVersion"
    from verification
    cross join numbered
    join contents on contents.id = numbered.id
  `.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error(`Content ${result.contentId} has gone although it was locked`)
  return row
}

/** Deletes a result; then the newest that is left counts for its provider version. */
export async function deleteVerification(trx: Connection, id: number): Promise<void> {
  const { rows } = await sql<{ contentId: number; providerVersionId: number }>`
    delete from verifications where verifications.id = ${id}
    returning verifications.content_id as "contentId", verifications.provider_version_id as "providerVersionId"
  `.execute(trx)
  const [deleted] = rows
  if (deleted === undefined) return
  await sql`
    insert into latest_verifications (content_id, provider_version_id, integration_id, verification_id, success)
    select verifications.content_id, verifications.provider_version_id, contents.integration_id, verifications.id,
      verifications.success
    from verifications
    join contents on contents.id = verifications.content_id
    where verifications.content_id = ${deleted.contentId}
      and verifications.provider_version_id = ${deleted.providerVersionId}
    order by verifications.number desc limit 1
    on conflict on constraint latest_verifications_pk do nothing
  `.execute(trx)
}

/** Holds back other results for the content until the transaction ends. */
export async function lockContentResults(trx: Connection, contentId: number): Promise<void> {
  await sql`
    select contents.id from contents where contents.id = ${contentId} for no key update
  `.execute(trx)
}
