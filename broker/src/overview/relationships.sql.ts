import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface Party {
  readonly id: number
  readonly name: string
}

export interface ConnectionRow {
  readonly consumer: Party
  readonly provider: Party
}

interface Row {
  readonly consumerId: number
  readonly consumer: string
  readonly providerId: number
  readonly provider: string
}

function selectPairs(db: Connection) {
  return db
    .selectFrom('integrations')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .select([
      'consumers.id as consumerId',
      'consumers.name as consumer',
      'providers.id as providerId',
      'providers.name as provider',
    ])
}

const connection = ({ consumerId, consumer, providerId, provider }: Row): ConnectionRow => ({
  consumer: { id: consumerId, name: consumer },
  provider: { id: providerId, name: provider },
})

/** Every pair, the oldest first. */
export async function listConnections(db: Connection): Promise<readonly ConnectionRow[]> {
  return (await selectPairs(db).orderBy('integrations.id').execute()).map(connection)
}

/** The pairs that have a contract now, by the names of consumer and provider. */
export async function listConnectionsWithContract(db: Connection): Promise<readonly ConnectionRow[]> {
  const rows = await selectPairs(db)
    .innerJoin('contract_heads', (join) =>
      join
        .onRef('contract_heads.integration_id', '=', 'integrations.id')
        .on('contract_heads.scope', '=', 'latest')
        .on('contract_heads.name', '=', ''),
    )
    .orderBy(sql`lower(consumers.name)`)
    .orderBy('consumers.name')
    .orderBy(sql`lower(providers.name)`)
    .orderBy('providers.name')
    .execute()
  return rows.map(connection)
}
