import type { PacticipantEnvironments } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import { pacticipantIdOf } from '../versions/ids.sql.ts'

type Placed = PacticipantEnvironments['_embedded']['environments'][number]

export type PlacedRow = Omit<Placed, 'since'> & { readonly since: Date }

/** What is deployed or released now, by environment, production last; in each the newest first. */
export async function listPlaced(db: Connection, pacticipant: string): Promise<readonly PlacedRow[]> {
  const { rows } = await sql<PlacedRow>`
    select environments.name as environment, environments.display_name as "displayName", environments.production,
      placed.how, placed.application_instance as "applicationInstance", placed.since, versions.number as version, (
        select branches.name
        from branch_versions
        join branches on branches.id = branch_versions.branch_id
        where branch_versions.version_id = versions.id
        order by branches.id desc
        limit 1
      ) as branch
    from (
      select deployed_versions.id, deployed_versions.environment_id, deployed_versions.version_id, 'deployed' as how,
        deployed_versions.application_instance, deployed_versions.created_at as since
      from deployed_versions
      where deployed_versions.pacticipant_id = ${pacticipantIdOf(pacticipant)}
        and deployed_versions.undeployed_at is null
      union all
      select released_versions.id, released_versions.environment_id, released_versions.version_id, 'released',
        null, released_versions.created_at
      from released_versions
      where released_versions.pacticipant_id = ${pacticipantIdOf(pacticipant)}
        and released_versions.support_ended_at is null
    ) as placed
    join versions on versions.id = placed.version_id
    join environments on environments.id = placed.environment_id
    order by environments.production, lower(environments.display_name), environments.id, placed.since desc,
      placed.id desc`.execute(db)
  return rows
}
