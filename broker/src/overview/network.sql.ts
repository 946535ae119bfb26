import type { IntegrationState } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { type OverviewFilter, conditionOf, standing } from './overview.sql.ts'

export interface NetworkPair {
  readonly consumer: string
  readonly provider: string
  readonly state: IntegrationState
  readonly version: string
  /** Of all pairs that were asked for, those beyond the limit as well. */
  readonly total: number
}

interface NetworkQuestion extends Pick<OverviewFilter, 'label' | 'team' | 'environment'> {
  readonly limit: number
}

export async function listNetworkPairs(db: Connection, question: NetworkQuestion): Promise<readonly NetworkPair[]> {
  const { limit, ...filter } = question
  const { rows } = await sql<NetworkPair>`
    select standing.consumer, standing.provider, standing.state, versions.number as version,
      (count(*) over ())::integer as total
    from (${standing} where ${conditionOf(filter)}) as standing
    join versions on versions.id = standing.consumer_version_id
    order by lower(standing.consumer), standing.consumer, lower(standing.provider), standing.provider
    limit ${limit}`.execute(db)
  return rows
}

/** Who has which label. */
export async function listLabelled(db: Connection) {
  return db
    .selectFrom('labels')
    .innerJoin('pacticipants', 'pacticipants.id', 'labels.pacticipant_id')
    .select(['pacticipants.name as pacticipant', 'labels.name as label'])
    .orderBy('labels.name')
    .orderBy('pacticipants.name')
    .execute()
}

/** Which team what belongs to, by team. */
export async function listOwners(db: Connection) {
  return db
    .selectFrom('pacticipants')
    .innerJoin('teams', 'teams.id', 'pacticipants.team_id')
    .select(['pacticipants.name as pacticipant', 'teams.name as team'])
    .orderBy(sql`lower(teams.name)`)
    .orderBy('pacticipants.name')
    .execute()
}
