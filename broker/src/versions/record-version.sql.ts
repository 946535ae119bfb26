import { sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface LockedVersion {
  readonly id: number
  readonly buildUrl: string | null
  readonly isNew: boolean
}

interface NewVersion {
  readonly pacticipantId: number
  readonly number: string
  readonly buildUrl?: string | null | undefined
}

/** The version, created when it is missing, and locked: whoever adds to a version or takes from it waits here. */
export async function lockOrCreateVersion(
  trx: Connection,
  { pacticipantId, number, buildUrl }: NewVersion,
): Promise<LockedVersion> {
  const { rows } = await sql<LockedVersion>`
    with existing as (
      select versions.id, versions.build_url
      from versions
      where versions.pacticipant_id = ${pacticipantId} and versions.number = ${number}
      for no key update
    ), created as (
      insert into versions (pacticipant_id, number, build_url)
      select ${pacticipantId}, ${number}, ${buildUrl ?? null}
      where not exists (select from existing)
      on conflict on constraint versions_number_unique do update set updated_at = versions.updated_at
      returning versions.id, versions.build_url, versions.xmax = 0 as is_new
    )
    select existing.id, existing.build_url as "buildUrl", false as "isNew" from existing
    union all
    select created.id, created.build_url, created.is_new from created`.execute(trx)
  const [version] = rows
  if (!version) throw new Error(`Version ${number} was neither found nor created`)
  return version
}

export async function updateBuildUrl(
  trx: Connection,
  { versionId, buildUrl }: { readonly versionId: number; readonly buildUrl: string | null },
): Promise<void> {
  await trx
    .updateTable('versions')
    .set({ build_url: buildUrl, updated_at: sql<Date>`now()` })
    .where('versions.id', '=', versionId)
    .execute()
}

interface Placement {
  readonly pacticipantId: number
  readonly versionId: number
  readonly branch: string | undefined
  readonly tags: readonly string[]
  /** Becomes the branch of a version that is this young and has neither branch nor tag. */
  readonly tagAsBranch: { readonly name: string; readonly withinSeconds: number } | undefined
}

export interface Placed {
  readonly isNewOnBranch: boolean
  /** The branch, where the version is the first on it. */
  readonly newBranch: string | null
  readonly newTags: readonly string[]
}

/**
 * Puts a locked version on a branch and adds tags. A version that is new on a branch becomes its head; one that was
 * there already only shows, at most once a minute, that the branch is alive.
 */
export async function placeVersion(trx: Connection, placement: Placement): Promise<Placed> {
  const { pacticipantId, versionId, branch, tags, tagAsBranch } = placement
  const { rows } = await sql<Placed>`
    with target as materialized (
      select coalesce(${branch ?? null}::text, (
        select ${tagAsBranch?.name ?? null}::text
        from versions
        where versions.id = ${versionId}
          and versions.created_at >= now() - ${tagAsBranch?.withinSeconds ?? 0}::double precision * interval '1 second'
          and not exists (select from branch_versions where branch_versions.version_id = versions.id)
          and not exists (select from tags where tags.version_id = versions.id)
      )) as name
    ), present as materialized (
      select branch_versions.branch_id as id
      from branch_versions
      where branch_versions.version_id = ${versionId} and branch_versions.branch_id = (
        select branches.id from branches
        where branches.pacticipant_id = ${pacticipantId} and branches.name = (select target.name from target))
    ), moved as (
      insert into branches (pacticipant_id, name, head_version_id)
      select ${pacticipantId}, target.name, ${versionId}
      from target
      where target.name is not null and not exists (select from present)
      on conflict on constraint branches_name_unique do update set
        head_version_id = excluded.head_version_id, updated_at = now()
      returning branches.id, branches.name, branches.xmax = 0 as is_new
    ), placed as (
      insert into branch_versions (branch_id, version_id, auto_created)
      select moved.id, ${versionId}, ${branch === undefined} from moved
      returning branch_versions.id
    ), touched as (
      update branches set updated_at = now()
      from present
      where branches.id = present.id and branches.updated_at < now() - interval '1 minute'
    ), tagged as (
      insert into tags (version_id, name, pacticipant_id)
      select distinct ${versionId}::bigint, added.name, ${pacticipantId}::bigint
      from unnest(${tags}::text[]) as added (name)
      on conflict on constraint tags_pk do nothing
      returning tags.name
    )
    select exists (select from placed) as "isNewOnBranch",
      (select moved.name from moved where moved.is_new) as "newBranch", array(select tagged.name from tagged) as "newTags"`.execute(
    trx,
  )
  return rows[0] ?? { isNewOnBranch: false, newBranch: null, newTags: [] }
}
