import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface Pairs {
  readonly consumerId: number
  readonly providerIds: readonly number[]
}

/**
 * Creates the integrations of a consumer with these providers; gives their ids by provider. Those that someone else
 * created meanwhile are locked like the new ones.
 */
export async function createIntegrations(trx: Connection, pairs: Pairs): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; providerId: number }>`
    insert into integrations (consumer_id, provider_id)
    select ${pairs.consumerId}, given.provider_id
    from unnest(${pairs.providerIds}::bigint[]) as given (provider_id)
    order by given.provider_id
    on conflict on constraint integrations_pair_unique do update set contract_data_updated_at = now()
    returning integrations.id, integrations.provider_id as "providerId"`.execute(trx)
  return new Map(rows.map((row) => [row.providerId, row.id]))
}
