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

/** Notes what providers have to verify. What is asked for already stays as it is. */
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
    on conflict on constraint verification_requests_unique do nothing`.execute(trx)
}
