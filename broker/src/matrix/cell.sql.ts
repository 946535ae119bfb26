import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface CellLocator {
  readonly consumer: string
  readonly version: string
  readonly provider: string
  /** Undefined: any. */
  readonly providerVersion: string | undefined
}

export interface CellRow {
  readonly sha: string
  readonly publishedAt: Date
  readonly firstVersion: string
  /** Null where there is no result: then there is nothing of one. */
  readonly number: number | null
  readonly success: boolean | null
  readonly isPending: boolean | null
  readonly verifiedAt: Date | null
  readonly buildUrl: string | null
  readonly providerVersion: string | null
  /** The result came before the consumer version had this content. */
  readonly isReused: boolean | null
}

/** The contract of a consumer version, and the newest result that its content has, of one provider version or of any. */
export async function findCell(db: Connection, at: CellLocator): Promise<CellRow | undefined> {
  const isAskedFor =
    at.providerVersion === undefined ? sql`true` : sql`provider_versions.number = ${at.providerVersion}`
  const { rows } = await sql<CellRow>`
    select contents.sha, contracts.created_at as "publishedAt",
      coalesce((
        select versions.number
        from contracts first_contract
        join versions on versions.id = first_contract.consumer_version_id
        where first_contract.content_id = contracts.content_id
        order by first_contract.consumer_version_id
        limit 1), consumer_version.number) as "firstVersion",
      result.number, result.success, result.pending as "isPending", result.verified_at as "verifiedAt",
      result.build_url as "buildUrl", result.provider_version as "providerVersion",
      result.created_at < contracts.updated_at as "isReused"
    from pacticipants consumer
    join integrations on integrations.consumer_id = consumer.id
    join pacticipants provider on provider.id = integrations.provider_id and provider.name = ${at.provider}
    join versions consumer_version on consumer_version.pacticipant_id = consumer.id
      and consumer_version.number = ${at.version}
    join contracts on contracts.consumer_version_id = consumer_version.id
      and contracts.integration_id = integrations.id
    join contents on contents.id = contracts.content_id
    left join lateral (
      select verifications.number, verifications.success, verifications.pending, verifications.verified_at,
        verifications.created_at, verifications.build_url, provider_versions.number as provider_version
      from verifications
      join versions provider_versions on provider_versions.id = verifications.provider_version_id
      where verifications.content_id = contents.id and ${isAskedFor}
      order by verifications.number desc
      limit 1
    ) as result on true
    where consumer.name = ${at.consumer}`.execute(db)
  return rows[0]
}
