import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface PairFacts {
  readonly integrationId: number
  readonly isVerified: boolean
  readonly hasWebhooks: boolean
}

/** Whether pairs have any verification result, and any webhook, enabled or not. */
export async function listPairFacts(
  db: Connection,
  integrationIds: readonly number[],
): Promise<ReadonlyMap<number, PairFacts>> {
  const { rows } = await sql<PairFacts>`
    select
      integrations.id as "integrationId",
      exists (
        select from latest_verifications where latest_verifications.integration_id = integrations.id
      ) as "isVerified",
      exists (
        select from webhooks
        where (webhooks.consumer_id is null or webhooks.consumer_id = integrations.consumer_id)
          and (webhooks.provider_id is null or webhooks.provider_id = integrations.provider_id)
          and (webhooks.consumer_label is null or exists (
            select from labels
            where labels.pacticipant_id = integrations.consumer_id and labels.name = webhooks.consumer_label))
          and (webhooks.provider_label is null or exists (
            select from labels
            where labels.pacticipant_id = integrations.provider_id and labels.name = webhooks.provider_label))
      ) as "hasWebhooks"
    from integrations
    where integrations.id in (select unnest((select ${integrationIds}::bigint[])))
    order by integrations.id`.execute(db)
  return new Map(rows.map((row) => [row.integrationId, row]))
}
