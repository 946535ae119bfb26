import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface Deployment {
  readonly versionId: number
  readonly environmentId: number
  /** Undefined: the application has no named instances. */
  readonly applicationInstance: string | undefined
  readonly isAutoCreated: boolean
}

export interface Deployed {
  readonly uuid: string
  readonly applicationInstance: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Not there before. */
  readonly isNew: boolean
}

/**
 * Makes the version the one that runs in the environment; the one that ran there is undeployed. A version that is there
 * already stays as it is. Undefined when version or environment are gone.
 */
export async function deployVersion(trx: Connection, deployment: Deployment): Promise<Deployed | undefined> {
  const { versionId, environmentId, applicationInstance = null, isAutoCreated } = deployment
  // Deployments of one pacticipant queue here, so that the next statement sees which one is current.
  const { rows } = await sql<{ pacticipantId: number }>`
    select versions.pacticipant_id as "pacticipantId"
    from versions
    join pacticipants on pacticipants.id = versions.pacticipant_id
    cross join environments
    where versions.id = ${versionId} and environments.id = ${environmentId}
    for no key update of pacticipants
    for key share of versions, environments`.execute(trx)
  const [locked] = rows
  if (!locked) return undefined
  const deployed = await sql<Deployed>`
    with current as materialized (
      select deployed_versions.*
      from deployed_versions
      where deployed_versions.environment_id = ${environmentId}
        and deployed_versions.pacticipant_id = ${locked.pacticipantId}
        and coalesce(deployed_versions.application_instance, '') = coalesce(${applicationInstance}::text, '')
        and deployed_versions.undeployed_at is null
    ), undeployed as (
      update deployed_versions set undeployed_at = now(), updated_at = now()
      from current
      where deployed_versions.id = current.id and current.version_id <> ${versionId}
      returning deployed_versions.id
    ), deployed as (
      insert into deployed_versions
        (uuid, pacticipant_id, version_id, environment_id, application_instance, auto_created)
      select ${randomUUID()}, ${locked.pacticipantId}, ${versionId}, ${environmentId}, ${applicationInstance}, ${isAutoCreated}
      -- Counting makes the row before give way first: only one may be current.
      from (select count(*) from undeployed) as done
      where not exists (select from current where current.version_id = ${versionId})
      returning deployed_versions.*
    )
    select result.uuid, result.application_instance as "applicationInstance",
      result.created_at as "createdAt", result.updated_at as "updatedAt", result.is_new as "isNew"
    from (
      select deployed.*, true as is_new from deployed
      union all
      select current.*, false from current where current.version_id = ${versionId}
    ) as result`.execute(trx)
  return deployed.rows[0]
}

/** Environments that a tag of this name stands for. */
export async function listEnvironments(
  trx: Connection,
  names: readonly string[],
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  return trx
    .selectFrom('environments')
    .select(['environments.id', 'environments.name'])
    .where((where) => where('environments.name', '=', sql<string>`any(${names}::text[])`))
    .orderBy('environments.id')
    .execute()
}
