import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/**
 * Closes requests that nobody needs an answer to any more, without one. The provider's side: its version is neither
 * deployed nor released, and not on the main branch, or a newer one on it has verified the content. The consumer's side,
 * once the time is over: the content is in none of the newest contracts, and in nothing that is deployed or released.
 */
export async function closeNeedlessRequests(trx: Connection): Promise<void> {
  await sql`
    update verification_requests set done_at = now()
    where verification_requests.id in (
      select request.id
      from verification_requests request
      join integrations on integrations.id = request.integration_id
      join pacticipants provider on provider.id = integrations.provider_id
      where request.done_at is null and (
        (
          not exists (
            select from deployed_versions
            where deployed_versions.version_id = request.provider_version_id and deployed_versions.undeployed_at is null
          )
          and not exists (
            select from released_versions
            where released_versions.version_id = request.provider_version_id
              and released_versions.support_ended_at is null
          )
          and not exists (
            select from branches
            join branch_versions on branch_versions.branch_id = branches.id
              and branch_versions.version_id = request.provider_version_id
            where branches.pacticipant_id = provider.id and branches.name = provider.main_branch
              and not exists (
                select from latest_verifications
                join branch_versions newer on newer.version_id = latest_verifications.provider_version_id
                  and newer.branch_id = branches.id
                where latest_verifications.content_id = request.content_id
                  and latest_verifications.provider_version_id > request.provider_version_id
              )
          )
        )
        or (
          request.due_at <= now()
          and not exists (
            select from contract_heads
            join contracts on contracts.id = contract_heads.contract_id and contracts.content_id = request.content_id
            where contract_heads.integration_id = request.integration_id
          )
          and not exists (
            select from deployed_versions
            join contracts on contracts.consumer_version_id = deployed_versions.version_id
              and contracts.integration_id = request.integration_id and contracts.content_id = request.content_id
            where deployed_versions.pacticipant_id = integrations.consumer_id and deployed_versions.undeployed_at is null
          )
          and not exists (
            select from released_versions
            join contracts on contracts.consumer_version_id = released_versions.version_id
              and contracts.integration_id = request.integration_id and contracts.content_id = request.content_id
            where released_versions.pacticipant_id = integrations.consumer_id
              and released_versions.support_ended_at is null
          )
        )
      )
      order by request.id
      for no key update of request skip locked
    )`.execute(trx)
}

/** Forgets some of the requests that were done so many days ago; how many. */
export async function deleteDoneRequests(
  db: Connection,
  { days, size }: { readonly days: number; readonly size: number },
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from verification_requests
    where verification_requests.id in (
      select old.id from verification_requests old
      where old.done_at < now() - ${days}::integer * interval '1 day'
      order by old.id
      limit ${size}
    )`.execute(db)
  return Number(numAffectedRows)
}
