import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export type LatestContractRow = Awaited<ReturnType<typeof listLatestContracts>>[number]

/** The newest contract of every pair, by the names of consumer and provider, whatever their case. */
export async function listLatestContracts(db: Connection) {
  return db
    .selectFrom('contract_heads')
    .innerJoin('contracts', 'contracts.id', 'contract_heads.contract_id')
    .innerJoin('versions', 'versions.id', 'contracts.consumer_version_id')
    .innerJoin('integrations', 'integrations.id', 'contracts.integration_id')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .select([
      'consumers.name as consumer',
      'providers.name as provider',
      'versions.number as version',
      'contracts.created_at as createdAt',
    ])
    .where('contract_heads.scope', '=', 'latest')
    .orderBy(sql`lower(consumers.name)`)
    .orderBy('consumers.name')
    .orderBy(sql`lower(providers.name)`)
    .orderBy('providers.name')
    .execute()
}
