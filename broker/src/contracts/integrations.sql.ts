import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface Pairs {
  readonly consumerId: number
  readonly providerIds: readonly number[]
}

interface IntegrationRow {
  readonly id: number
  readonly providerId: number
}

async function lockIntegrations(trx: Connection, pairs: Pairs): Promise<readonly IntegrationRow[]> {
  const { rows } = await sql<IntegrationRow>`
    select integrations.id, integrations.provider_id as "providerId"
    from integrations
    where integrations.consumer_id = ${pairs.consumerId}
      and integrations.provider_id = any(${pairs.providerIds}::bigint[])
    order by integrations.id
    for no key update`.execute(trx)
  return rows
}

async function insertIntegrations(trx: Connection, pairs: Pairs): Promise<readonly IntegrationRow[]> {
  const { rows } = await sql<IntegrationRow>`
    insert into integrations (consumer_id, provider_id)
    select ${pairs.consumerId}, given.provider_id
    from unnest(${pairs.providerIds}::bigint[]) as given (provider_id)
    order by given.provider_id
    on conflict on constraint integrations_pair_unique do update set contract_data_updated_at = now()
    returning integrations.id, integrations.provider_id as "providerId"`.execute(trx)
  return rows
}

/**
 * The integrations of a consumer with these providers, created where they are missing, by provider. Each is locked
 * until the transaction ends: one at a time adds contents and contracts to a pair.
 */
export async function ensureIntegrations(trx: Connection, pairs: Pairs): Promise<ReadonlyMap<number, number>> {
  const providerIds = [...new Set(pairs.providerIds)]
  const found = await lockIntegrations(trx, { consumerId: pairs.consumerId, providerIds })
  const known = new Set(found.map((row) => row.providerId))
  const missing = providerIds.filter((id) => !known.has(id))
  const added =
    missing.length > 0 ? await insertIntegrations(trx, { consumerId: pairs.consumerId, providerIds: missing }) : []
  return new Map([...found, ...added].map((row) => [row.providerId, row.id]))
}
