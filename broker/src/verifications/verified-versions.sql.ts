import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { ContractMetadata } from '../contracts/metadata.ts'

export interface VerifiedVersion {
  readonly id: number
  readonly number: string
  readonly consumerId: number
  /** With this result every contract of the version is verified, and before it was not so. */
  readonly isNewlyVerified: boolean
}

interface Result {
  readonly contentId: number
  readonly number: number
  readonly success: boolean
  /** For which consumer versions the content was handed out. */
  readonly metadata: Pick<ContractMetadata, 'selectors' | 'consumerVersionNumber'>
}

/**
 * The consumer versions that a result speaks of: those for which the content was handed out, else the newest that has
 * it. A version is verified when the newest result for each of its contracts is a success.
 */
export async function listVerifiedVersions(trx: Connection, result: Result): Promise<readonly VerifiedVersion[]> {
  const { contentId, number, success, metadata } = result
  const ids = [...new Set(metadata.selectors.map(({ consumerVersionId }) => consumerVersionId))]
  const { rows } = await sql<VerifiedVersion>`
    with handed_out as materialized (
      select contracts.consumer_version_id as id
      from contracts
      where contracts.content_id = ${contentId}
        and contracts.consumer_version_id in (select unnest((select ${ids}::bigint[])))
      union
      select contracts.consumer_version_id
      from contents
      join integrations on integrations.id = contents.integration_id
      join versions on versions.pacticipant_id = integrations.consumer_id
        and versions.number = ${metadata.consumerVersionNumber ?? null}::text
      join contracts on contracts.consumer_version_id = versions.id and contracts.content_id = contents.id
      where contents.id = ${contentId}
    ), meant as (
      select handed_out.id from handed_out
      union all
      (select contracts.consumer_version_id
        from contracts
        where contracts.content_id = ${contentId} and not exists (select from handed_out)
        order by contracts.consumer_version_id desc
        limit 1)
    )
    select versions.id, versions.number, versions.pacticipant_id as "consumerId",
      ${success}::boolean and coalesce((
        select not verifications.success from verifications
        where verifications.content_id = ${contentId} and verifications.number < ${number}
        order by verifications.number desc
        limit 1), true)
      and not exists (
        select from contracts
        where contracts.consumer_version_id = versions.id and coalesce((
          select not verifications.success from verifications
          where verifications.content_id = contracts.content_id
          order by verifications.number desc
          limit 1), true)
      ) as "isNewlyVerified"
    from meant
    join versions on versions.id = meant.id
    order by versions.id`.execute(trx)
  return rows
}
