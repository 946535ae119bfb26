import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface NewVerificationRequest {
  readonly contentId: number
  readonly providerVersionId: number
  /** Why that version: `latest from main branch, deployed in production`. */
  readonly description: string
}

interface Asked {
  /** Of the version whose publication asks for it. */
  readonly consumerVersionId: number
  readonly dueInMinutes: number
  readonly requests: readonly NewVerificationRequest[]
}

/** Notes what providers have to verify. What is asked for already stays as it is; what was done with is asked again. */
export async function insertVerificationRequests(trx: Connection, asked: Asked): Promise<void> {
  const { consumerVersionId, dueInMinutes, requests } = asked
  if (requests.length === 0) return
  await sql`
    insert into verification_requests (
      uuid, integration_id, content_id, provider_version_id, consumer_version_id, description, due_at
    )
    select given.uuid, contents.integration_id, contents.id, given.provider_version_id, ${consumerVersionId},
      given.description, now() + ${dueInMinutes}::double precision * interval '1 minute'
    from unnest(
      ${requests.map(() => randomUUID())}::text[],
      ${requests.map(({ contentId }) => contentId)}::bigint[],
      ${requests.map(({ providerVersionId }) => providerVersionId)}::bigint[],
      ${requests.map(({ description }) => description)}::text[]
    ) as given (uuid, content_id, provider_version_id, description)
    join contents on contents.id = given.content_id
    on conflict on constraint verification_requests_unique do update set
      consumer_version_id = excluded.consumer_version_id, description = excluded.description,
      requested_at = excluded.requested_at, due_at = excluded.due_at,
      started_at = null, overdue_at = null, done_at = null, verification_id = null
    where verification_requests.done_at is not null`.execute(trx)
}

interface Settling {
  /** What the result is for. */
  readonly contentId: number
  /** Of the version that was found to do it, or not. */
  readonly providerVersionId: number
  readonly verificationId: number
}

/**
 * A result for a content by a version answers what was asked of that version, and what was asked of older versions on
 * the same branches: those will not be built again. Not where an older one is still deployed or released: whether that
 * one does it nobody has found out. To be called in the transaction of the result.
 */
export async function settleVerificationRequests(trx: Connection, settling: Settling): Promise<void> {
  const { contentId, providerVersionId, verificationId } = settling
  await sql`
    update verification_requests set
      done_at = coalesce(verification_requests.done_at, now()), verification_id = ${verificationId}
    from contents
    where contents.id = ${contentId}
      and verification_requests.content_id = contents.id
      and verification_requests.verification_id is null
      and (
        verification_requests.provider_version_id = ${providerVersionId}
        or (
          verification_requests.done_at is null
          and verification_requests.provider_version_id < ${providerVersionId}
          and exists (
            select from branch_versions older
            join branch_versions newer on newer.branch_id = older.branch_id
            where older.version_id = verification_requests.provider_version_id
              and newer.version_id = ${providerVersionId}
          )
          and not exists (
            select from deployed_versions
            where deployed_versions.version_id = verification_requests.provider_version_id
              and deployed_versions.undeployed_at is null
          )
          and not exists (
            select from released_versions
            where released_versions.version_id = verification_requests.provider_version_id
              and released_versions.support_ended_at is null
          )
        )
      )`.execute(trx)
}

/** What events say of a request. */
export interface RequestFacts {
  readonly consumer: string
  readonly consumerId: number
  readonly consumerVersion: string
  readonly consumerVersionId: number
  readonly provider: string
  readonly providerId: number
  readonly providerVersion: string
  readonly providerVersionId: number
  readonly contentId: number
  readonly description: string
}

/** The requests of `changed`, oldest first. */
const factsOfChanged = sql`
  select consumer.name as consumer, consumer.id as "consumerId", consumer_version.number as "consumerVersion",
    consumer_version.id as "consumerVersionId", provider.name as provider, provider.id as "providerId",
    provider_version.number as "providerVersion", provider_version.id as "providerVersionId",
    changed.content_id as "contentId", changed.description
  from changed
  join integrations on integrations.id = changed.integration_id
  join pacticipants consumer on consumer.id = integrations.consumer_id
  join pacticipants provider on provider.id = integrations.provider_id
  join versions consumer_version on consumer_version.id = changed.consumer_version_id
  join versions provider_version on provider_version.id = changed.provider_version_id
  order by changed.id`

const notBegunFor = (contentIds: readonly number[]) => sql`
  select verification_requests.id
  from contents
  join verification_requests on verification_requests.integration_id = contents.integration_id
    and verification_requests.content_id = contents.id
  where contents.id in (select unnest((select ${contentIds}::bigint[])))
    and verification_requests.done_at is null and verification_requests.started_at is null`

/** Whether anybody waits for these contents, and nobody has begun. */
export async function isAnyRequested(db: Connection, contentIds: readonly number[]): Promise<boolean> {
  const { rows } = await sql`${notBegunFor(contentIds)} limit 1`.execute(db)
  return rows.length > 0
}

/** Notes that contents were handed out for verification. What is being settled just now needs no such note. */
export async function startVerificationRequests(
  trx: Connection,
  contentIds: readonly number[],
): Promise<readonly RequestFacts[]> {
  const { rows } = await sql<RequestFacts>`
    with changed as (
      update verification_requests set started_at = now()
      where verification_requests.id in (
        ${notBegunFor(contentIds)}
        order by verification_requests.id
        for no key update of verification_requests skip locked
      )
      returning verification_requests.*
    )
    ${factsOfChanged}`.execute(trx)
  return rows
}

/** Notes that nothing has come of requests in time; some of them, oldest first. */
export async function markOverdue(trx: Connection, limit: number): Promise<readonly RequestFacts[]> {
  const { rows } = await sql<RequestFacts>`
    with changed as (
      update verification_requests set overdue_at = now()
      where verification_requests.id in (
        select late.id
        from verification_requests late
        where late.done_at is null and late.overdue_at is null and late.due_at <= now()
        order by late.due_at
        limit ${limit}
        for no key update skip locked
      )
      returning verification_requests.*
    )
    ${factsOfChanged}`.execute(trx)
  return rows
}
