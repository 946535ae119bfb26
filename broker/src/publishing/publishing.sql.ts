import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { hasWebhooks } from '../webhooks/pair-webhooks.sql.ts'

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
      ${hasWebhooks({
        consumerId: sql.ref('integrations.consumer_id'),
        providerId: sql.ref('integrations.provider_id'),
      })} as "hasWebhooks"
    from integrations
    where integrations.id in (select unnest((select ${integrationIds}::bigint[])))
    order by integrations.id`.execute(db)
  return new Map(rows.map((row) => [row.integrationId, row]))
}
