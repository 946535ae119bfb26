import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { ProviderSuccess } from './pending.ts'

/** The provider, and since when the branch and the tags of its build exist. */
export interface ProviderContext {
  readonly id: number
  readonly branchCreatedAt: Date | null
  readonly branchFirstVersionAt: Date | null
  readonly tags: readonly { readonly name: string; readonly firstUsedAt: Date | undefined }[]
}

interface ProviderRow extends Omit<ProviderContext, 'tags'> {
  readonly tagsFirstUsedAt: readonly (Date | null)[]
}

export async function findProvider(
  db: Connection,
  name: string,
  build: { readonly branch: string | undefined; readonly tags: readonly string[] },
): Promise<ProviderContext | undefined> {
  const { rows } = await sql<ProviderRow>`
    select pacticipants.id, branches.created_at as "branchCreatedAt",
      (
        select versions.created_at
        from branch_versions
        join versions on versions.id = branch_versions.version_id
        where branch_versions.branch_id = branches.id
        order by branch_versions.version_id limit 1
      ) as "branchFirstVersionAt",
      array(
        select (
          select tags.created_at from tags
          where tags.pacticipant_id = pacticipants.id and tags.name = tag.name
          order by tags.created_at limit 1
        )
        from unnest(${build.tags}::text[]) with ordinality tag (name, position)
        order by tag.position
      ) as "tagsFirstUsedAt"
    from pacticipants
    left join branches on branches.pacticipant_id = pacticipants.id and branches.name = ${build.branch ?? null}
    where pacticipants.name = ${name}
  `.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const { tagsFirstUsedAt, ...provider } = row
  return {
    ...provider,
    tags: build.tags.map((tag, index) => ({ name: tag, firstUsedAt: tagsFirstUsedAt[index] ?? undefined })),
  }
}

/** In which lines of the provider to look for successes. */
export interface LineNames {
  readonly scope: 'branch' | 'tag'
  readonly names: readonly string[]
}

/**
 * The successes that decide whether contents are pending or work in progress for branches or tags of the provider: their
 * own, and the two earliest of all, of which one at least belongs to another line than any given one. So a handful of
 * rows says as much as the history.
 */
export async function listProviderSuccesses(
  db: Connection,
  contentIds: readonly number[],
  { scope, names }: LineNames,
): Promise<ReadonlyMap<number, readonly ProviderSuccess[]>> {
  const { rows } = await sql<ProviderSuccess & { readonly contentId: number }>`
    select content.id as "contentId", deciding.name, deciding.succeeded_at as "succeededAt", deciding.settled_at as "settledAt"
    from unnest(${contentIds}::bigint[]) content (id)
    cross join lateral (
      select provider_successes.name, provider_successes.succeeded_at, provider_successes.settled_at
      from provider_successes
      where provider_successes.content_id = content.id and provider_successes.scope = ${scope}
        and provider_successes.name = any(${names}::text[])
      union
      (
        select provider_successes.name, provider_successes.succeeded_at, provider_successes.settled_at
        from provider_successes
        where provider_successes.content_id = content.id and provider_successes.scope = ${scope}
        order by provider_successes.succeeded_at limit 2
      )
      union
      (
        select provider_successes.name, provider_successes.succeeded_at, provider_successes.settled_at
        from provider_successes
        where provider_successes.content_id = content.id and provider_successes.scope = ${scope}
          and provider_successes.settled_at is not null
        order by provider_successes.settled_at limit 2
      )
    ) deciding
    order by content.id, deciding.name
  `.execute(db)
  return Map.groupBy(rows, ({ contentId }) => contentId)
}

/** The ones of these contents that any version has ever verified successfully. */
export async function listVerifiedContents(
  db: Connection,
  contentIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select content.id
    from unnest(${contentIds}::bigint[]) content (id)
    where exists (
      select from verifications where verifications.content_id = content.id and verifications.success
    )
    order by content.id
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}
