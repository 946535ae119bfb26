import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { VersionFacts } from './keep-version.ts'
import { type ShownVersion, type Span, spanOf } from './preview.ts'

const ids = (values: readonly number[]): RawBuilder<unknown> => sql`any((select ${values}::bigint[])::bigint[])`

/** Versions that ran in an environment when it was deleted, as long as that can be undone. */
const awaitingUndo = (now: Date) => sql`
  select (deleted_rows.content ->> 'version_id')::bigint as version_id
  from deletions
  join deleted_rows on deleted_rows.deletion_id = deletions.id
  where deletions.kind = 'environment' and deletions.expires_at > ${now}
    and case deleted_rows.table_name
      when 'deployed_versions' then deleted_rows.content ->> 'undeployed_at' is null
      when 'released_versions' then deleted_rows.content ->> 'support_ended_at' is null
      else false
    end`

/** What the keep selectors ask of these versions. For each of them it is a step or two down an index. */
export async function listVersionFacts(
  db: Connection,
  { versionIds, now }: { readonly versionIds: readonly number[]; readonly now: Date },
): Promise<readonly VersionFacts[]> {
  if (versionIds.length === 0) return []
  const { rows } = await sql<VersionFacts>`
    with awaiting_undo as materialized (${awaitingUndo(now)}),
    newest_versions as materialized (
      select (
        select newest.id from versions as newest where newest.pacticipant_id = concerned.pacticipant_id
        order by newest.id desc limit 1
      ) as id
      from (select distinct versions.pacticipant_id from versions where versions.id = ${ids(versionIds)}) as concerned
    )
    select versions.id, versions.number, versions.created_at as "createdAt", pacticipants.name as pacticipant,
      versions.id in (select newest_versions.id from newest_versions) as "isLatest",
      coalesce((
        select json_agg(json_build_object('name', tags.name, 'isLatest', tags.version_id = (
            select newest.version_id from tags as newest
            where newest.pacticipant_id = tags.pacticipant_id and newest.name = tags.name
            order by newest.version_id desc limit 1
          )) order by tags.name)
        from tags where tags.version_id = versions.id
      ), '[]') as tags,
      coalesce((
        select json_agg(json_build_object(
            'name', branches.name,
            'isMain', branches.name is not distinct from pacticipants.main_branch,
            'isHead', branches.head_version_id is not distinct from versions.id
          ) order by branches.name)
        from branch_versions
        join branches on branches.id = branch_versions.branch_id
        where branch_versions.version_id = versions.id
      ), '[]') as branches,
      array(
        select distinct environments.name
        from deployed_versions
        join environments on environments.id = deployed_versions.environment_id
        where deployed_versions.version_id = versions.id and deployed_versions.undeployed_at is null
        order by environments.name
      ) as "deployedTo",
      array(
        select environments.name
        from released_versions
        join environments on environments.id = released_versions.environment_id
        where released_versions.version_id = versions.id and released_versions.support_ended_at is null
        order by environments.name
      ) as "releasedTo",
      versions.id in (select awaiting_undo.version_id from awaiting_undo) as "awaitsUndo"
    from versions
    join pacticipants on pacticipants.id = versions.pacticipant_id
    where versions.id = ${ids(versionIds)}
    order by versions.id`.execute(db)
  return rows
}

export interface Stretch {
  /** Whose; without it, those of all. */
  readonly pacticipantId?: number
  /** Versions after this one. */
  readonly after: number
  readonly size: number
  /** Those that came to be before; undefined for all. */
  readonly before: Date | undefined
}

/** The next versions, the oldest first. */
export async function listNextVersions(
  db: Connection,
  { pacticipantId, after, size, before }: Stretch,
): Promise<readonly number[]> {
  const isAsked = pacticipantId === undefined ? sql`true` : sql`versions.pacticipant_id = ${pacticipantId}`
  const { rows } = await sql<{ id: number }>`
    select versions.id
    from versions
    where ${isAsked} and versions.id > ${after}
      and versions.created_at < coalesce(${before ?? null}::timestamptz, 'infinity')
    order by versions.id
    limit ${size}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The versions of a pacticipant that came to be since. */
export async function findSpanSince(
  db: Connection,
  { pacticipantId, since }: { readonly pacticipantId: number; readonly since: Date },
): Promise<Span> {
  const { rows } = await sql<ShownVersion & { readonly count: number }>`
    select young.count, versions.id, versions.number, versions.created_at as "createdAt"
    from (
      select count(*)::integer as count, min(versions.id) as first, max(versions.id) as last
      from versions
      where versions.pacticipant_id = ${pacticipantId} and versions.created_at >= ${since}
    ) as young
    join versions on versions.id in (young.first, young.last)
    order by versions.id`.execute(db)
  return { ...spanOf(rows), count: rows[0]?.count ?? 0 }
}

/**
 * Locks these versions and what they belong to; those that somebody else works on are passed over, since they are
 * evidently needed. The ids of the ones that are locked.
 */
export async function lockVersions(trx: Connection, versionIds: readonly number[]): Promise<readonly number[]> {
  await sql`
    select pacticipants.id
    from pacticipants
    where pacticipants.id in (select versions.pacticipant_id from versions where versions.id = ${ids(versionIds)})
    order by pacticipants.name
    for key share`.execute(trx)
  const { rows } = await sql<{ id: number }>`
    select versions.id
    from versions
    where versions.id = ${ids(versionIds)}
    order by versions.id
    for update skip locked`.execute(trx)
  return rows.map(({ id }) => id)
}
