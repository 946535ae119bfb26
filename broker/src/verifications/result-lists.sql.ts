import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

export interface ListedResultRow {
  readonly number: number
  readonly success: boolean
  readonly verifiedAt: Date
  readonly buildUrl: string | null
  readonly consumer: string
  /** The newest with this content; null when there is none any more. */
  readonly consumerVersion: string | null
  readonly provider: string
  readonly providerVersion: string
  readonly sha: string
}

/** What is not given does not matter. */
export interface ResultFilter {
  /** As either side. */
  readonly pacticipant?: string | undefined
  readonly consumer?: string | undefined
  readonly provider?: string | undefined
  readonly success?: boolean | undefined
}

const idOf = (name: string) => sql`(select pacticipants.id from pacticipants where pacticipants.name = ${name})`

function isOfAsked({ pacticipant, consumer, provider }: ResultFilter): RawBuilder<unknown> {
  return sql.join(
    [
      sql`true`,
      ...(pacticipant === undefined
        ? []
        : [sql`${idOf(pacticipant)} in (integrations.consumer_id, integrations.provider_id)`]),
      ...(consumer === undefined ? [] : [sql`integrations.consumer_id = ${idOf(consumer)}`]),
      ...(provider === undefined ? [] : [sql`integrations.provider_id = ${idOf(provider)}`]),
    ],
    sql` and `,
  )
}

/**
 * The newest result of each content and provider version, newest first, and one more than the page holds where there are
 * more. Of each pair no more is looked at than a page needs, so that a long history costs nothing.
 */
export async function listNewestResults(
  db: Connection,
  filter: ResultFilter,
  page: PageRequest,
): Promise<readonly ListedResultRow[]> {
  const outcomes = filter.success === undefined ? [true, false] : [filter.success]
  const { rows } = await sql<ListedResultRow>`
    with chosen as materialized (
      select newest.verification_id as id
      from integrations
      cross join unnest(${outcomes}::boolean[]) as outcome(success)
      cross join lateral (
        select latest_verifications.verification_id
        from latest_verifications
        where latest_verifications.integration_id = integrations.id and latest_verifications.success = outcome.success
        order by latest_verifications.verification_id desc
        limit ${page.number * page.size + 1}
      ) as newest
      where ${isOfAsked(filter)}
      order by newest.verification_id desc
      limit ${page.size + 1} offset ${(page.number - 1) * page.size}
    )
    select verifications.number, verifications.success, verifications.verified_at as "verifiedAt",
      verifications.build_url as "buildUrl", consumer.name as consumer,
      (select versions.number
        from contracts
        join versions on versions.id = contracts.consumer_version_id
        where contracts.content_id = contents.id
        order by contracts.consumer_version_id desc
        limit 1) as "consumerVersion",
      provider.name as provider, provider_versions.number as "providerVersion", contents.sha
    from chosen
    join verifications on verifications.id = chosen.id
    join contents on contents.id = verifications.content_id
    join integrations on integrations.id = contents.integration_id
    join pacticipants consumer on consumer.id = integrations.consumer_id
    join pacticipants provider on provider.id = integrations.provider_id
    join versions provider_versions on provider_versions.id = verifications.provider_version_id
    order by verifications.id desc`.execute(db)
  return rows
}
