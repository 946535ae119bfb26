// What was in an environment, with the times of its beginning and end as another broker has them.

import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface Place {
  readonly pacticipantId: number
  readonly versionId: number
  readonly environmentId: number
}

/** A version and an environment, held; deployments of one application queue here. */
export async function lockPlace(
  trx: Connection,
  of: { readonly application: string; readonly version: string; readonly environment: string },
): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select pacticipants.id as "pacticipantId", versions.id as "versionId", environments.id as "environmentId"
    from pacticipants
    join versions on versions.pacticipant_id = pacticipants.id
    join environments on environments.name = ${of.environment}
    where pacticipants.name = ${of.application} and versions.number = ${of.version}
    for no key update of pacticipants
    for key share of versions, environments`.execute(trx)
  return rows[0]
}

export interface Deployment extends Place {
  readonly uuid: string
  readonly applicationInstance: string | null
  readonly createdAt: string
  readonly undeployedAt: string | null
}

interface KnownDeployment {
  readonly id: number
  readonly isCurrent: boolean
}

/** The same deployment, as far as it is known: with the same beginning, or of what runs there now anyway. */
export async function findSameDeployment(trx: Connection, of: Deployment): Promise<KnownDeployment | undefined> {
  const { rows } = await sql<KnownDeployment>`
    select deployed_versions.id, deployed_versions.undeployed_at is null as "isCurrent"
    from deployed_versions
    where deployed_versions.version_id = ${of.versionId} and deployed_versions.environment_id = ${of.environmentId}
      and coalesce(deployed_versions.application_instance, '') = coalesce(${of.applicationInstance}::text, '')
      and (
        date_trunc('second', deployed_versions.created_at) = date_trunc('second', ${of.createdAt}::timestamptz)
        or (${of.undeployedAt}::timestamptz is null and deployed_versions.undeployed_at is null)
      )
    order by deployed_versions.undeployed_at nulls first, deployed_versions.id
    limit 1`.execute(trx)
  return rows[0]
}

export async function endDeployment(trx: Connection, id: number, undeployedAt: string): Promise<void> {
  await sql`
    update deployed_versions set undeployed_at = ${undeployedAt}, updated_at = ${undeployedAt}
    where deployed_versions.id = ${id}`.execute(trx)
}

/**
 * Adds a deployment. One that lasts gives way where a later one is known already; else it takes the place of the earlier
 * one.
 */
export async function insertDeployment(trx: Connection, deployment: Deployment): Promise<void> {
  const { uuid, pacticipantId, versionId, environmentId, applicationInstance, createdAt, undeployedAt } = deployment
  await sql`
    with current as materialized (
      select deployed_versions.id, deployed_versions.created_at
      from deployed_versions
      where deployed_versions.environment_id = ${environmentId} and deployed_versions.pacticipant_id = ${pacticipantId}
        and coalesce(deployed_versions.application_instance, '') = coalesce(${applicationInstance}::text, '')
        and deployed_versions.undeployed_at is null and ${undeployedAt}::timestamptz is null
    ), ended as (
      update deployed_versions set undeployed_at = ${createdAt}, updated_at = ${createdAt}
      from current
      where deployed_versions.id = current.id and current.created_at <= ${createdAt}
      returning deployed_versions.id
    )
    insert into deployed_versions
      (uuid, pacticipant_id, version_id, environment_id, application_instance, created_at, updated_at, undeployed_at)
    select ${uuid}, ${pacticipantId}, ${versionId}, ${environmentId}, ${applicationInstance}, ${createdAt},
      coalesce(${undeployedAt}::timestamptz, ${createdAt}),
      coalesce(${undeployedAt}, (select current.created_at from current where current.created_at > ${createdAt}))
    -- Counting makes the row before give way first: only one may be current.
    from (select count(*) from ended) as done`.execute(trx)
}

export interface Release extends Place {
  readonly uuid: string
  readonly createdAt: string
  readonly supportEndedAt: string | null
}

/** A version is released to an environment once: it is there from then on, until it is not supported any more. */
export async function saveRelease(trx: Connection, release: Release): Promise<'created' | 'changed' | 'present'> {
  const { uuid, pacticipantId, versionId, environmentId, createdAt, supportEndedAt } = release
  const { rows } = await sql<{ isNew: boolean }>`
    insert into released_versions
      (uuid, pacticipant_id, version_id, environment_id, created_at, updated_at, support_ended_at)
    values (${uuid}, ${pacticipantId}, ${versionId}, ${environmentId}, ${createdAt},
      coalesce(${supportEndedAt}::timestamptz, ${createdAt}), ${supportEndedAt})
    on conflict on constraint released_versions_unique do update set
      support_ended_at = excluded.support_ended_at, updated_at = now()
    where (released_versions.support_ended_at is null) <> (excluded.support_ended_at is null)
    returning released_versions.xmax = 0 as "isNew"`.execute(trx)
  const [row] = rows
  if (row === undefined) return 'present'
  return row.isNew ? 'created' : 'changed'
}
