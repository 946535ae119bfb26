import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** The pacticipants that a webhook is for, by name or by label; null for all. */
export interface TriedScope {
  readonly consumerName: string | null
  readonly consumerLabel: string | null
  readonly providerName: string | null
  readonly providerLabel: string | null
}

export interface TriedSubject {
  readonly consumerId: number
  readonly consumerVersionId: number
  readonly providerId: number
  readonly contentId: number
  /** The newest result for it, by whichever version of the provider. */
  readonly verificationId: number | null
}

/** The newest contract that a webhook is for. */
export async function findTriedSubject(db: Connection, scope: TriedScope): Promise<TriedSubject | undefined> {
  const { rows } = await sql<TriedSubject>`
    select integrations.consumer_id as "consumerId", contracts.consumer_version_id as "consumerVersionId",
      integrations.provider_id as "providerId", contracts.content_id as "contentId", (
        select verifications.id
        from verifications
        where verifications.content_id = contracts.content_id
        order by verifications.number desc
        limit 1) as "verificationId"
    from integrations
    join contract_heads on contract_heads.integration_id = integrations.id and contract_heads.scope = 'latest'
    join contracts on contracts.id = contract_heads.contract_id
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
    where (${scope.consumerName}::text is null or consumers.name = ${scope.consumerName}::text)
      and (${scope.providerName}::text is null or providers.name = ${scope.providerName}::text)
      and (${scope.consumerLabel}::text is null or exists (
        select from labels where labels.pacticipant_id = consumers.id and labels.name = ${scope.consumerLabel}::text))
      and (${scope.providerLabel}::text is null or exists (
        select from labels where labels.pacticipant_id = providers.id and labels.name = ${scope.providerLabel}::text))
    order by contracts.id desc
    limit 1`.execute(db)
  return rows[0]
}
