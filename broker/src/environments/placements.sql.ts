import { type RawBuilder, sql } from 'kysely'

/** A version in an environment, now or at a time. */
export interface PlacementRow {
  readonly how: 'deployed' | 'released'
  readonly uuid: string
  readonly environmentId: number
  readonly environment: string
  readonly pacticipantId: number
  readonly pacticipant: string
  readonly versionId: number
  readonly number: string
  readonly branch: string | null
  readonly applicationInstance: string | null
  readonly since: Date
  readonly until: Date | null
}

/** A part of a name, of any case. */
export const namedLike = (text: string) => sql`pacticipants.name ilike ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`}`

export const labelledAs = (label: string) => sql`exists (
  select from labels where labels.pacticipant_id = pacticipants.id and labels.name = ${label})`

/** What is there now. */
export const now = {
  deployed: sql`deployed_versions.undeployed_at is null`,
  released: sql`released_versions.support_ended_at is null`,
}

/** What was there at the end of this second: the same expressions as those of the indexes. */
export function atTheEndOf(second: Date) {
  const moment = sql`${new Date(second.getTime() + 1000)}::timestamptz - interval '1 microsecond'`
  return {
    deployed: sql`tstzrange(least(deployed_versions.created_at, deployed_versions.undeployed_at),
      deployed_versions.undeployed_at) @> (${moment})`,
    released: sql`tstzrange(least(released_versions.created_at, released_versions.support_ended_at),
      released_versions.support_ended_at) @> (${moment})`,
  }
}

type When = Readonly<Record<'deployed' | 'released', RawBuilder<unknown>>>

/** Rows of versions in environments; `where` says which of deployed_versions, and which of released_versions. */
export function placements(when: When, where: (table: string) => RawBuilder<unknown>) {
  return sql`
    select 'deployed' as how, deployed_versions.id, deployed_versions.uuid, deployed_versions.environment_id,
      deployed_versions.pacticipant_id, deployed_versions.version_id, deployed_versions.application_instance,
      deployed_versions.created_at as since, deployed_versions.undeployed_at as until
    from deployed_versions
    where ${when.deployed} and ${where('deployed_versions')}
    union all
    select 'released', released_versions.id, released_versions.uuid, released_versions.environment_id,
      released_versions.pacticipant_id, released_versions.version_id, null, released_versions.created_at,
      released_versions.support_ended_at
    from released_versions
    where ${when.released} and ${where('released_versions')}`
}

export const placementColumns = sql`
  placed.how, placed.uuid, placed.environment_id as "environmentId", environments.name as environment,
  placed.pacticipant_id as "pacticipantId", pacticipants.name as pacticipant, placed.version_id as "versionId",
  versions.number, placed.application_instance as "applicationInstance", placed.since, placed.until, (
    select branches.name
    from branch_versions
    join branches on branches.id = branch_versions.branch_id
    where branch_versions.version_id = versions.id
    order by branches.id desc
    limit 1
  ) as branch`

export const placementJoins = sql`
  join environments on environments.id = placed.environment_id
  join pacticipants on pacticipants.id = placed.pacticipant_id
  join versions on versions.id = placed.version_id`

export const labelsOfPacticipants = sql`
  (select coalesce(json_agg(labels.name order by labels.name), '[]')
    from labels
    where labels.pacticipant_id = pacticipants.id)`
